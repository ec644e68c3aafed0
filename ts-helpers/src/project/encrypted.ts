import {UserError} from '../errors/userError.ts';
import {quoted} from '../text/plain.ts';
import {readAgeFile} from '../secrets/ageFile.ts';
import {isSecretName} from '../secrets/names.ts';
import {secretsOfVariables} from '../secrets/secrets.ts';
import {
  ageRecipients,
  hasMetadata,
  isInPart,
  isPlain,
  macOf,
  readSopsFile,
  type SopsEntry,
  type SopsFile,
} from '../secrets/sops.ts';
import type {EncryptedFile} from './encryptedFiles.ts';

/** An encrypted file, and what can be known of it without its key. */
export interface Encrypted extends EncryptedFile {
  text: string;
  /** Of a file of sops: names, each with its value as it is encrypted. */
  values?: Readonly<Record<string, string>>;
  /** Whether an age key can decrypt it; sops knows others, which the machine has. */
  takesAgeKey: boolean;
  /** The age keys that it is encrypted for, where it tells. */
  recipients: readonly string[];
}

/** Reads it without a key. Throws SECRET_IN_REPOSITORY where a secret can be read in it, ENCRYPTED_INVALID. */
export const readEncrypted = (file: EncryptedFile, text: string): Encrypted => {
  refuseOtherKind(file, text);
  return file.kind === 'sops' ? readSops(file, text) : readAge(file, text);
};

/** Throws ENCRYPTED_INVALID where an environment has two files, or two environments have one. */
export const refuseConfused = (own: Encrypted, others: readonly Encrypted[]): void => {
  const second = others.find(({environment, path}) => environment === own.environment && path !== own.path);
  if (second !== undefined) {
    throw new UserError(
      'ENCRYPTED_INVALID',
      `${own.environment} has two files with its secrets: ${own.path} and ${second.path}.`,
      {where: second.path, remedy: `Remove one: git rm ${quoted(second.path)}`},
    );
  }
  const mark = markOf(own);
  const twin = others.find(one => one.path !== own.path && markOf(one) === mark);
  if (twin === undefined) return;
  throw new UserError(
    'ENCRYPTED_INVALID',
    `${own.path} is a copy of ${twin.path}: ${own.environment} would have the secrets of ${twin.environment}.`,
    {
      where: own.path,
      remedy: `Put the secrets of ${own.environment} into ${own.path}, encrypted for its own key.`,
    },
  );
};

const markOf = ({kind, text}: Encrypted): string =>
  (kind === 'sops' ? macOf(readSopsFile(text)) : undefined) ?? text;

const readSops = (file: EncryptedFile, text: string): Encrypted => {
  const sops = readSopsFile(text);
  refusePlain(file, sops);
  refuseBroken(file, sops);
  const recipients = ageRecipients(sops);
  return {
    ...file,
    text,
    values: Object.fromEntries(sops.entries.map(({name, written}) => [name, written])),
    takesAgeKey: recipients.length > 0,
    recipients,
  };
};

/** What somebody could read there; what was never encrypted, all of it. */
const refusePlain = ({path}: EncryptedFile, sops: SopsFile): void => {
  const plain = sops.entries.filter(isPlain);
  const isWhole = !hasMetadata(sops) && (plain.length > 0 || sops.strays.length > 0);
  const open = isWhole ? plain : plain.filter(isSecret);
  if (!isWhole && open.length === 0) return;
  const lines = [...open.map(({line}) => line), ...(isWhole ? sops.strays : [])].sort(
    (one, other) => one - other,
  );
  throw inPlainText(
    path,
    isWhole
      ? `${path} is not encrypted: everybody who has the repository can read it.`
      : `${namesOf(open)} in ${path} ${open.length === 1 ? 'is' : 'are'} not encrypted: everybody who has the repository can read ${open.length === 1 ? 'it' : 'them'}.`,
    {line: lines[0], command: `sops encrypt --in-place ${quoted(path)}`},
  );
};

const isSecret = ({name, written}: SopsEntry): boolean =>
  isSecretName(name) || secretsOfVariables({[name]: written}).length > 0;

