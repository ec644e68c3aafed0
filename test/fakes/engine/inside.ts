import {Readable} from 'node:stream';
import {packTar} from 'modern-tar';
import {copyingOf} from '../../../ts-helpers/src/outside/docker/copying.ts';
import {gone} from '../../../ts-helpers/src/outside/docker/failures.ts';
import type {Docker} from '../../../ts-helpers/src/outside/docker.ts';
import {refused} from './refused.ts';
import {endIn, KILLED, settle} from './running.ts';
import {containerIn, type EngineState, failIfTold, type FakeContainer} from './state.ts';

type Inside = Pick<
  Docker,
  | 'variable'
  | 'find'
  | 'changed'
  | 'copyFiles'
  | 'processes'
  | 'interrupt'
  | 'listeners'
  | 'connections'
  | 'exec'
  | 'hosts'
  | 'writeHosts'
>;

/** What is in a container, and what it does. Copies go the adapter's own way, out of the same tar as docker packs. */
export const insideOf = (state: EngineState): Inside => {
  const running = (wanted: string): FakeContainer | undefined => {
    settle(state);
    const container = containerIn(state, wanted);
    return container?.state === 'running' ? container : undefined;
  };
  const thatRuns = (wanted: string): FakeContainer => {
    const container = running(wanted);
    if (container !== undefined) return container;
    if (containerIn(state, wanted) === undefined) throw gone(wanted);
    throw refused(['exec', wanted], `container ${wanted} is not running`);
  };
  return {
    ...copyingOf({
      async stream(_, [, from = ''], read) {
        return read(await packed(state, from));
      },
    }),

    async variable(wanted, name) {
      return containerIn(state, wanted)?.variables[name] ?? undefined;
    },

    async find(wanted, name) {
      const files = [...(running(wanted)?.files.keys() ?? [])];
      return files.filter(file => file.endsWith(name.replace('*', '')));
    },

    async changed(wanted) {
      failIfTold(state, 'docker diff');
      return [...(containerIn(state, wanted)?.files.keys() ?? [])];
    },

    async processes(wanted) {
      failIfTold(state, 'docker top');
      return (running(wanted)?.processes ?? []).map(line => line.replace(' ', '  00:10  '));
    },

    async interrupt(wanted) {
      const container = running(wanted);
      if (container === undefined) return;
      const at = state.clock.now();
      container.log.push(...(container.program.lastWords ?? []).map(text => ({at, text})));
      endIn(state, container, {exitCode: KILLED});
    },

    async listeners(wanted) {
      const container = running(wanted);
      return (
        container?.program.listens ?? container?.ports.map(({target}) => ({port: target, isLoopback: false}))
      );
    },

    async exec(wanted, words) {
      failIfTold(state, 'docker exec');
      const container = thatRuns(wanted);
      const text = words[0] === 'sh' ? (words.at(-1) ?? '') : words.join(' ');
      const command = container.program.commands?.[text];
      if (command === undefined) return {exitCode: 127, stdout: '', stderr: `no such program: ${text}`};
      container.processes = command.runs?.(container.processes) ?? container.processes;
      const {exits = 0, prints = [], complains = []} = command;
      return {exitCode: exits, stdout: prints.join('\n'), stderr: complains.join('\n')};
    },

    async hosts(wanted) {
      return thatRuns(wanted).hosts;
    },

    async writeHosts(wanted, text) {
      thatRuns(wanted).hosts = text;
    },

    async connections(wanted) {
      return running(wanted) === undefined ? undefined : [];
    },
  };
};

const packed = async (state: EngineState, from: string): Promise<Readable> => {
  failIfTold(state, 'docker cp');
  const [wanted = '', place = ''] = from.split(':');
  const files = [...(containerIn(state, wanted)?.files ?? [])];
  const below = files.filter(([file]) => `${file}/`.startsWith(`${place}/`));
  if (below.length === 0)
    throw refused(['cp', from, '-'], `Could not find the file ${place} in container ${wanted}`);
  const above = place.slice(0, place.lastIndexOf('/') + 1);
  const entries = below.map(([file, body]) => {
    return {header: {name: file.slice(above.length), size: Buffer.byteLength(body)}, body};
  });
  return Readable.from([await packTar(entries)]);
};
