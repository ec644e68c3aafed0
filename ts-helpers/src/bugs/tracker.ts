import {
  createStackParser,
  createTransport,
  type ErrorEvent,
  linkedErrorsIntegration,
  Scope,
  type TransportMakeRequestResponse,
} from '@sentry/core';
import {nodeStackLineParser, ServerRuntimeClient} from '@sentry/core/server';
import {send} from './tracker/send.ts';
import {deadline} from '../outside/patience.ts';

/** Where errors of ours are reported. */
export interface BugTracker {
  /** Whether all of them arrived, in time. `signal` ends it, as does the time: nothing of it goes on afterwards. */
  report(
    bugs: readonly unknown[],
    tags: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<boolean>;
}

/** Whoever waits for the verb waits for this as well. */
const PATIENCE_MS = 2_000;
const LONGEST_TEXT = 4_000;

/** Throws for a DSN that is none. The vendor's library is large: import this file only when there is something to report. */
export const createBugTracker = ({dsn, patienceMs = PATIENCE_MS, ...how}: BugTrackerSettings): BugTracker => {
  if (!isDsn(dsn)) throw new Error('The DSN is not valid.');
  return {
    async report(bugs, tags, signal) {
      const time = deadline(signal, patienceMs, () => new Error('Sentry took too long.'));
      const client = clientOf(dsn, how, time.signal);
      const outcomes: boolean[] = [];
      client.on('afterSendEvent', (_, {statusCode}) => {
        outcomes.push(statusCode !== undefined && statusCode < 300);
      });
      const scope = new Scope();
      scope.setClient(client);
      scope.setTags({...tags});
      for (const bug of bugs) client.captureException(bug, {originalException: bug}, scope);
      await Promise.race([client.flush(), aborted(time.signal)]);
      time.clear();
      return outcomes.length === bugs.length && outcomes.every(Boolean);
    },
  };
};

interface BugTrackerSettings {
  dsn: string;
  version: string;
  scrub<T>(data: T): T;
  patienceMs?: number;
}

/** A client of its own: the vendor's package for Node instruments the whole process, and says so. */
const clientOf = (
  dsn: string,
  {version, scrub}: Pick<BugTrackerSettings, 'version' | 'scrub'>,
  signal: AbortSignal,
): ServerRuntimeClient => {
  const client = new ServerRuntimeClient({
    dsn,
    release: `countable-pipeline@${version}`,
    platform: 'node',
    integrations: [linkedErrorsIntegration()],
    stackParser: createStackParser(nodeStackLineParser()),
    transport: options => createTransport(options, sender(options.url, signal)),
    traceLifecycle: 'static',
    sendClientReports: false,
    maxValueLength: LONGEST_TEXT,
    beforeSend: event => scrub(errorAlone(event)),
  });
  client.init();
  return client;
};

const sender =
  (url: string, signal: AbortSignal) =>
  async ({body}: {body: string | Uint8Array}): Promise<TransportMakeRequestResponse> => {
    const {status, headers} = await send(url, body, signal);
    const header = (name: string) => headers[name]?.toString() ?? null;
    return {
      statusCode: status,
      headers: {
        'retry-after': header('retry-after'),
        'x-sentry-rate-limits': header('x-sentry-rate-limits'),
      },
    };
  };

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    signal.addEventListener('abort', () => {
      resolve();
    });
    if (signal.aborted) resolve();
  });

/** Nothing of the process, the host, its requests or its variables leaves this machine: only the error does. */
const errorAlone = (event: ErrorEvent): ErrorEvent => {
  const {type, event_id, timestamp, platform, level, release, tags, exception} = event;
  return {type, event_id, timestamp, platform, level, release, tags, exception} as ErrorEvent;
};

/** `https://key@host/path/42`. The vendor would print what is none. */
const isDsn = (dsn: string): boolean => {
  if (!URL.canParse(dsn)) return false;
  const {protocol, username, hostname, pathname} = new URL(dsn);
  return /^https?:$/.test(protocol) && /^\w+$/.test(username) && hostname !== '' && /\/\d+$/.test(pathname);
};
