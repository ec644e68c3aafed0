import type {Container} from '../domain/compose.ts';
import {CommandFailed} from '../errors.ts';
import {type Contents, contentsOf} from './docker/contents.ts';
import {asking, dockerCommand} from './docker/command.ts';
import {engineProblem, ofThoseLeft, orGone, sayingCut} from './docker/failures.ts';
import {garbled, readJson} from './garbled.ts';
import {copyingOf, type Copying} from './docker/copying.ts';
import {type Ownership, ownershipOf} from './docker/ownership.ts';
import {type Hang, hangOf} from './docker/hang.ts';
import {historyOf, type History, type Patience} from './docker/history.ts';
import {containerOf, type Inspected} from './docker/inspected.ts';
import {type Lifecycle, lifecycleOf} from './docker/lifecycle.ts';
import {type Publishing, publishingOf} from './docker/publishing.ts';
import {starvedOrNot} from './docker/starved.ts';
import {type Sockets, socketsOf} from './docker/sockets.ts';
import type {Shell} from './shell.ts';
import type {Streams} from './shell/stream.ts';

/** The Docker engine, through its command line. Translates; never chooses. */
export interface Docker extends Contents, Copying, Hang, History, Lifecycle, Ownership, Publishing, Sockets {
  /** The engine's version. Throws DOCKER_MISSING, DOCKER_DOWN or DOCKER_PERMISSION. */
  version(): Promise<string>;
  /** All containers, running or not, that carry every label: `key` or `key=value`. */
  containers(labels: readonly string[], patience?: Patience): Promise<Container[]>;
  /** Chosen labels of all containers, networks, volumes and images that carry a label: `key` or `key=value`. */
  labelled(label: string, chosen: readonly string[]): Promise<Record<string, string>[]>;
  /** Chosen labels of all containers, running or not, that carry a label: `key` or `key=value`. */
  containerLabels(label: string, chosen: readonly string[]): Promise<Record<string, string>[]>;
  /** Passes on a container's log from its beginning until the container ends. */
  followLogs(container: string, onLine: (line: string) => void): Promise<void>;
  /** Resolves to the exit code once the container has ended. */
  wait(container: string): Promise<number>;
  /** The id of an image of this machine; undefined when there is none of that name. */
  imageId(image: string): Promise<string | undefined>;
  /** Removes the images that carry a label, `key=value`; also after an interruption. */
  removeImages(label: string): Promise<void>;
}

export const createDocker = (shell: Shell, streams: Streams): Docker => {
  const docker = dockerCommand(shell);
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
  const imageLabels = async (ids: string, chosen: readonly string[]): Promise<string> => {
    if (ids === '') return '';
    const format = chosen.map(key => `{{index .Config.Labels ${JSON.stringify(key)}}}`).join('\t');
    const unique = [...new Set(ids.split('\n'))];
    try {
      return (await ask(['image', 'inspect', '--format', format, ...unique])).stdout;
    } catch (error) {
      // Other builds remove theirs at any time; of those that are left docker has told.
      if (error instanceof CommandFailed && NO_SUCH_IMAGE.test(error.stderr)) return error.stdout;
      throw error;
    }
  };
  return {
    async version() {
      try {
        return (await ask(['version', '--format', '{{.Server.Version}}'], {timeoutMs: HEALTH_MS})).stdout;
      } catch (error) {
        throw engineProblem(error);
      }
    },

    ...contentsOf(docker),
    ...copyingOf(streams),
    ...hangOf(docker),
    ...historyOf(ask),
    ...lifecycleOf(docker),
    ...ownershipOf(docker),
    ...publishingOf(ask, inspect),
    ...socketsOf(docker),

    async containers(labels, patience) {
      const filters = labels.flatMap(label => ['--filter', `label=${label}`]);
      const {stdout} = await ask(['ps', '--all', '--quiet', '--no-trunc', ...filters], patience);
      const ids = stdout.split('\n').filter(Boolean);
      if (!ids.every(id => CONTAINER_ID.test(id))) throw garbled('docker ps', stdout);
      return ids.length === 0 ? [] : inspect(ids, patience);
    },

    async containerLabels(label, chosen) {
      const {stdout} = await ask([
        'ps',
        '--all',
        '--filter',
        `label=${label}`,
        '--format',
        labelFormat(chosen),
      ]);
      return labelsOfRows(stdout, chosen);
    },

    async labelled(label, chosen) {
      const filter = ['--filter', `label=${label}`];
      const listing = (args: string[]) => ask([...args, ...filter, '--format', labelFormat(chosen)]);
      const listings = [
        ['ps', '--all'],
        ['network', 'ls'],
        ['volume', 'ls'],
      ].map(listing);
      const [images, ...others] = await Promise.all([ask(['images', '--quiet', ...filter]), ...listings]);
      const rows = [...others.map(({stdout}) => stdout), await imageLabels(images.stdout, chosen)];
      return labelsOfRows(rows.join('\n'), chosen);
    },

    async followLogs(id, onLine) {
      await docker(['logs', '--follow', id], {onLine}).catch(sayingCut(onLine));
    },

    async wait(id) {
      const {stdout} = await docker(['wait', id]).catch(orGone(id));
      // Nothing at all would be taken for 0.
      if (!EXIT_CODE.test(stdout)) throw garbled('docker wait', stdout);
      return Number(stdout);
    },

    async imageId(image) {
      try {
        return (await ask(['image', 'inspect', '--format', '{{.Id}}', '--', image])).stdout;
      } catch (error) {
        if (error instanceof CommandFailed && NO_SUCH_IMAGE.test(error.stderr)) return undefined;
        throw error;
      }
    },

    async removeImages(label) {
      const options = {uninterruptible: true};
      const {stdout} = await docker(
        ['images', '--quiet', '--no-trunc', '--filter', `label=${label}`],
        options,
      );
      const ids = [...new Set(stdout.split('\n').filter(Boolean))];
      if (ids.length > 0) await docker(['image', 'rm', '--force', ...ids], options);
    },
  };
};

/** An engine that is well answers at once. */
const HEALTH_MS = 15_000;
const CONTAINER_ID = /^[0-9a-f]{64}$/;
const EXIT_CODE = /^\d{1,10}$/;

const NO_SUCH_IMAGE = /no such image/i;

const labelFormat = (chosen: readonly string[]): string =>
  chosen.map(key => `{{.Label ${JSON.stringify(key)}}}`).join('\t');

const labelsOfRows = (rows: string, chosen: readonly string[]): Record<string, string>[] =>
  rows
    .split('\n')
    .filter(Boolean)
    .map(row => {
      const values = row.split('\t');
      return Object.fromEntries(chosen.map((key, index) => [key, values[index] ?? '']));
    });
