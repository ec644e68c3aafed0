import {CommandFailed, UserError} from '../errors/userError.ts';
import {installingHere} from './distribution.ts';
import type {RunOptions, Shell} from './shell.ts';

/** Why a file was not decrypted. */
export type Obstacle = 'no key' | 'broken' | 'broken key' | 'late' | 'other';

export class NotDecrypted extends Error {
  override readonly name = 'NotDecrypted';
  readonly obstacle: Obstacle;

  constructor(obstacle: Obstacle, said: string, cause: unknown) {
    super(said, {cause});
    this.obstacle = obstacle;
  }
}

/**
 * The programs by which secrets are encrypted. A key is named by the path of its file, and is in no argument. What they decrypt
 * is in no file. They throw NotDecrypted, and TOOL_MISSING.
 */
export interface Decrypting {
  /**
   * Of a file of variables. Sops has the variables of this process as they are, and so what it knows itself to reach a KMS, Vault or
   * GnuPG; of age keys only the one that is given, where one is.
   */
  sops(file: string, key: string | undefined): Promise<string>;
  age(file: string, key: string): Promise<string>;
  /** What is encrypted for a key names these; none where the key does not tell. */
  recipients(key: string): Promise<string[]>;
}

/** A KMS answers within seconds. */
const PATIENCE_MS = 60_000;

export const createDecrypting = (shell: Shell): Decrypting => {
  const run = async (program: 'age' | 'sops', args: string[], options: RunOptions = {}): Promise<string> => {
    try {
      return (await shell.run(program, args, {timeoutMs: PATIENCE_MS, ...options})).stdout;
    } catch (error) {
      if (error instanceof CommandFailed) throw notDecrypted(error);
      throw error instanceof UserError && error.code === 'TOOL_MISSING' ? missing(program, error) : error;
    }
  };
  return {
    sops: (file, key) =>
      run('sops', ['--decrypt', '--input-type', 'dotenv', '--output-type', 'dotenv', file], {
        env: {
          ...(key !== undefined && {...NO_OTHER_KEY, SOPS_AGE_KEY_FILE: key}),
          // Else it edits with what this names, or looks for a newer version of itself.
          SOPS_DISABLE_VERSION_CHECK: 'true',
        },
      }),
    age: (file, key) => run('age', ['--decrypt', '--identity', key, '--', file]),
    async recipients(key) {
      try {
        const {stdout} = await shell.run('age-keygen', ['-y', key], {timeoutMs: PATIENCE_MS});
        return stdout.split('\n').filter(line => line.startsWith('age1'));
      } catch (error) {
        // It is only for the words of a failure; keys of plugins and of SSH tell it in other ways.
        if (error instanceof CommandFailed || (error instanceof UserError && error.code === 'TOOL_MISSING'))
          return [];
        throw error;
      }
    },
  };
};

const NO_OTHER_KEY = {
  SOPS_AGE_KEY: undefined,
  SOPS_AGE_KEY_CMD: undefined,
  SOPS_AGE_SSH_PRIVATE_KEY_FILE: undefined,
};

const missing = (program: 'age' | 'sops', cause: UserError): UserError =>
  new UserError('TOOL_MISSING', cause.message, {remedy: installingHere(program), cause});

/** By what sops and age say, of any version that there is. */
const notDecrypted = (failure: CommandFailed): NotDecrypted => {
  const said = linesIn(failure.stderr).join(' ');
  const [, obstacle = 'other'] = OBSTACLES.find(([words]) => words.test(said)) ?? [];
  return new NotDecrypted(failure.isLate ? 'late' : obstacle, wordsIn(failure.stderr), failure);
};

const OBSTACLES: readonly (readonly [RegExp, Obstacle])[] = [
  [/malformed secret key|unknown identity type|no secret keys found|bech32/i, 'broken key'],
  [
    /MAC mismatch|message authentication failed|does not match sops' data format|sops metadata not found|Error unmarshalling|Error decrypting tree|failed to read header|parsing age header|unexpected intro|unexpected EOF|malformed|failed to decrypt and authenticate/i,
    'broken',
  ],
  [/no identity matched|data key|no identities|no matching keys/i, 'no key'],
];

/** Sops wraps what keys are refused for, behind bars, and says in the end what is no help. */
const wordsIn = (said: string): string => {
  const lines = said.split('\n').map(line => line.trim());
  const barred = lines.filter(line => line.startsWith('|') || line.startsWith('- |'));
  return barred.length > 0
    ? linesIn(barred.join('\n')).join(' ')
    : linesIn(said)
        .filter(line => !line.startsWith('age: report unexpected'))
        .slice(-MOST_LINES)
        .join(' ');
};

const linesIn = (said: string): string[] =>
  said
    .split('\n')
    .map(line => line.trim().replace(/^(?:- )?\| ?/, ''))
    .filter(line => line !== '');

const MOST_LINES = 3;
