import {CommandFailed} from '../../errors/userError.ts';
import type {DockerCommand, Patience} from '../dockerCommand.ts';

/** How a program in a container ended, and what it said. */
export interface Executed {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Programs in running containers, as root. */
export interface Exec {
  /** Throws CommandFailed where there is no such container, or it does not run. */
  exec(container: string, words: readonly string[], patience?: Patience): Promise<Executed>;
  /** Which names it knows by itself: its /etc/hosts. */
  hosts(container: string, patience?: Patience): Promise<string>;
  /** Also after an interruption, when it is told so. */
  writeHosts(container: string, text: string, patience?: Patience): Promise<void>;
}

/** So long a program may take that answers at once. */
const ANSWER_MS = 60_000;

export const execOf = (docker: DockerCommand): Exec => {
  const inside = (container: string, words: readonly string[]) => [
    'exec',
    '--user',
    '0',
    container,
    ...words,
  ];
  return {
    async exec(container, words, patience) {
      try {
        const {stdout, stderr} = await docker(inside(container, words), {timeoutMs: ANSWER_MS, ...patience});
        return {exitCode: 0, stdout, stderr};
      } catch (error) {
        // What the program says of an engine may be of another.
        const failed = error instanceof Error && error.cause instanceof CommandFailed ? error.cause : error;
        if (!(failed instanceof CommandFailed) || failed.exitCode === undefined) throw error;
        const {exitCode, stdout, stderr} = failed;
        if (NOT_THERE.test(stderr)) throw failed;
        return {exitCode, stdout, stderr};
      }
    },

    async hosts(container, patience) {
      const words = inside(container, ['cat', '/etc/hosts']);
      return (await docker(words, {timeoutMs: ANSWER_MS, ...patience})).stdout;
    },

    async writeHosts(container, text, patience) {
      const [first = '', ...rest] = inside(container, ['sh', '-c', 'cat > /etc/hosts']);
      await docker([first, '--interactive', ...rest], {input: text, timeoutMs: ANSWER_MS, ...patience});
    },
  };
};

/** Said by docker itself, and not by what runs in the container. */
const NOT_THERE = /^Error(?: response from daemon)?: (?:No such container|.*is not running)/im;
