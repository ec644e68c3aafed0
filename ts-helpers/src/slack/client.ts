import {WebAPIPlatformError, WebAPIRateLimitedError, WebClient, type WebClientOptions} from '@slack/web-api';
import {boundedFetch} from '../outside/boundedFetch.ts';
import {nameUnresolved, requireNameServer, unanswered} from '../outside/names.ts';

export interface SlackAccess {
  token: string;
  /** Of the Web API; default: Slack's own. */
  url?: string | undefined;
}

export interface SlackClient {
  client: WebClient;
  /** Waits out a rate limit, if Slack asks for no more than there is left. Throws SlackRefused or SlackUnreachable. */
  call<T>(request: () => Promise<T>): Promise<T>;
}

/** Slack answered, and said no. */
export class SlackRefused extends Error {
  override readonly name = 'SlackRefused';
  /** Slack's own word: `channel_not_found`, `missing_scope` … */
  readonly reason: string;
  /** The scope that is missing, when it is one. */
  readonly needed: string | undefined;

  constructor(reason: string, needed?: string) {
    super(reason);
    this.reason = reason;
    this.needed = needed;
  }
}

/** Slack did not answer, or not as Slack does. */
export class SlackUnreachable extends Error {
  override readonly name = 'SlackUnreachable';
}

/** How long a message may keep a build from ending. */
const REQUEST_MS = 5_000;
const PATIENCE_MS = 20_000;
/** Who asks for no pause would be asked without end. */
const SHORTEST_PAUSE_MS = 500;

/** Slack's Web API (https://docs.slack.dev/reference/methods). */
export const openClient = ({token, url}: SlackAccess): SlackClient => {
  const options: WebClientOptions = {
    timeout: REQUEST_MS,
    retryConfig: {retries: 1, minTimeout: 500, maxTimeout: 500},
    logger: silent,
    fetch: namedFetch(),
    ...(url !== undefined && {slackApiUrl: url}),
  };
  let patience = PATIENCE_MS;
  const call = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) throw translated(error);
      const pause = Math.max(error.retryAfter * 1000, SHORTEST_PAUSE_MS);
      if (pause > patience)
        throw new SlackUnreachable(`Slack asks to wait ${error.retryAfter} s`, {cause: error});
      patience -= pause;
      await new Promise(resolve => setTimeout(resolve, pause));
      return call(request);
    }
  };
  return {client: new WebClient(token, {...options, rejectRateLimitedCalls: true}), call};
};

const translated = (error: unknown): unknown => {
  if (error instanceof WebAPIPlatformError) {
    const {error: reason, needed} = error.data as {error: string; needed?: string};
    return new SlackRefused(reason, needed);
  }
  if (!(error instanceof Error)) return error;
  const host = unanswered(error) ?? unanswered((error as {original?: unknown}).original);
  const cause = host === undefined ? error : nameUnresolved(host);
  return new SlackUnreachable(root(cause), {cause});
};

/** "fetch failed" tells nothing; what made it fail does. */
const root = (error: Error): string => {
  const inner: unknown = error.cause ?? (error as {original?: unknown}).original;
  if (inner instanceof Error) return root(inner);
  if (error.name === 'TimeoutError') return `Slack did not answer within ${REQUEST_MS / 1000} s`;
  return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
};

/** Once no name server answers, none is asked again. */
const namedFetch = (): typeof boundedFetch => {
  const asked = new Map<string, Promise<void>>();
  return async (input, init) => {
    const {hostname} = new URL(input instanceof Request ? input.url : input);
    const named = asked.get(hostname) ?? requireNameServer(hostname);
    asked.set(hostname, named);
    await named;
    return boundedFetch(input, init);
  };
};

const silent: NonNullable<WebClientOptions['logger']> = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as ReturnType<NonNullable<WebClientOptions['logger']>['getLevel']>,
  setName: () => undefined,
};

/** The id of the user with this e-mail address; undefined when there is none. Throws as `call`. */
export const userByEmail = async (
  {client, call}: SlackClient,
  email: string,
): Promise<string | undefined> => {
  try {
    return (await call(() => client.users.lookupByEmail({email}))).user?.id;
  } catch (error) {
    if (error instanceof SlackRefused && error.reason === 'users_not_found') return undefined;
    throw error;
  }
};
