import type {DockerCommand} from '../dockerCommand.ts';
import {mountWord} from './mountWord.ts';

/** A folder of a container, which others may have as well. */
export interface SharedMount {
  type: 'bind' | 'volume' | (string & {});
  /** A volume by its name, a folder of the host by its path. */
  source: string;
  target: string;
}

export interface BuildOrder {
  /** One that is here, by its id. */
  base: string;
  /** What is done to it: the lines of a Dockerfile behind FROM. */
  lines: string;
  name: string;
}

export interface SidecarOrder {
  name: string;
  /** One that is here: none is pulled. */
  image: string;
  labels: Readonly<Record<string, string>>;
  user: string;
  mounts: readonly SharedMount[];
  variables: Readonly<Record<string, string>>;
  /** Run by `sh`, with these words. */
  script: string;
  words: readonly string[];
}

export interface OnceOrder extends Pick<SidecarOrder, 'image' | 'user' | 'mounts' | 'script' | 'words'> {
  /** Given to it as its stdin. */
  input?: string;
}

/** Containers of ours that work on what a service has on its disk. */
export interface Sidecars {
  /** Gives an image that is here, with something more, a name. */
  buildOn(order: BuildOrder): Promise<void>;
  /** Resolves to its id once it was started; it comes back after a reboot. */
  runSidecar(order: SidecarOrder): Promise<string>;
  /** Resolves to what it printed, once it has ended with 0. It reaches nobody. */
  runOnce(order: OnceOrder): Promise<string>;
  /** In one go of the engine: it comes up again also where we are killed meanwhile. */
  restart(container: string): Promise<void>;
  /** One that is gone is as it was to be. */
  removeVolume(name: string): Promise<void>;
}

const BUILDING_MS = 15 * 60_000;
const MAKING_MS = 120_000;

export const sidecarsOf = (docker: DockerCommand): Sidecars => ({
  async buildOn({base, lines, name}) {
    // A builder looks for an id in a registry, and for a name here.
    const from = `${name}-base`;
    await docker(['image', 'tag', base, from], {timeoutMs: MAKING_MS});
    try {
      await docker(['build', '--tag', name, '-'], {
        input: `FROM ${from}\n${lines}`,
        timeoutMs: BUILDING_MS,
      });
    } finally {
      await docker(['image', 'rm', from], {uninterruptible: true, timeoutMs: MAKING_MS});
    }
  },

  async runSidecar({name, image, labels, user, mounts, variables, script, words}) {
    const marks = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    const given = Object.entries(variables).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
    const how = ['--init', '--pull', 'never', '--restart', 'unless-stopped', '--user', user];
    const all = ['run', '--detach', '--name', name, ...how, ...marks, ...given, ...mountWords(mounts)];
    const command = ['--entrypoint', 'sh', image, '-c', script, 'sh', ...words];
    return (await docker([...all, ...command], {timeoutMs: MAKING_MS})).stdout.trim();
  },

  async runOnce({image, user, mounts, script, words, input = ''}) {
    const how = ['run', '--rm', '--interactive', '--pull', 'never', '--network', 'none', '--user', user];
    const command = ['--entrypoint', 'sh', image, '-c', script, 'sh', ...words];
    const {stdout} = await docker([...how, ...mountWords(mounts), ...command], {
      input,
      timeoutMs: MAKING_MS,
    });
    return stdout;
  },

  async restart(container) {
    await docker(['restart', container], {timeoutMs: MAKING_MS});
  },

  async removeVolume(name) {
    await docker(['volume', 'rm', '--force', name], {timeoutMs: MAKING_MS});
  },
});

const mountWords = (mounts: readonly SharedMount[]): string[] =>
  mounts.flatMap(({type, source, target}) => [
    '--mount',
    mountWord([`type=${type}`, `source=${source}`, `target=${target}`]),
  ]);
