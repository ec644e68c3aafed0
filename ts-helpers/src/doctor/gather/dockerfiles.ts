import path from 'node:path';
import type {ComposeService} from '../../compose/model.ts';
import {UserError} from '../../errors/userError.ts';
import type {Files} from '../../outside/files.ts';
import type {Project} from '../../workspace/project.ts';
import {instructionsOf} from '../plan/dockerfile.ts';
import type {DockerfileFacts, EnvironmentFacts} from '../plan/facts.ts';

type Found = Omit<DockerfileFacts, 'instructions' | 'ignore'>;

/** Those of the project that services are built of, each once for each stage that is built. */
export const findDockerfiles = async (
  {workspace}: Pick<Project, 'workspace'>,
  environments: readonly EnvironmentFacts[],
  files: Pick<Files, 'readInside'>,
): Promise<DockerfileFacts[]> => {
  const read = (file: string) => readUnlessRefused(workspace, file, files);
  const found = new Map<string, Found>();
  for (const {model} of environments)
    for (const [name, service] of Object.entries(model.services)) {
      const one = dockerfileOf(name, service);
      if (one === undefined) continue;
      const key = JSON.stringify([one.file, one.context, one.target]);
      found.set(key, joined(found.get(key), one));
    }
  const all = [...found.values()].map(async one => {
    const [text, own, ignore] = await Promise.all([
      read(one.file),
      read(`${one.file}.dockerignore`),
      read(path.posix.join(one.context, '.dockerignore')),
    ]);
    const counts = own ?? ignore;
    return text === undefined
      ? []
      : [{...one, instructions: instructionsOf(text), ...(counts !== undefined && {ignore: counts})}];
  });
  return (await Promise.all(all)).flat();
};

/** Undefined where there is none, or none of the project: an address, a folder elsewhere, lines of the compose file. */
const dockerfileOf = (name: string, {build, user}: ComposeService): Found | undefined => {
  if (build === undefined || build.dockerfile_inline !== undefined) return undefined;
  const {context, dockerfile = 'Dockerfile', target} = build;
  if (path.isAbsolute(context) || path.isAbsolute(dockerfile) || context.includes('://')) return undefined;
  const file = path.posix.join(context, dockerfile);
  return {
    file,
    context: context === '.' ? '' : context,
    ...(typeof target === 'string' && {target}),
    services: [name],
    isUserGiven: user !== undefined,
  };
};

const joined = (before: Found | undefined, one: Found): Found =>
  before === undefined
    ? one
    : {
        ...one,
        services: [...new Set([...before.services, ...one.services])],
        isUserGiven: before.isUserGiven && one.isUserGiven,
      };

/** What cannot be read of the project is told by who needs it. */
const readUnlessRefused = async (
  workspace: string,
  file: string,
  files: Pick<Files, 'readInside'>,
): Promise<string | undefined> => {
  if (file.startsWith('../')) return undefined;
  try {
    return await files.readInside(workspace, file);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
};
