import {CommandFailed} from '../../errors/userError.ts';
import type {DockerCommand, Patience} from '../dockerCommand.ts';
import {gone, orGone} from './failures.ts';

/** How a program in a container ended, and what it said. */
export interface Executed {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Programs in running containers, as root. Throws CONTAINER_GONE where there is no such container, CommandFailed where it does not run. */
export interface Exec {
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
        if (NO_SUCH.test(stderr)) throw gone(container, failed);
        if (NOT_RUNNING.test(stderr)) throw failed;
        return {exitCode, stdout, stderr};
      }
    },

    async hosts(container, patience) {
      const words = inside(container, ['cat', '/etc/hosts']);
      return (await docker(words, {timeoutMs: ANSWER_MS, ...patience}).catch(orGone(container))).stdout;
    },

    async writeHosts(container, text, patience) {
      const [first = '', ...rest] = inside(container, ['sh', '-c', 'cat > /etc/hosts']);
      const options = {input: text, timeoutMs: ANSWER_MS, ...patience};
      await docker([first, '--interactive', ...rest], options).catch(orGone(container));
    },
  };
};

/** Said by docker itself, and not by what runs in the container. */
const NO_SUCH = /^Error(?: response from daemon)?: No such container/im;
const NOT_RUNNING = /^Error(?: response from daemon)?: .*is not running/im;