const refuseBroken = ({path}: EncryptedFile, sops: SopsFile): void => {
  const broken = (message: string, line?: number, remedy?: string): UserError =>
    new UserError('ENCRYPTED_INVALID', message, {
      where: line === undefined ? path : `${path}:${line}`,
      ...(remedy !== undefined && {remedy}),
    });
  if (sops.entries.length === 0 && sops.metadata.size === 0) throw broken(`${path} is empty.`);
  const [stray] = sops.strays;
  if (stray !== undefined) throw broken(`Line ${stray} of ${path} is no variable.`, stray);
  const twice = sops.entries.find(
    (entry, index) => sops.entries.findIndex(({name}) => name === entry.name) < index,
  );
  if (twice !== undefined) {
    const first = sops.entries.find(({name}) => name === twice.name);
    throw broken(
      `${twice.name} stands twice in ${path}: lines ${first?.line} and ${twice.line}.`,
      twice.line,
      `Remove one of them: sops edit ${quoted(path)}`,
    );
  }
  if (!hasMetadata(sops))
    throw broken(`What sops needs to decrypt ${path} is missing: its last lines, which begin with sops_.`);
  const added = isInPart(sops)
    ? undefined
    : sops.entries.find(entry => isPlain(entry) && !entry.name.endsWith('_unencrypted'));
  if (added !== undefined) {
    throw broken(
      `${added.name}, line ${added.line} of ${path}, was written by hand and not encrypted: sops would refuse the file.`,
      added.line,
      `Take the line out, and add it where sops encrypts it: sops edit ${quoted(path)}`,
    );
  }
};

const readAge = (file: EncryptedFile, text: string): Encrypted => {
  const {path} = file;
  if (text.trim() === '') throw new UserError('ENCRYPTED_INVALID', `${path} is empty.`, {where: path});
  const how = readAgeFile(text);
  if (how === 'plain') {
    throw inPlainText(path, `${path} is not encrypted: everybody who has the repository can read it.`, {
      command: `age --encrypt --recipient age1… --output ${quoted(path)} <file>`,
    });
  }
  if (how === 'cut') {
    throw new UserError('ENCRYPTED_INVALID', `${path} is cut: what age writes has more in it.`, {
      where: path,
      remedy: `Encrypt it anew, or take it from a commit in which it was whole: git log --stat -- ${quoted(path)}`,
    });
  }
  if (how === 'by a passphrase') {
    throw new UserError(
      'ENCRYPTED_INVALID',
      `${path} is encrypted by a passphrase, which nobody types in a build.`,
      {
        where: path,
        remedy: `Encrypt it for a key: age --encrypt --recipient age1… --output ${quoted(path)} <file>`,
      },
    );
  }
  return {...file, text, takesAgeKey: true, recipients: []};
};

/** What is encrypted, in another way than it is called. */
const refuseOtherKind = ({path, kind, environment}: EncryptedFile, text: string): void => {
  const wrong = (message: string, remedy: string): UserError =>
    new UserError('ENCRYPTED_INVALID', message, {where: path, remedy});
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    throw wrong(`${path} is a pointer of Git LFS, and not the file.`, 'Commit it without LFS: it is small.');
  if (kind === 'sops' && readAgeFile(text) !== 'plain')
    throw wrong(`${path} is a file of age, and not of sops.`, `Call it env.${environment}.age: git mv`);
  if (kind === 'age' && hasMetadata(readSopsFile(text)))
    throw wrong(`${path} is a file of sops, and not of age.`, `Call it env.${environment}.sops.env: git mv`);
  if (kind === 'sops' && /^\s*\{/.test(text) && text.includes('"sops"')) {
    throw wrong(
      `${path} is a file of sops in JSON, and not of variables.`,
      'Encrypt it as variables: sops encrypt --input-type dotenv --output-type dotenv',
    );
  }
};

const inPlainText = (
  path: string,
  message: string,
  {line, command}: {line?: number | undefined; command: string},
): UserError =>
  new UserError('SECRET_IN_REPOSITORY', message, {
    where: line === undefined ? path : `${path}:${line}`,
    remedy: `Change these secrets, for the history of the repository keeps them, and encrypt the file: ${command}`,
  });

const namesOf = (entries: readonly SopsEntry[]): string => entries.map(({name}) => name).join(', ');
