import {UserError} from '../errors/userError.ts';
import {environmentCredential} from './conventions.ts';
import {ageKeyCredential} from './encryptedFiles.ts';
import {kindOf} from './preview.ts';
import {TEST_ENV_FILE} from './testVariables.ts';
import {type FileReference, looksLikeFile} from '../compose/fileReferences.ts';

/** A file that a compose file names and the commit has not: its content is given at the deploy. */
export interface SecretFile {
  /** Relative to the project. */
  path: string;
  /** Id of the Jenkins credential that holds it. */
  credential: string;
  /** Environment variable in which a deploy finds where it lies. */
  variable: string;
}

export interface Whose {
  project: string;
  environment: string;
}

/** Variables with this beginning name secret files. */
export const SECRET_FILE = 'COUNTABLE_FILE_';

/** The secret file of `.env`, which variables in compose files come from. */
export const ENV_FILE = 'COUNTABLE_ENV_FILE';

/**
 * Files that could be given, of what the compose files name. `isThere` tells what the commit has; `envFile` is where the
 * `.env` of the deploy lies, which has a credential of its own. Throws SECRET_FILES_CLASH.
 */
export const secretFilesOf = (
  references: readonly FileReference[],
  {whose, isThere, envFile}: {whose: Whose; isThere: (path: string) => boolean; envFile: string},
): SecretFile[] => {
  const paths = new Set(
    references
      .filter(couldBeSecret)
      .flatMap(({at}) => (at === undefined || at === '' || isThere(at) ? [] : at)),
  );
  paths.delete(envFile);
  const files = [...paths].map(path => secretFile(path, whose));
  refuseClash(files, {
    [environmentCredential(whose.project, whose.environment)]: '.env',
    [ageKeyCredential(whose.project, whose.environment)]: 'the age key',
  });
  return files;
};

/** The one that variables in compose files come from. */
export const environmentSecret = (path: string, {project, environment}: Whose): SecretFile => ({
  path,
  credential: environmentCredential(project, environment),
  variable: ENV_FILE,
});

/** The one of an environment, or of the tests, as people find it. */
export const secretFileWords = ({
  project,
  environment,
  isLaptop = false,
  encrypted,
}: Whose & {isLaptop?: boolean | undefined; encrypted?: string | undefined}): string =>
  encrypted ??
  `the secret file (${
    isLaptop
      ? environment === TESTS
        ? TEST_ENV_FILE
        : ENV_FILE
      : `Jenkins credential ${environmentCredential(project, environment)}`
  })`;

const TESTS = 'test';

export const secretFile = (path: string, {project, environment}: Whose): SecretFile => ({
  path,
  credential: `${project}-${kindOf(environment)}-${path.replace(/[^A-Za-z0-9_.-]/g, '-')}`,
  variable: SECRET_FILE + path.toUpperCase().replace(/[^A-Z0-9]/g, '_'),
});

/** Whether a deploy needs it, and could be given it. */
export const couldBeSecret = (reference: FileReference): boolean =>
  ['env_file', 'label_file', 'config', 'secret'].includes(reference.kind) ||
  (reference.kind === 'volume' && looksLikeFile(reference));

const refuseClash = (files: readonly SecretFile[], taken: Readonly<Record<string, string>>): void => {
  for (const [index, file] of files.entries()) {
    const twin = files
      .slice(0, index)
      .find(({credential, variable}) => credential === file.credential || variable === file.variable);
    const other = twin?.path ?? taken[file.credential];
    if (other === undefined) continue;
    throw new UserError(
      'SECRET_FILES_CLASH',
      `The secret files ${other} and ${file.path} would have the same credential, or the same variable: ${file.credential}, ${file.variable}.`,
      {where: file.path},
    );
  }
};
