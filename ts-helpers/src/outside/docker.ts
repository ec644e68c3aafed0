import type {EngineNamed} from '../causes/engineAddress.ts';
import type {Container} from '../compose/model.ts';
import {type Contents, contentsOf} from './docker/contents.ts';
import {asking, dockerCommand} from './dockerCommand.ts';
import {engineProblem, ofThoseLeft, orGone, sayingCut} from './docker/failures.ts';
import {garbled, readJson} from './garbled.ts';
import {copyingOf, type Copying} from './docker/copying.ts';
import {type Ownership, ownershipOf} from './docker/ownership.ts';
import {type Exec, execOf} from './docker/exec.ts';
import {type Hang, hangOf} from './docker/hang.ts';
import {type Moments, momentsOf} from './docker/moments.ts';
import type {Patience} from './dockerCommand.ts';
import {historyOf, type History} from './docker/history.ts';
import {idsIn} from './docker/ids.ts';
import {type Images, imagesOf} from './docker/images.ts';
import {containerOf, type Inspected} from './docker/inspected.ts';
import {type Labels, labelsOf} from './docker/labels.ts';
import {type Lifecycle, lifecycleOf} from './docker/lifecycle.ts';
import {type Publishing, publishingOf} from './docker/publishing.ts';
import {type Resources, resourcesOf} from './docker/resources.ts';
import {starvedOrNot} from './docker/starved.ts';
import {type Sockets, socketsOf} from './docker/sockets.ts';
import {type Sidecars, sidecarsOf} from './docker/sidecars.ts';
import {type Storage, storageOf} from './docker/storage.ts';
import {type Beside, besideOf} from './docker/beside.ts';
import {type ThrowAway, throwAwayOf} from './docker/throwAway.ts';
import {type Using, usageOf} from './docker/usage.ts';
import type {Shell} from './shell.ts';
import type {Streams} from './stream.ts';

/** The Docker engine, through its command line. Translates; never chooses. */
export interface Docker
  extends
    Beside,
    Contents,
    Copying,
    Exec,
    Hang,
    History,
    Images,
    Labels,
    Lifecycle,
    Moments,
    Ownership,
    Publishing,
    Resources,
    Sidecars,
    Sockets,
    Storage,
    ThrowAway,
    Using {
  /** The engine's version. Throws DOCKER_MISSING, DOCKER_DOWN or DOCKER_PERMISSION. */
  version(): Promise<string>;
  /** All containers, running or not, that carry every label: `key` or `key=value`. */
  containers(labels: readonly string[], patience?: Patience): Promise<Container[]>;
  /** Ids of the same. */
  containerIds(labels: readonly string[], patience?: Patience): Promise<string[]>;
  /** Those of these containers that are still there. */
  inspect(ids: readonly string[], patience?: Patience): Promise<Container[]>;
  /** Passes on a container's log from its beginning until the container ends. */
  followLogs(container: string, onLine: (line: string) => void): Promise<void>;
  /** Resolves to the exit code once the container has ended. */
  wait(container: string): Promise<number>;
}

export const createDocker = (shell: Shell, streams: Streams, named: EngineNamed = {}): Docker => {
  const docker = dockerCommand(shell, named);
  const ask = asking(docker);
  const inspect = async (names: readonly string[], patience?: Patience): Promise<Container[]> => {
    const {stdout: text} = await ask(['inspect', '--type', 'container', ...names], patience).catch(
      ofThoseLeft,
    );
    const found = readJson({command: 'docker inspect', text}, (found: Inspected[]) =>
      found.map(inspected => ({inspected, container: containerOf(inspected)})),
    );
    return await Promise.all(
      found.map(({container, inspected}) => starvedOrNot(container, inspected, {ask, patience})),
    );
  };
  const containerIds = async (labels: readonly string[], patience?: Patience): Promise<string[]> => {
    const filters = labels.flatMap(label => ['--filter', `label=${label}`]);
    const {stdout} = await ask(['ps', '--all', '--quiet', '--no-trunc', ...filters], patience);
    return idsIn(stdout);
  };
  return {
    async version() {
      try {
        return (await ask(['version', '--format', '{{.Server.Version}}'], {timeoutMs: HEALTH_MS})).stdout;
      } catch (error) {
        throw engineProblem(error, named);
      }
    },

    ...besideOf(docker),
    ...contentsOf(docker),
    ...copyingOf(streams),
    ...execOf(docker),
    ...hangOf(docker),
    ...historyOf(ask),
    ...imagesOf(docker, ask),
    ...labelsOf(ask),
    ...lifecycleOf(docker),
    ...momentsOf(ask, streams),
    ...ownershipOf(docker),
    ...publishingOf(ask),
    ...resourcesOf(docker, ask),
    ...sidecarsOf(docker),
    ...socketsOf(docker),
    ...storageOf(ask),
    ...throwAwayOf(docker),
    ...usageOf(ask),

    async containers(labels, patience) {
      const ids = await containerIds(labels, patience);
      return ids.length === 0 ? [] : inspect(ids, patience);
    },

    containerIds,
    inspect,

    async followLogs(id, onLine) {
      await docker(['logs', '--follow', id], {onLine}).catch(sayingCut(onLine));
    },

    async wait(id) {
      const {stdout} = await docker(['wait', id]).catch(orGone(id));
      // Nothing at all would be taken for 0.
      if (!EXIT_CODE.test(stdout)) throw garbled('docker wait', stdout);
      return Number(stdout);
    },
  };
};

/** An engine that is well answers at once. */
const HEALTH_MS = 15_000;
const EXIT_CODE = /^\d{1,10}$/;
