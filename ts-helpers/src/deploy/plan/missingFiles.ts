import {UserError} from '../../errors/userError.ts';
import {environmentCredential} from '../../project/conventions.ts';
import type {ReferenceKind} from '../../compose/fileReferences.ts';
import {ENV_FILE, secretFile, type Whose} from '../../project/secretFiles.ts';
import {quoted} from '../../text/plain.ts';

/** A file that is named and that the deploy will not have. */
export interface MissingFile {
  /** Relative to the project; absolute where it is outside. */
  path: string;
  /** `docker-compose.yml:5` */
  where: string;
  kind: ReferenceKind | undefined;
  why: Why;
  /** The submodule it lies in. */
  submodule?: string;
}

export type Why =
  /** Git is told to ignore it. */
  | 'ignored'
  /** It is in the workspace, and nobody has added it to git. */
  | 'not added'
  | 'in a submodule'
  /** It would lie beside the project. */
  | 'outside'
  /** It is no file of the project, and not on this host. */
  | 'not on this host'
  | 'nowhere';

/** Throws FILE_MISSING with all of them: a remedy for each reason. */
export const refuseMissing = (
  found: readonly MissingFile[],
  {whose, envFile, folder}: {whose: Whose; envFile: string; folder: string},
): void => {
  const missing = [...found].sort((one, other) =>
    one.where.localeCompare(other.where, 'en', {numeric: true}),
  );
  const [first, ...others] = missing;
  if (first === undefined) return;
  const told = missing.map(file => `${file.path}, ${WORDS[file.why](file)}`);
  const places = [...new Set(missing.map(({where}) => where))].join(', ');
  const remedies = new Set([
    ...missing.flatMap(file => remedyFor(file, {whose, envFile})),
    ...asSecrets(
      missing.filter(file => couldBeGiven(file, envFile)),
      {whose, folder},
    ),
  ]);
  throw new UserError(
    'FILE_MISSING',
    others.length === 0
      ? `${first.where} names a file that the deploy does not have: ${told[0]}.`
      : `The compose files name files that the deploy does not have: ${told.join('; ')}.`,
    {where: places, remedy: [...remedies].join(' ')},
  );
};

const WORDS: Readonly<Record<Why, (file: MissingFile) => string>> = {
  ignored: () => 'which git ignores',
  'not added': () => 'which is not added to git',
  'in a submodule': ({submodule}) => `in the submodule ${submodule}, which is not checked out`,
  outside: () => 'which lies outside of the project',
  'not on this host': () => 'which is not on this host',
  nowhere: () => 'which is not there',
};

const remedyFor = (file: MissingFile, {whose, envFile}: {whose: Whose; envFile: string}): string | [] => {
  const {path, why, kind, submodule = ''} = file;
  if (why === 'not added') return `Add it: git add ${quoted(path)}, and commit it.`;
  if (why === 'in a submodule')
    return `Check it out: git submodule update --init ${quoted(submodule)}; in Jenkins, let the job update submodules.`;
  if (why === 'outside') return `A deploy has the files of the project alone: move ${path} into it.`;
  if (why === 'not on this host') return `Put ${path} there, or correct the path.`;
  if (kind === 'build') return `Add ${path} to the repository, or correct \`build:\`.`;
  if (path !== envFile) return [];
  const credential = environmentCredential(whose.project, whose.environment);
  return `It is the secret file of the deploy: countable jenkins credentials --set ${credential} --from ${quoted(path)}; on a laptop ${ENV_FILE}=${quoted(path)}.`;
};

const couldBeGiven = ({path, why, kind}: MissingFile, envFile: string): boolean =>
  (why === 'ignored' || why === 'nowhere') && kind !== 'build' && path !== envFile;

/** By the kind of secret file that one of them may be, all in one command; and what else it may be. */
const asSecrets = (
  files: readonly MissingFile[],
  {whose, folder}: {whose: Whose; folder: string},
): string[] => {
  if (files.length === 0) return [];
  const given = files.map(({path}) => ({...secretFile(path, whose), word: quoted(path)}));
  const credentials = given.map(({credential, word}) => `--set ${credential} --from ${word}`);
  const variables = given.map(({variable, word}) => `${variable}=${word}`);
  const open = files.filter(({why}) => why === 'nowhere').map(({path}) => quoted(path));
  const data = files.filter(({kind}) => kind === 'volume').map(({path}) => quoted(`${folder}/${path}`));
  return [
    `Give ${files.length === 1 ? 'it as a secret file' : 'each as a secret file'}: countable jenkins credentials ${credentials.join(', then ')}; ` +
      `on a laptop ${variables.join(' ')}.`,
    ...(open.length > 0 ? [`Where it is no secret, add it (git add ${open.join(' ')}).`] : []),
    ...(data.length > 0 ? [`Where it is data, make it on the host (${data.join(' ')}).`] : []),
    ...(files.some(({kind}) => kind === 'env_file')
      ? ['Where Compose can do without an env_file, say so (`required: false`).']
      : []),
  ];
};
