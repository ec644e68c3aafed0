import type {EngineNamed} from '../causes/engineAddress.ts';
import {
  ASIDE,
  stackLabel,
  type SwarmNode,
  type SwarmService,
  type SwarmState,
  type SwarmTask,
} from '../compose/swarm.ts';
import {CommandFailed} from '../errors/userError.ts';
import {asking, type DockerCommand, dockerCommand, type Patience} from './dockerCommand.ts';
import {readJson} from './garbled.ts';
import type {RunOptions, Shell} from './shell.ts';
import {
  type InspectedNode,
  type InspectedService,
  type InspectedTask,
  nodeOf,
  publishedBy,
  serviceOf,
  taskOf,
} from './docker/swarmed.ts';

type Lines = Required<Pick<RunOptions, 'onLine'>>;

/** What a swarm keeps for its services, and nobody can change. */
export interface Kept {
  kind: 'config' | 'secret';
  id: string;
  name: string;
}

export interface PublishedBy {
  port: number;
  protocol: string;
  address: string;
  target: number;
  container: string;
  /** The stack. */
  project: string;
  service: string;
}

/** A Docker Swarm, asked at one of its managers. Translates; never chooses. */
export interface Swarm {
  state(): Promise<SwarmState>;
  nodes(): Promise<SwarmNode[]>;
  services(stack: string, patience?: Patience): Promise<SwarmService[]>;
  /** Ports that services of all stacks publish. */
  published(): Promise<PublishedBy[]>;
  /** All tasks of these services that the swarm still knows, also those that have ended. */
  tasks(services: readonly string[], patience?: Patience): Promise<SwarmTask[]>;
  /** Starts or changes the services of a stack file, and leaves those alone that are not in it. */
  deploy(stack: string, file: string, options: Lines & {asksRegistry: boolean}): Promise<void>;
  /** Removes services and networks, configs and secrets; volumes stay. */
  remove(stack: string, options: Lines): Promise<void>;
  /** Ends all tasks of a service, and keeps in a label which slots there were. Also after an interruption. */
  setAside(service: SwarmService, slots: readonly string[]): Promise<void>;
  /** The other way round. */
  bringBack(service: SwarmService): Promise<void>;
  removeService(id: string): Promise<void>;
  /** The last lines of a task, from whatever node. */
  logs(task: string, wanted: {lines: number; since?: Date}, patience?: Patience): Promise<string[]>;
  kept(stack: string): Promise<Kept[]>;
  /** What a service still has is left. */
  removeKept(kept: readonly Kept[]): Promise<void>;
  /** Brings an image to its registry. */
  push(image: string, options: Lines): Promise<void>;
}

export const createSwarm = (shell: Shell, named: EngineNamed = {}): Swarm => {
  const docker = dockerCommand(shell, named);
  const ask = asking(docker);
  return {...askingOf(ask), ...changingOf(docker), ...keepingOf(ask, docker)};
};

const askingOf = (
  ask: DockerCommand,
): Pick<Swarm, 'state' | 'nodes' | 'services' | 'published' | 'tasks' | 'logs'> => ({
  async state() {
    const {stdout: text} = await ask(['info', '--format', '{{json .Swarm}}']);
    return readJson(
      {command: 'docker info', text},
      ({NodeID, LocalNodeState, ControlAvailable, Nodes}: Record<string, unknown>) => ({
        node: String(NodeID ?? ''),
        state: String(LocalNodeState ?? 'inactive'),
        isManager: ControlAvailable === true,
        nodes: Number(Nodes ?? 0),
      }),
    );
  },

  async nodes() {
    const ids = linesOf(await ask(['node', 'ls', '--quiet']));
    const {stdout: text} = await ask(['node', 'inspect', ...ids]);
    return readJson({command: 'docker node inspect', text}, (found: InspectedNode[]) => found.map(nodeOf));
  },

  async services(stack, patience) {
    const words = ['service', 'ls', '--quiet', '--filter', `label=${stackLabel(stack)}`];
    const ids = linesOf(await ask(words, patience));
    if (ids.length === 0) return [];
    const {stdout: text} = await ask(['service', 'inspect', ...ids], patience).catch(listOfThoseLeft);
    return readJson({command: 'docker service inspect', text}, (found: InspectedService[]) =>
      found.map(one => serviceOf(one, stack)),
    );
  },

  async published() {
    const ids = linesOf(await ask(['service', 'ls', '--quiet']));
    if (ids.length === 0) return [];
    const {stdout: text} = await ask(['service', 'inspect', ...ids]).catch(listOfThoseLeft);
    return readJson({command: 'docker service inspect', text}, (found: InspectedService[]) =>
      found.flatMap(publishedBy),
    );
  },

  async tasks(services, patience) {
    if (services.length === 0) return [];
    const listing = ask(['service', 'ps', '--quiet', '--no-trunc', ...services], patience);
    const ids = linesOf(await listing.catch(ofThoseLeft));
    if (ids.length === 0) return [];
    const {stdout: text} = await ask(['inspect', '--type', 'task', ...ids], patience).catch(listOfThoseLeft);
    return readJson({command: 'docker inspect', text}, (found: InspectedTask[]) => found.map(taskOf));
  },

  async logs(task, {lines, since}, patience = {}) {
    const printed: string[] = [];
    const words = ['service', 'logs', '--raw', '--tail', String(lines)];
    if (since !== undefined) words.push('--since', since.toISOString());
    const onLine = (line: string) => void printed.push(line);
    await ask([...words, task], {onLine, uninterruptible: true, ...patience}).catch((error: unknown) => {
      if (!(error instanceof CommandFailed)) throw error;
      printed.push(`(Its log cannot be had: ${error.message})`);
    });
    return printed;
  },
});

