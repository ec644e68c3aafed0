import type {DockerCommand} from '../dockerCommand.ts';

export interface BesideOrder {
  name: string;
  /** One that is here: none is pulled. */
  image: string;
  labels: Readonly<Record<string, string>>;
  networks: readonly string[];
  /** Run by `sh`, as root, with these variables. */
  script: string;
  variables: Readonly<Record<string, string>>;
}

/** Containers of no service, beside those of compose. */
export interface Beside {
  /** Resolves to its id once it is started; it comes back after a reboot. What could not be started is gone again. */
  runBeside(order: BesideOrder): Promise<string>;
}

export const besideOf = (docker: DockerCommand): Beside => ({
  async runBeside({name, image, labels, networks: [first = 'none', ...more], script, variables}) {
    const marks = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    // Values come from the environment of the command: a page is too long for its words.
    const given = Object.keys(variables).flatMap(key => ['--env', key]);
    const words = ['--name', name, '--pull', 'never', '--restart', 'unless-stopped', '--user', '0'];
    const all = ['create', ...words, ...marks, ...given, '--network', first, '--entrypoint', 'sh'];
    const {stdout} = await docker([...all, image, '-c', script], {env: variables, timeoutMs: START_MS});
    const id = stdout.trim();
    try {
      for (const network of more)
        await docker(['network', 'connect', network, id], {timeoutMs: START_MS});
      await docker(['start', id], {timeoutMs: START_MS});
      return id;
    } catch (error) {
      await docker(['rm', '--force', id], {uninterruptible: true, timeoutMs: START_MS});
      throw error;
    }
  },
});

const START_MS = 60_000;
