import type {Patience} from '../dockerCommand.ts';
import {garbled, readJson} from '../garbled.ts';
import type {DockerCommand} from '../dockerCommand.ts';
import {sayingCut} from './failures.ts';
import {KILLED} from '../../compose/killed.ts';
import {inOrder} from './stamps.ts';

/** What has happened on the engine, by its own clock. */
export interface History {
  /** What time it is there: its clock may be another than ours. */
  time(patience?: Patience): Promise<Date>;
  /**
   * The ends of containers that carry the label, oldest first, as far as the engine still knows them: it keeps its last
   * 256 events, of whatever kind.
   */
  deaths(
    label: string,
    span: {since: Date; until: Date},
  ): Promise<{container: string; exitCode: number; outOfMemory: boolean}[]>;
  /**
   * The last lines of a container's log, both streams in the order of time; one that says so where none is kept.
   * `since` is a time of the engine's.
   */
  logs(container: string, wanted: {lines: number; since?: Date}, patience?: Patience): Promise<string[]>;
}

export const historyOf = (ask: DockerCommand): History => ({
  async time(patience) {
    const {stdout} = await ask(['info', '--format', '{{.SystemTime}}'], patience);
    const time = new Date(stdout);
    if (Number.isNaN(time.getTime())) throw garbled('docker info', stdout);
    return time;
  },

  async deaths(label, {since, until}) {
    const filters = ['type=container', `label=${label}`, 'event=die', 'event=oom'];
    const {stdout} = await ask([
      'events',
      ...filters.flatMap(filter => ['--filter', filter]),
      '--since',
      seconds(since),
      '--until',
      seconds(until),
      '--format',
      '{{json .}}',
    ]);
    const text = `[${stdout.split('\n').filter(Boolean).join(',')}]`;
    return readJson({command: 'docker events', text}, deathsIn);
  },

  async logs(id, {lines, since}, patience = {}) {
    const printed: string[] = [];
    const onLine = (line: string) => void printed.push(line);
    const words = ['logs', '--timestamps', '--tail', String(lines)];
    if (since !== undefined) words.push('--since', seconds(since));
    const options = {onLine, uninterruptible: true, ...patience};
    const cut: string[] = [];
    await ask([...words, id], options).catch(sayingCut(line => cut.push(line)));
    return [...inOrder(printed), ...cut];
  },
});

interface Event {
  Action: string;
  Actor: {ID: string; Attributes: {exitCode?: string}};
}

/** That memory was short is told before the end that it brings; where the machine is busy, after it. */
const deathsIn = (events: Event[]) => {
  const starved = new Set<string>();
  const deaths: {container: string; exitCode: number; outOfMemory: boolean}[] = [];
  for (const {
    Action,
    Actor: {ID, Attributes},
  } of events) {
    if (Action === 'oom') {
      const last = deaths.findLast(({container}) => container === ID);
      if (last?.exitCode === KILLED && !last.outOfMemory) last.outOfMemory = true;
      else starved.add(ID);
    }
    if (Action === 'die') {
      const exitCode = Number(Attributes.exitCode ?? 0);
      deaths.push({container: ID, exitCode, outOfMemory: starved.delete(ID)});
    }
  }
  return deaths;
};

const seconds = (time: Date): string => (time.getTime() / 1000).toFixed(3);
