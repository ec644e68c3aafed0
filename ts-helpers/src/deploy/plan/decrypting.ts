import {ageKeyCredential, AGE_KEY_FILE} from '../../project/encryptedFiles.ts';
import type {Encrypted} from '../../project/encrypted.ts';
import {UserError, warningOf} from '../../errors/userError.ts';
import type {Warning} from '../../result/result.ts';
import {environmentSecret} from '../../project/secretFiles.ts';
import {deployCommand} from '../../project/preview.ts';
import {quoted} from '../../text/plain.ts';

/** Whose secrets they are, and who asks for them. */
export interface Asking {
  project: string;
  environment: string;
  isLaptop: boolean;
}

export type Obstacle = 'no key' | 'broken' | 'broken key' | 'late' | 'other';

/** Nothing to decrypt it with. Sops may find keys itself, where it takes others than one of age. */
export const keyMissing = ({path}: Encrypted, asking: Asking): UserError =>
  new UserError('KEY_MISSING', `${path} is encrypted, and this deploy was given no key for it.`, {
    where: path,
    remedy: `Give it: ${giving(asking)}.`,
  });

export interface Obstruction {
  obstacle: Obstacle;
  /** What the program said. */
  said: string;
  /** The keys that were given, as files name them. */
  owns: readonly string[];
  hasKey: boolean;
  /** The encrypted files of other environments. */
  others: readonly Encrypted[];
  cause: unknown;
}

/** What stood in the way, as the project knows it. */
export const notDecrypted = (encrypted: Encrypted, found: Obstruction, asking: Asking): UserError => {
  const {obstacle, hasKey, cause} = found;
  if (obstacle === 'broken') return broken(encrypted, cause);
  if (obstacle === 'broken key') {
    return new UserError('KEY_WRONG', `What ${keyName(asking)} holds is no key of age.`, {
      where: AGE_KEY_FILE,
      remedy: `Give it the file that age-keygen wrote: ${giving(asking)}.`,
      cause,
    });
  }
  if (obstacle !== 'no key' || !encrypted.takesAgeKey) return failed(encrypted, found);
  return hasKey ? keyWrong(encrypted, found, asking) : keyMissing(encrypted, asking);
};

const broken = ({path, kind}: Encrypted, cause: unknown): UserError => {
  const change = kind === 'sops' ? `, and change it by sops alone: sops edit ${quoted(path)}` : '.';
  return new UserError(
    'ENCRYPTED_INVALID',
    `${kind} cannot decrypt ${path}: it was changed since it was encrypted, or is cut.`,
    {
      where: path,
      remedy: `Take it from a commit in which it was whole (git log -- ${quoted(path)})${change}`,
      cause,
    },
  );
};

const keyWrong = (
  {path, recipients}: Encrypted,
  {owns, others, cause}: Obstruction,
  asking: Asking,
): UserError => {
  const meant = others.find(one => one.recipients.some(recipient => owns.includes(recipient)));
  const own = owns.length === 0 ? 'The key that was given' : `The key that was given, ${owns.join(', ')},`;
  const whose = meant === undefined ? '' : `: it is that of ${meant.environment}`;
  const wanted = recipients.length === 0 ? '' : ` It is encrypted for ${recipients.join(', ')}.`;
  return new UserError('KEY_WRONG', `${own} does not decrypt ${path}${whose}.${wanted}`, {
    where: path,
    remedy: `Give the key of ${asking.environment} (${giving(asking)}), or have somebody who can decrypt it encrypt it for this key as well.`,
    cause,
  });
};

const failed = ({path, kind}: Encrypted, {obstacle, said, cause}: Obstruction): UserError => {
  const what = obstacle === 'late' ? 'did not answer within a minute' : `failed: ${said}`;
  const remedy =
    kind === 'sops'
      ? `Try it as the user of this machine's agent: sops decrypt ${quoted(path)}; it reaches a KMS, Vault or GnuPG by that user's environment.`
      : `Try it by hand: age --decrypt --identity <key> ${quoted(path)}`;
  const message = `${path} was not decrypted: ${kind} ${what.replace(/\.?$/, '.')}`;
  return new UserError('DECRYPTING_FAILED', message, {where: path, remedy, cause});
};

/** Two are given: what is given to this deploy by hand, or by Jenkins, counts more than what lies in the repository. */
export const warnOfTwo = ({path}: Encrypted, envFile: string, {isLaptop, ...whose}: Asking): Warning => {
  const {credential, variable} = environmentSecret(envFile, whose);
  const given = isLaptop ? `the file that ${variable} names` : `the credential ${credential}`;
  return warningOf(
    new UserError('SECRETS_TWICE', `${path} is not used: ${given} counts.`, {
      remedy: isLaptop
        ? `Leave ${variable} out to deploy with what the repository has.`
        : `Remove the credential ${credential} from Jenkins once ${path} has all that it holds; or remove the file.`,
    }),
  );
};

const keyName = ({isLaptop, project, environment}: Asking): string =>
  isLaptop
    ? `the file that ${AGE_KEY_FILE} names`
    : `the credential ${ageKeyCredential(project, environment)}`;

const giving = ({isLaptop, project, environment}: Asking): string =>
  isLaptop
    ? `${AGE_KEY_FILE}=<file> ${deployCommand(environment)}`
    : `countable jenkins credentials --set ${ageKeyCredential(project, environment)} --from <file>`;
