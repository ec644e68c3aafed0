import type {PublishedPort} from '../../compose/model.ts';
import type {DockerCommand} from '../dockerCommand.ts';

export interface BesideOrder {
  name: string;
  /** One that is here: none is pulled. */
  image: string;
  labels: Readonly<Record<string, string>>;
  networks: readonly string[];
  /** Of the host, each leads to the port `inside`. */
  publishes?: {ports: readonly PublishedPort[]; inside: number};
  /** Run by `sh`, as root, with these variables. */
  script: string;
  variables: Readonly<Record<string, string>>;
}

/** Containers of no service, beside those of compose. */
export interface Beside {
  /** Resolves to its id; nothing runs yet. Once it was started it comes back after a reboot. */
  makeBeside(order: BesideOrder): Promise<string>;
}

export const besideOf = (docker: DockerCommand): Beside => ({
  async makeBeside({name, image, labels, networks: [first = 'none', ...more], publishes, script, variables}) {
    const marks = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    // Values come from the environment of the command: a page is too long for its words.
    const given = Object.keys(variables).flatMap(key => ['--env', key]);
    const ports = (publishes?.ports ?? []).flatMap(port => [
      '--publish',
      bindingOf(port, publishes?.inside ?? port.port),
    ]);
    const words = ['--name', name, '--pull', 'never', '--restart', 'unless-stopped', '--user', '0'];
    const all = ['create', ...words, ...marks, ...given, ...ports, '--network', first, '--entrypoint', 'sh'];
    const {stdout} = await docker([...all, image, '-c', script], {env: variables, timeoutMs: MAKING_MS});
    const id = stdout.trim();
    try {
      for (const network of more) await docker(['network', 'connect', network, id], {timeoutMs: MAKING_MS});
      return id;
    } catch (error) {
      await docker(['rm', '--force', id], {uninterruptible: true, timeoutMs: MAKING_MS});
      throw error;
    }
  },
});

const bindingOf = ({address, port, protocol}: PublishedPort, inside: number): string => {
  const at = address.includes(':') ? `[${address}]` : address;
  return `${at === '' ? '' : `${at}:`}${port}:${inside}/${protocol}`;
};

const MAKING_MS = 60_000;
