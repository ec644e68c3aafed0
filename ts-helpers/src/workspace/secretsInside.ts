import type {ComposeModel} from '../compose/model.ts';
import type {Warning} from '../result/result.ts';
import {type Build, buildsOf, type SecretInside, warnOfSecretsInside} from '../compose/secretsInside.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';

/** Those of the secret files, by the variables that name them, that lie in the project. */
export const findSecretsInside = async (
  given: Readonly<Record<string, string | undefined>>,
  workspace: string,
  {files}: {files: Pick<Files, 'pathsInside'>},
): Promise<SecretInside[]> => {
  const found = await Promise.all(
    Object.entries(given).map(async ([variable, file]) => {
      const [first, ...others] = file === undefined ? [] : await files.pathsInside(workspace, file);
      return first === undefined ? [] : {variable, paths: [first, ...others] as const};
    }),
  );
  return found.flat();
};

/** What is wrong with where they lie. Contexts of the model are folders as they are on this machine. */
export const secretsInsideWarnings = async (
  inside: readonly SecretInside[],
  {workspace, model}: {workspace: string; model: Pick<ComposeModel, 'services'>},
  {files, git}: {files: Pick<Files, 'readSmall'>; git: Pick<Git, 'files'>},
): Promise<Warning[]> => {
  if (inside.length === 0) return [];
  const [tracked, seen, builds] = await Promise.all([
    git.files({untracked: false}),
    git.files({untracked: true}),
    Promise.all(buildsOf(model).map(build => withIgnoring(build, files))),
  ]);
  const carriers = {
    workspace,
    tracked: new Set(tracked?.files),
    seen: new Set(seen?.files),
    builds,
  };
  return warnOfSecretsInside(inside, carriers);
};

const MOST_BYTES = 1_000_000;

const withIgnoring = async (
  {ignoreFiles, ...build}: ReturnType<typeof buildsOf>[number],
  files: Pick<Files, 'readSmall'>,
): Promise<Build> => {
  for (const file of ignoreFiles) {
    const text = await files.readSmall(file, MOST_BYTES);
    if (text !== undefined) return {...build, ignoring: text};
  }
  return {...build, ignoring: ''};
};
