import {readJson} from '../garbled.ts';
import type {DockerCommand} from '../dockerCommand.ts';
import type {Moment} from '../../compose/moment.ts';

export interface Moments {
  /**
   * When containers that carry the label started, ended, were found healthy and were removed, oldest first, by the engine's clock, as far as it still
   * knows: it keeps its last 256 events, of whatever kind.
   */
  moments(label: string, span: {since: Date; until: Date}): Promise<Moment[]>;
}

export const momentsOf = (ask: DockerCommand): Moments => ({
  async moments(label, {since, until}) {
    const events = ['start', 'die', 'health_status', 'destroy'].map(event => `event=${event}`);
    const filters = ['type=container', `label=${label}`, ...events];
    const {stdout} = await ask([
      'events',
      ...filters.flatMap(filter => ['--filter', filter]),
      ...['--since', seconds(since), '--until', seconds(until), '--format', '{{json .}}'],
    ]);
    const text = `[${stdout.split('\n').filter(Boolean).join(',')}]`;
    return readJson({command: 'docker events', text}, (events: Event[]) => events.flatMap(momentIn));
  },
});

interface Event {
  Action: string;
  Actor: {ID: string; Attributes: Record<string, string>};
  timeNano: number;
}

const WHATS: Readonly<Record<string, Moment['what']>> = {
  start: 'started',
  die: 'ended',
  'health_status: healthy': 'healthy',
  destroy: 'removed',
};

const momentIn = ({Action, Actor: {ID, Attributes}, timeNano}: Event): Moment[] => {
  const what = WHATS[Action];
  const service = Attributes['com.docker.compose.service'] ?? '';
  return what === undefined ? [] : [{container: ID, service, what, at: new Date(timeNano / 1e6)}];
};

const seconds = (time: Date): string => (time.getTime() / 1000).toFixed(3);
