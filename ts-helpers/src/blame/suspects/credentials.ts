import {isTestFile} from '../../history/sourceFiles.ts';
import {changedLines} from '../../history/patches.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** How databases, caches and mail servers say that they do not know somebody, or not the password. */
const REFUSED = [
  /Access denied for user|[Aa]uthentication (?:failed|required)|password authentication|NOAUTH|WRONGPASS/,
  /invalid (?:username|password|credentials)|AuthenticationFailed|ACCESS_REFUSED|no password supplied/i,
  /Login failed for user|role "[^"]+" does not exist|535[ -]5\.7|AUTH called without any password/,
];
/** Whether a line may hold a password, or who has it. */
export const namesCredentials = (line: string): boolean => WORDS.test(line) || ADDRESS.test(line);

const WORDS = /password|passwd|_pass\b|\bpwd\b|requirepass|masterauth|secret|_user\b|_username\b/i;
/** `amqp://shop:tea@broker` */
const ADDRESS = /:\/\/[^\s/@:]*:[^\s/@:]*@/;

/** Who changed a password, a user or where they stand, where somebody was not let in. */
export const byCredentials = ({text}: Questions, {patches}: Testimony): Suspect[] => {
  if (!REFUSED.some(pattern => pattern.test(text))) return [];
  return patches.flatMap(({commit, files}) =>
    files
      .filter(({file}) => !isTestFile(file))
      .filter(file => changedLines(file).some(namesCredentials))
      .slice(0, 1)
      .map(({file}) => ({
        commit,
        file,
        weight: WEIGHTS.credentials,
        why: `changed a password or a user in ${file}`,
      })),
  );
};
