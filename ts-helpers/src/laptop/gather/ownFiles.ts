import {lstat} from 'node:fs/promises';
import path from 'node:path';
import {unlessMissing} from '../../outside/disk.ts';
import type {Files} from '../../outside/files.ts';
import type {Git} from '../../outside/git.ts';
import {besideOf, environmentFiles, OVERRIDE, SECRETS} from '../../project/conventions.ts';
import {present} from '../../workspace/present.ts';
import type {Project} from '../../workspace/project.ts';
import type {FilesHere} from '../here.ts';
import type {OwnFile} from '../plan/files.ts';

export interface Text {
  name: string;
  text: string;
}

/** Files that people have for themselves, and what the repository has for them to begin with. */
export interface OwnFiles {
  override: OwnFile;
  /** `dc.dev.yml` */
  dev: Text | undefined;
  environment: OwnFile;
  /** `.env.example` */
  example: Text | undefined;
}

export interface OwnFilesNeeds {
  files: Files;
  git: Pick<Git, 'files'>;
}

const DEV = 'dev';

export const gatherOwnFiles = async (
  project: Project,
  {base, override}: FilesHere,
  {files, git}: OwnFilesNeeds,
): Promise<OwnFiles> => {
  const {workspace, settings} = project;
  const tracked = (await git.files({untracked: false}))?.files ?? [];
  const [dev] = await present(environmentFiles(settings, DEV, base), project, files);
  const text = (name: string) => files.readInside(workspace, name);
  const repositorys = async (name: string | undefined): Promise<Text | undefined> => {
    const said = name === undefined ? undefined : await text(name);
    return name === undefined || said === undefined ? undefined : {name, text: said};
  };
  const own = async (name: string): Promise<OwnFile> => ({
    name,
    text: await files.readText(path.join(workspace, name)),
    isLink: (await unlessMissing(lstat(path.join(workspace, name))))?.isSymbolicLink() === true,
    isTracked: tracked.includes(name),
  });
  return {
    override: await own(override ?? besideOf(base, OVERRIDE)),
    dev: await repositorys(dev),
    environment: await own(besideOf(base, SECRETS)),
    example: await repositorys(besideOf(base, `${SECRETS}.example`)),
  };
};
