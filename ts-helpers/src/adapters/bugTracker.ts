import {captureException, type ErrorEvent, flush, init} from '@sentry/node';

/** Where errors of ours are reported. */
export interface BugTracker {
  /** Whether all of them arrived, within a few seconds. */
  report(bugs: readonly unknown[], tags: Readonly<Record<string, string>>): Promise<boolean>;
}

const PATIENCE_MS = 3_000;

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
  const client = init({
    dsn,
    release: `countable-pipeline@${version}`,
    // Nothing of the process, the host, its requests or its variables leaves this machine: only the error does.
    defaultIntegrations: false,
    serverName: '',
    sendClientReports: false,
    includeLocalVariables: false,
    beforeSend: event => scrub(withoutSurroundings(event)),
  });
  if (client?.getDsn() === undefined) throw new Error('The DSN is not valid.');
  client.on('afterSendEvent', (_, response) => {
    outcomes.push(response.statusCode !== undefined && response.statusCode < 300);
  });
  return {
    async report(bugs, tags) {
      for (const bug of bugs) captureException(bug, {tags: {...tags}});
      const isFlushed = await flush(PATIENCE_MS);
      return isFlushed && outcomes.length === bugs.length && outcomes.every(Boolean);
    },
  };
};

const withoutSurroundings = (event: ErrorEvent): ErrorEvent => {
  const {server_name, user, request, breadcrumbs, extra, contexts, modules, ...rest} = event;
  return rest as ErrorEvent;
};
