import {createTransport, defaultStackParser, type ErrorEvent, NodeClient, Scope} from '@sentry/node';
import {withoutPlaces} from '../domain/placeless.ts';

/** Where errors of ours are reported. */
export interface BugTracker {
  /** Whether all of them arrived, within two seconds, or until the signal is aborted. */
  report(
    bugs: readonly unknown[],
    tags: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<boolean>;
}

const PATIENCE_MS = 2_000;

/** Throws for a DSN that is none. The vendor's library is large: import this file only when there is something to report. */
export const createBugTracker = ({
  dsn,
  version,
  scrub,
}: {
  dsn: string;
  version: string;
  scrub<T>(data: T): T;
}): BugTracker => {
  const outcomes: boolean[] = [];
  const late = new AbortController();
  const client = new NodeClient({
    dsn,
    release: `countable-pipeline@${version}`,
    // Nothing of the process, the host, its requests or its variables leaves this machine: only the error does.
    integrations: [],
    serverName: '',
    sendClientReports: false,
    includeLocalVariables: false,
    enableRuntimeChannelInjection: false,
    stackParser: defaultStackParser,
    beforeSend: event => scrub(withoutPlaces(withoutSurroundings(event))),
    // The vendor's own waits for an answer as long as the server holds the connection.
    transport: options =>
      createTransport(options, async ({body}) => {
        const request = {method: 'POST', body: body as string | Uint8Array<ArrayBuffer>, signal: late.signal};
        const response = await fetch(options.url, {...request, headers: {'Content-Type': ENVELOPE}});
        await response.body?.cancel();
        outcomes.push(response.ok);
        return {statusCode: response.status};
      }),
  });
  if (client.getDsn() === undefined) throw new Error('The DSN is not valid.');
  return {
    async report(bugs, tags, signal) {
      const end = (): void => {
        late.abort();
      };
      const timer = setTimeout(end, PATIENCE_MS);
      signal?.addEventListener('abort', end);
      if (signal?.aborted) end();
      const scope = new Scope();
      scope.setTags({...tags});
      for (const bug of bugs) client.captureException(bug, {}, scope);
      // What the signal ends, ends this too.
      await client.flush(PATIENCE_MS + 500);
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      return outcomes.length === bugs.length && outcomes.every(Boolean);
    },
  };
};

const ENVELOPE = 'application/x-sentry-envelope';

const withoutSurroundings = (event: ErrorEvent): ErrorEvent => {
  const {server_name, user, request, breadcrumbs, extra, contexts, modules, ...rest} = event;
  return rest as ErrorEvent;
};
