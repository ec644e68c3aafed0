import {WebAPIPlatformError, WebAPIRateLimitedError, WebClient, type WebClientOptions} from '@slack/web-api';
import type {Message} from '../domain/message.ts';

/** Slack's Web API, as far as we need it (https://docs.slack.dev/reference/methods). */
export interface Slack {
  /** Posts to a channel, by `#name` or id. Throws SlackRefused or SlackUnreachable. */
  post(channel: string, message: Message): Promise<void>;
  /** The id of the user with this e-mail address; undefined when there is none. Throws as `post`. */
  userByEmail(email: string): Promise<string | undefined>;
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

export const createSlack = ({token, url}: {token: string; url?: string | undefined}): Slack => {
  const options: WebClientOptions = {
    timeout: REQUEST_MS,
    retryConfig: {retries: 1, minTimeout: 500, maxTimeout: 500},
    logger: silent,
    ...(url !== undefined && {slackApiUrl: url}),
  };
  const client = new WebClient(token, {...options, rejectRateLimitedCalls: true});
  let patience = PATIENCE_MS;

  /** Waits out a rate limit once, if Slack asks for no more than there is left. */
  const call = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) throw translated(error);
      const pause = error.retryAfter * 1000;
      if (pause > patience)
        throw new SlackUnreachable(`Slack asks to wait ${error.retryAfter} s`, {cause: error});
      patience -= pause;
      await new Promise(resolve => setTimeout(resolve, pause));
      return call(request);
    }
  };

  return {
    async post(channel, {text, blocks}) {
      await call(() =>
        client.chat.postMessage({channel, text, blocks, unfurl_links: false, unfurl_media: false}),
      );
    },
    async userByEmail(email) {
      try {
        return (await call(() => client.users.lookupByEmail({email}))).user?.id;
      } catch (error) {
        if (error instanceof SlackRefused && error.reason === 'users_not_found') return undefined;
        throw error;
      }
    },
  };
};

const translated = (error: unknown): unknown => {
  if (error instanceof WebAPIPlatformError) {
    const {error: reason, needed} = error.data as {error: string; needed?: string};
    return new SlackRefused(reason, needed);
  }
  return error instanceof Error ? new SlackUnreachable(root(error), {cause: error}) : error;
};

/** "fetch failed" tells nothing; what made it fail does. */
const root = (error: Error): string => {
  const inner: unknown = error.cause ?? (error as {original?: unknown}).original;
  if (inner instanceof Error) return root(inner);
  return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
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
