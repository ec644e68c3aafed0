import type {Readable} from 'node:stream';
import {createInterface} from 'node:readline';
import {readJson} from '../garbled.ts';
import type {Streams} from '../stream.ts';
import type {DockerCommand} from '../dockerCommand.ts';
import type {Moment} from '../../compose/moment.ts';

export interface Moments {
  /**
   * When containers that carry the label started, ended, were found healthy and were removed, oldest first, by the engine's clock, as far as it still
   * knows: it keeps its last 256 events, of whatever kind.
   */
  moments(label: string, span: Span): Promise<Moment[]>;
  /** Tells the same as it happens, so that none of it is lost, until it is ended or the time is over. */
  followMoments(label: string, span: Span, onMoment: (moment: Moment) => void): Promise<Following>;
}

interface Span {
  since: Date;
  until: Date;
}

export interface Following {
  /** Resolves to why it had ended before, where it had failed. */
  end(): Promise<unknown>;
}

export const momentsOf = (ask: DockerCommand, {stream}: Streams): Moments => ({
  async moments(label, span) {
    const {stdout} = await ask(eventsOf(label, span));
    return momentsIn(stdout.split('\n').filter(Boolean));
  },

  followMoments(label, span, onMoment) {
    let stop: () => void = () => undefined;
    const isEnded = new Promise<void>(resolve => {
      stop = resolve;
    });
    const heard = stream('docker', eventsOf(label, span), output =>
      Promise.race([isEnded, hearing(output, onMoment)]),
    ).then(
      () => undefined,
      (error: unknown) => error,
    );
    return Promise.resolve({
      end() {
        stop();
        return heard;
      },
    });
  },
});

const eventsOf = (label: string, {since, until}: Span): string[] => {
  const events = ['start', 'die', 'health_status', 'destroy'].map(event => `event=${event}`);
  const filters = ['type=container', `label=${label}`, ...events];
  return [
    'events',
    ...filters.flatMap(filter => ['--filter', filter]),
    ...['--since', seconds(since), '--until', seconds(until), '--format', '{{json .}}'],
  ];
};

const hearing = async (output: Readable, onMoment: (moment: Moment) => void): Promise<void> => {
  for await (const line of createInterface({input: output})) momentsIn([line]).forEach(onMoment);
};

const momentsIn = (lines: readonly string[]): Moment[] =>
  readJson({command: 'docker events', text: `[${lines.join(',')}]`}, (events: Event[]) =>
    events.flatMap(momentIn),
  );

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
