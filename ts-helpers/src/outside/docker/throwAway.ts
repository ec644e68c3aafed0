import type {DockerCommand} from '../dockerCommand.ts';
import {createHolders} from '../holders.ts';
import {unlessGone} from './failures.ts';
import {idsIn} from './ids.ts';
import {mountWord} from './mountWord.ts';

export interface ThrowAwayOrder {
  name: string;
  /** One that is here: none is pulled. */
  image: string;
  label: string;
  /** `none`, or one of `makeInternalNetwork`, in which it is known by this name. */
  network: {name: string; alias: string} | 'none';
  variables: Readonly<Record<string, string>>;
  /** A folder of this machine that it can read. */
  folder?: {source: string; target: string};
  /** Given to that program, where the image's own command is nothing but that. */
  options?: {program: string; words: readonly string[]};
}

export interface ToolsOrder {
  /** Fetched where it is not here. */
  image: string;
  label: string;
  /** The first may be `host`, or `container:` and an id, and then is the only one; none: the engine's own. */
  networks: readonly string[];
  variables: Readonly<Record<string, string>>;
}

export interface FolderOrder {
  /** One that is here, with a shell. */
  image: string;
  label: string;
  /** Of the engine's host. */
  folder: string;
}

export interface HolderOrder {
  /** One that is here: nothing of it runs. */
  image: string;
  label: string;
  type: 'volume' | 'bind';
  /** A volume by its name, a folder or file of the host by its path. */
  source: string;
  target: string;
  /** Files may be copied into it. Default: only out of it. */
  isWritten?: true;
}

/** Containers that nobody outside can reach, and that are removed with all that they wrote. */
export interface ThrowAway {
  /** Resolves to its id once it was started. */
  runThrowAway(order: ThrowAwayOrder): Promise<string>;
  /** Resolves to the id of one that only waits, for tools of its image to be run in. It is gone after a day at the latest. */
  runTools(order: ToolsOrder): Promise<string>;
  /**
   * Resolves to the id of one that never runs, and that has this to be read: the engine lets nobody ask about a container out of
   * which it copies, for as long as that takes.
   */
  holdMount(order: HolderOrder): Promise<string>;
  /** Resolves to the id of one that has a folder of the host at `/countable`, in which files can be moved. It is gone after a day at the latest. */
  openFolder(order: FolderOrder): Promise<string>;
  /** One that leads to nowhere but to those that are in it. */
  makeInternalNetwork(name: string, label: string): Promise<void>;
  /** Of servers that `runThrowAway` has started those whose process is no more: killed, or lost in a crash. */
  removeAbandoned(): Promise<void>;
  /** All that carries the label, `key=value`: containers, their volumes, networks. Also after an interruption. */
  removeThrowAway(label: string): Promise<void>;
}

/** Which process of this machine it is of: see holders.ts. */
const HELD = 'ca.countable.throw-away';
const MAKING_MS = 120_000;
const FETCHING_MS = 20 * 60_000;
const A_DAY = 24 * 60 * 60;
const REMOVING = {uninterruptible: true, timeoutMs: MAKING_MS, env: {JENKINS_SERVER_COOKIE: undefined}};

/** None where the image starts in a way of its own. */
const commandWith = async (
  {program, words}: {program: string; words: readonly string[]},
  image: string,
  docker: DockerCommand,
): Promise<string[]> => {
  const {stdout} = await docker(['image', 'inspect', '--format', '{{json .Config.Cmd}}', '--', image]);
  return stdout.trim() === JSON.stringify([program]) ? [program, ...words] : [];
};

const readOnly = ({source, target}: {source: string; target: string}): string[] => [
  'type=bind',
  `source=${source}`,
  `target=${target}`,
  'readonly',
];

const holders = createHolders();

