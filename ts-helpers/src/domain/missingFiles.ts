import {UserError} from '../errors.ts';
import {environmentCredential} from './conventions.ts';
import type {ReferenceKind} from './fileReferences.ts';
import {ENV_FILE, secretFile, type Whose} from './secretFiles.ts';
import {quoted} from './text.ts';

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
  missing: readonly MissingFile[],
  {whose, envFile, folder}: {whose: Whose; envFile: string; folder: string},
): void => {
  const [first, ...others] = missing;
  if (first === undefined) return;
  const told = missing.map(file => `${file.path}, ${WORDS[file.why](file)}`);
  const places = [...new Set(missing.map(({where}) => where))].join(', ');
  const remedies = new Set(missing.flatMap(file => remediesFor(file, {whose, envFile, folder})));
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

type Context = {whose: Whose; envFile: string; folder: string};

const remediesFor = (file: MissingFile, context: Context): string[] => {
  const {path, why, kind, submodule} = file;
  switch (why) {
    case 'not added':
      return [`Add it: git add ${quoted(path)}, and commit it.`];
    case 'in a submodule':
      return [
        `Check it out: git submodule update --init ${quoted(submodule ?? '')}; in Jenkins, let the job update submodules.`,
      ];
    case 'outside':
      return [`A deploy has the files of the project alone: move ${path} into it.`];
    case 'not on this host':
      return [`Put ${path} there, or correct the path.`];
    case 'ignored':
    case 'nowhere':
      if (kind === 'build') return [`Add ${path} to the repository, or correct \`build:\`.`];
      return [...asSecret(file, context), ...asData(file, context)];
  }
};

const asSecret = ({path, why, kind}: MissingFile, {whose, envFile}: Context): string[] => {
  if (path === envFile) {
    const credential = environmentCredential(whose.project, whose.environment);
    return [
      `It is the secret file of the deploy: countable jenkins credentials --set ${credential} --from ${quoted(path)}; on a laptop ${ENV_FILE}=${quoted(path)}.`,
    ];
  }
  const {credential, variable} = secretFile(path, whose);
  const optional = kind === 'env_file' ? ' Or let Compose go on without it: `required: false`.' : '';
  return [
    `${why === 'ignored' ? 'Give it as a secret file' : `If ${path} is secret, give it as a secret file`}: ` +
      `countable jenkins credentials --set ${credential} --from ${quoted(path)}; on a laptop ${variable}=${quoted(path)}.` +
      (why === 'ignored' ? '' : ` If not, add it: git add ${quoted(path)}`) +
      optional,
  ];
};

/** By its name alone a folder of data may be taken for a file. */
const asData = ({path, kind}: MissingFile, {folder}: Context): string[] =>
  kind === 'volume' ? [`If it is data, make it on the host: ${quoted(`${folder}/${path}`)}`] : [];