const changingOf = (
  docker: DockerCommand,
): Pick<Swarm, 'deploy' | 'remove' | 'setAside' | 'bringBack' | 'removeService' | 'push'> => ({
  async deploy(stack, file, {onLine, asksRegistry}) {
    const resolve = asksRegistry ? 'changed' : 'never';
    const words = ['stack', 'deploy', '--with-registry-auth', '--resolve-image', resolve];
    await docker([...words, '--compose-file', '-', stack], {input: file, onLine});
  },

  async remove(stack, {onLine}) {
    await docker(['stack', 'rm', stack], {onLine});
  },

  async setAside({id, kind}, slots) {
    const ending = kind === 'global' ? ['--constraint-add', NOWHERE] : ['--replicas', '0'];
    const label = `${ASIDE}=${slots.join(',')}`;
    await docker(['service', 'update', '--detach', '--label-add', label, ...ending, id]);
  },

  async bringBack({id, kind, labels}) {
    const slots = (labels[ASIDE] ?? '').split(',').filter(Boolean);
    const again = kind === 'global' ? ['--constraint-rm', NOWHERE] : ['--replicas', String(slots.length)];
    await docker(['service', 'update', '--detach', '--label-rm', ASIDE, ...again, id], RESTORING);
  },

  async removeService(id) {
    await docker(['service', 'rm', id]).catch(unlessGone);
  },

  async push(image, {onLine}) {
    await docker(['push', image], {onLine});
  },
});

const keepingOf = (ask: DockerCommand, docker: DockerCommand): Pick<Swarm, 'kept' | 'removeKept'> => ({
  async kept(stack) {
    const all = await Promise.all(
      KINDS.map(async kind => {
        const words = [kind, 'ls', '--filter', `label=${stackLabel(stack)}`, '--format', '{{.ID}} {{.Name}}'];
        return linesOf(await ask(words)).map(line => {
          const [id = '', name = ''] = line.split(' ');
          return {kind, id, name};
        });
      }),
    );
    return all.flat();
  },

  async removeKept(kept) {
    for (const {kind, id} of kept)
      await docker([kind, 'rm', id]).catch((error: unknown) => {
        if (!isInUse(error)) unlessGone(error);
      });
  },
});

const KINDS = ['config', 'secret'] as const;

/** A place where no task can be. */
const NOWHERE = 'node.id==none';

const RESTORING: RunOptions = {
  uninterruptible: true,
  timeoutMs: 60_000,
  env: {JENKINS_SERVER_COOKIE: undefined},
};

/** What has gone since it was listed is left out: of the others docker has told all the same. */
const ofThoseLeft = (error: unknown): {stdout: string} => {
  if (
    error instanceof CommandFailed &&
    /no such (?:service|task|object)|(?:service|task) \S+ not found/i.test(error.stderr)
  )
    return {stdout: error.stdout};
  throw error;
};

const listOfThoseLeft = (error: unknown): {stdout: string} => {
  const {stdout} = ofThoseLeft(error);
  return {stdout: stdout === '' ? '[]' : stdout};
};

const linesOf = ({stdout}: {stdout: string}): string[] => stdout.split('\n').filter(Boolean);

const unlessGone = (error: unknown): void => {
  if (!(error instanceof CommandFailed) || !/no such|not found/i.test(error.stderr)) throw error;
};

const isInUse = (error: unknown): boolean =>
  error instanceof CommandFailed && /is in use by/.test(error.stderr);