export const throwAwayOf = (docker: DockerCommand): ThrowAway => ({
  async runThrowAway({name, image, label, network, variables, folder, options}) {
    // Values come from the environment of the command: arguments can be read by every user of a machine.
    const given = Object.keys(variables).flatMap(key => ['--env', key]);
    const joined =
      network === 'none'
        ? ['--network', 'none']
        : ['--network', network.name, '--network-alias', network.alias];
    const mounted = folder === undefined ? [] : ['--mount', mountWord(readOnly(folder))];
    const held = `${HELD}=${await holders.me()}`;
    const labels = ['--label', label, '--label', held];
    const words = ['run', '--detach', '--pull', 'never', '--name', name, ...labels];
    const command = options === undefined ? [] : await commandWith(options, image, docker);
    const {stdout} = await docker([...words, ...joined, ...mounted, ...given, image, ...command], {
      env: variables,
      timeoutMs: MAKING_MS,
    });
    return stdout.trim();
  },

  async runTools({image, label, networks: [first, ...more], variables}) {
    const given = Object.keys(variables).flatMap(key => ['--env', key]);
    const isOwn = first === undefined || !(first === 'host' || first.startsWith('container:'));
    const place = [
      ...(first === undefined ? [] : ['--network', first]),
      ...(isOwn ? ['--add-host', 'host.docker.internal:host-gateway'] : []),
    ];
    const words = ['create', '--rm', '--label', label, '--user', '0', '--entrypoint', 'sleep'];
    const options = {env: variables, timeoutMs: FETCHING_MS};
    const {stdout} = await docker([...words, ...place, ...given, image, `${A_DAY}`], options);
    const id = stdout.trim();
    for (const network of more) await docker(['network', 'connect', network, id], {timeoutMs: MAKING_MS});
    await docker(['start', id], {timeoutMs: MAKING_MS});
    return id;
  },

  async holdMount({image, label, type, source, target, isWritten}) {
    const own = type === 'volume' ? ['volume-nocopy'] : [];
    const only = isWritten ? [] : ['readonly'];
    const mount = [`type=${type}`, `source=${source}`, `target=${target}`, ...only, ...own];
    const words = ['create', '--pull', 'never', '--network', 'none', '--label', label];
    const all = [...words, '--mount', mountWord(mount), '--entrypoint', 'none', image];
    return (await docker(all, {timeoutMs: MAKING_MS})).stdout.trim();
  },

  async openFolder({image, label, folder}) {
    const mount = mountWord([`type=bind`, `source=${folder}`, 'target=/countable']);
    const words = ['run', '--detach', '--rm', '--pull', 'never', '--network', 'none', '--label', label];
    const own = ['--user', '0', '--mount', mount, '--entrypoint', 'sleep', image, `${A_DAY}`];
    return (await docker([...words, ...own], {timeoutMs: MAKING_MS})).stdout.trim();
  },

  async makeInternalNetwork(name, label) {
    await docker(['network', 'create', '--internal', '--label', label, name], {timeoutMs: MAKING_MS});
  },

  async removeAbandoned() {
    const format = `{{.ID}} {{.Label "${HELD}"}}`;
    const all = ['ps', '--all', '--no-trunc', '--filter', `label=${HELD}`, '--format', format];
    const {stdout} = await docker(all, {timeoutMs: MAKING_MS});
    for (const line of stdout.split('\n').filter(Boolean)) {
      const [id = '', holder = ''] = line.split(' ');
      if (!(await holders.isGone(holder))) continue;
      await docker(['rm', '--force', '--volumes', id], REMOVING).catch(unlessGone);
    }
  },

  async removeThrowAway(label) {
    const filter = ['--filter', `label=${label}`];
    const {stdout: containers} = await docker(['ps', '--all', '--quiet', '--no-trunc', ...filter], REMOVING);
    const ids = idsIn(containers);
    if (ids.length > 0) await docker(['rm', '--force', '--volumes', ...ids], REMOVING).catch(unlessGone);
    const {stdout: networks} = await docker(['network', 'ls', '--quiet', '--no-trunc', ...filter], REMOVING);
    for (const id of idsIn(networks)) await docker(['network', 'rm', id], REMOVING);
  },
});
