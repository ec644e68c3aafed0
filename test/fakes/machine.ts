import {mkdir, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import {readComposeSource} from '../../ts-helpers/src/outside/composeSource.ts';
import type {FileSystem} from '../../ts-helpers/src/project/diskSpace.ts';
import {createFiles} from '../../ts-helpers/src/outside/files.ts';
import {createGit} from '../../ts-helpers/src/outside/git.ts';
import {createOwners} from '../../ts-helpers/src/outside/owners.ts';
import {createPlaces} from '../../ts-helpers/src/outside/places.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {type Project, type ProjectRequest, readProject} from '../../ts-helpers/src/workspace/project.ts';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import {createFakeCompose} from './compose/compose.ts';
import {createFakeDocker} from './engine/docker.ts';
import {createState, type EngineState} from './engine/state.ts';
import {type RecordedVoice, recordVoice} from './voice.ts';

/** A machine with a project on it: real files, and an engine in memory. */
export interface Machine {
  /** All of it, to be removed in the end. */
  root: string;
  workspace: string;
  engine: EngineState;
  voice: RecordedVoice;
  /** What is known of the disks with these folders. Default: nothing. */
  disks: Map<string, FileSystem>;
  /** Writes files, by their paths from the root of the machine. */
  put(files: Readonly<Record<string, string>>): Promise<void>;
  /** Writes files of the project. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  project(
    facts?: Facts,
    asked?: Partial<Pick<ProjectRequest, 'workspace' | 'organisationFile'>>,
  ): Promise<Project>;
  /** What every stage works with. */
  needs: ReturnType<typeof needsOf>;
  remove(): Promise<void>;
}

export const createMachine = async (files: Readonly<Record<string, string>>): Promise<Machine> => {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'countable-machine-')));
  const workspace = path.join(root, 'shop');
  await mkdir(workspace);
  const engine = createState();
  const voice = recordVoice();
  const disks = new Map<string, FileSystem>();
  const put = async (texts: Readonly<Record<string, string>>, base = root) => {
    for (const [name, text] of Object.entries(texts)) {
      const file = path.join(base, name);
      await mkdir(path.dirname(file), {recursive: true});
      await writeFile(file, text);
    }
  };
  await put(files, workspace);
  return {
    root,
    workspace,
    engine,
    voice,
    put,
    write: texts => put(texts, workspace),
    project: (facts = {}, asked = {}) =>
      readProject(
        {workspace, facts, variables: {mailDomains: undefined}, ...asked},
        {
          files: createFiles(),
          git: gitIn(workspace),
          loadSettings: () => import('../../ts-helpers/src/workspace/settings.ts'),
        },
      ),
    disks,
    needs: needsOf(engine, voice, disks),
    remove: () => rm(root, {recursive: true}),
  };
};

export const shell = createShell(new AbortController().signal);
export const gitIn = (folder: string) => createGit(shell, folder);

const needsOf = (engine: EngineState, voice: RecordedVoice, disks: ReadonlyMap<string, FileSystem>) => ({
  disks: {machine: hostname(), of: (folder: string) => Promise.resolve(disks.get(folder))},
  files: createFiles(),
  places: createPlaces(),
  owners: createOwners(shell),
  docker: createFakeDocker(engine),
  compose: createFakeCompose(engine),
  clock: engine.clock,
  readComposeSource,
  voice,
  maskData: <T>(data: T): T =>
    JSON.parse(
      voice.hidden.reduce((text, secret) => text.replaceAll(secret, '****'), JSON.stringify(data)),
    ) as T,
});
