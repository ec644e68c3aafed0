import type {EngineNetwork, EngineVolume} from '../../compose/model.ts';
import {CommandFailed} from '../../errors/userError.ts';
import type {DockerCommand} from '../dockerCommand.ts';
import type {Output} from '../shell/output.ts';
import {readJson} from '../garbled.ts';

/** What containers share. */
export interface Resources {
  /** Networks that carry a label: `key` or `key=value`. */
  networks(label: string): Promise<EngineNetwork[]>;
  /** Volumes that carry a label: `key` or `key=value`. */
  volumes(label: string): Promise<EngineVolume[]>;
  /** Those of these names, or ids, that are there, and of networks how far they reach: `local`, `swarm`. */
  existing(
    kind: 'network' | 'volume',
    names: readonly string[],
  ): Promise<{name: string; id?: string; scope?: string}[]>;
  /** Where a volume lies on the engine's host; undefined where it lies elsewhere, by a driver or its options, or is not there. */
  volumeFolder(name: string): Promise<string | undefined>;
  /** Whether it is a node of a swarm, and none that manages it. */
  isWorker(): Promise<boolean>;
  /** One that is gone is as it was to be. */
  removeNetwork(id: string): Promise<void>;
}

interface InspectedNetwork {
  Id: string;
  Name: string;
  Driver: string;
  Internal: boolean;
  Attachable: boolean;
  EnableIPv6: boolean;
  Options: Record<string, string> | null;
  Labels: Record<string, string> | null;
  Containers?: Record<string, {Name: string}> | null;
}

interface Existing {
  Name: string;
  Id?: string;
  Scope?: string;
}

interface InspectedPlace {
  Driver: string;
  Mountpoint: string;
  Options: Record<string, string> | null;
}

interface InspectedVolume {
  Name: string;
  CreatedAt?: string;
  Labels: Record<string, string> | null;
}

export const resourcesOf = (docker: DockerCommand, ask: DockerCommand): Resources => {
  const inspected = async <T>(kind: 'network' | 'volume', label: string): Promise<T[]> => {
    const {stdout: listed} = await ask([kind, 'ls', '--quiet', '--filter', `label=${label}`]);
    const ids = listed.split('\n').filter(Boolean);
    if (ids.length === 0) return [];
    const {stdout: text} = await ask([kind, 'inspect', ...ids]).catch(ofThoseThere);
    return readJson({command: `docker ${kind} inspect`, text}, (found: T[]) => found);
  };
  return {
    networks: async label => (await inspected<InspectedNetwork>('network', label)).map(networkOf),
    volumes: async label => (await inspected<InspectedVolume>('volume', label)).map(volumeOf),
    async existing(kind, names) {
      const {stdout: text} = await ask([kind, 'inspect', ...names]).catch(ofThoseThere);
      return readJson({command: `docker ${kind} inspect`, text}, (found: Existing[]) =>
        found.map(({Name: name, Id: id, Scope: scope}) => ({name, ...(id && {id}), ...(scope && {scope})})),
      );
    },
    async volumeFolder(name) {
      const {stdout: text} = await ask(['volume', 'inspect', name]).catch(ofThoseThere);
      return readJson({command: 'docker volume inspect', text}, ([found]: InspectedPlace[]) =>
        found?.Driver === 'local' && Object.keys(found.Options ?? {}).length === 0
          ? found.Mountpoint
          : undefined,
      );
    },
    async isWorker() {
      const {stdout} = await ask([
        'info',
        '--format',
        '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}',
      ]);
      return stdout.trim() === 'active false';
    },
    async removeNetwork(id) {
      await docker(['network', 'rm', id]).catch((error: unknown) => {
        if (!isNotThere(error)) throw error;
      });
    },
  };
};

const networkOf = (one: InspectedNetwork): EngineNetwork => ({
  id: one.Id,
  name: one.Name,
  options: {
    driver: one.Driver,
    internal: one.Internal,
    attachable: one.Attachable,
    enable_ipv6: one.EnableIPv6,
    driver_opts: one.Options ?? {},
  },
  labels: one.Labels ?? {},
  containers: Object.entries(one.Containers ?? {}).map(([id, {Name: name}]) => ({id, name})),
});

const volumeOf = ({Name: name, CreatedAt, Labels}: InspectedVolume): EngineVolume => ({
  name,
  ...(CreatedAt && {createdAt: CreatedAt}),
  labels: Labels ?? {},
});

/** Networks and volumes go at any time; docker has told of those that are left. */
const ofThoseThere = (error: unknown): Pick<Output, 'stdout'> => {
  if (!isNotThere(error)) throw error;
  return {stdout: error.stdout === '' ? '[]' : error.stdout};
};

const NOT_THERE = /no such (?:network|volume)|network \S+ not found/i;

const isNotThere = (error: unknown): error is CommandFailed =>
  error instanceof CommandFailed && NOT_THERE.test(error.tail.join('\n'));
