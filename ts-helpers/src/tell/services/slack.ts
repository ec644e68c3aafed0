import {WebAPIPlatformError, WebAPIRateLimitedError, WebClient, type WebClientOptions} from '@slack/web-api';
import type {Thread} from '../../seam/memory.ts';
import type {Message} from '../../story/message.ts';
import {boundedFetch} from '../../outside/boundedFetch.ts';
import {nameUnresolved, requireNameServer, unanswered} from '../../outside/names.ts';

/** Slack's Web API, as far as we need it (https://docs.slack.dev/reference/methods). */
export interface Slack {
  /**
   * Posts to a channel, by `#name` or id, or to a person, by id; in a thread, and with `broadcast` in the channel as
   * well. Throws SlackRefused or SlackUnreachable.
   */
  post(channel: string, message: Message, how?: PostOptions): Promise<Thread>;
  /** Replaces a message of ours. Throws as `post`. */
  update(message: Thread, by: Message, mark?: BreakageMark): Promise<void>;
  /**
   * The newest open breakage of this branch in a channel, by the mark of its message; undefined when there is none, and
   * of a channel that the app is not in. Throws as `post`.
   */
  findBreakage(
    channel: string,
    of: Pick<BreakageMark, 'project' | 'branch'>,
  ): Promise<FoundBreakage | undefined>;
  /** The id of the user with this e-mail address; undefined when there is none. Throws as `post`. */
  userByEmail(email: string): Promise<string | undefined>;
}

export interface PostOptions {
  thread?: string;
  broadcast?: boolean;
  mark?: BreakageMark | undefined;
}

/** What we leave in a message's metadata (https://docs.slack.dev/messaging/message-metadata). */
export interface BreakageMark {
  project: string;
  branch: string;
  state: 'open' | 'fixed';
  /** ISO 8601, UTC. */
  since: string;
  commit: string;
  build?: number;
  url?: string;
}

export type FoundBreakage = BreakageMark & {thread: Thread};

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
/** So far back a breakage is looked for where no earlier build's result is left. */
const MESSAGES_BACK = 100;
const MOST_CHANNELS = 999;
const NO_HISTORY = new Set(['channel_not_found', 'not_in_channel']);
const EVENT = 'countable_breakage';

const metadataOf = (mark: BreakageMark) => ({
  event_type: EVENT,
  event_payload: {...mark} as Record<string, string | number>,
});

export const createSlack = ({token, url}: {token: string; url?: string | undefined}): Slack => {
  const options: WebClientOptions = {
    timeout: REQUEST_MS,
    retryConfig: {retries: 1, minTimeout: 500, maxTimeout: 500},
    logger: silent,
    fetch: namedFetch(),
    ...(url !== undefined && {slackApiUrl: url}),
  };
  const client = new WebClient(token, {...options, rejectRateLimitedCalls: true});
  let patience = PATIENCE_MS;

  /** Waits out a rate limit, if Slack asks for no more than there is left. */
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

  /** Only channels that the app is in can be read anyway. */
  const channelId = async (name: string): Promise<string | undefined> => {
    if (!name.startsWith('#')) return name;
    const idAmong = async (types: string): Promise<string | undefined> => {
      const {channels = []} = await call(() =>
        client.users.conversations({types, exclude_archived: true, limit: MOST_CHANNELS}),
      );
      return channels.find(channel => `#${channel.name}` === name)?.id;
    };
    try {
      return await idAmong('public_channel,private_channel');
    } catch (error) {
      if (!(error instanceof SlackRefused) || error.reason !== 'missing_scope') throw error;
      const id = await idAmong('public_channel');
      if (id === undefined) throw error;
      return id;
    }
  };

  return {
    async post(channel, {text, blocks}, {thread, broadcast = false, mark} = {}) {
      const request = {
        channel,
        text,
        ...(blocks && {blocks}),
        unfurl_links: false,
        unfurl_media: false,
        ...(mark && {metadata: metadataOf(mark)}),
      };
      const posted = await call(() =>
        client.chat.postMessage(
          thread === undefined
            ? request
            : broadcast
              ? {...request, thread_ts: thread, reply_broadcast: true}
              : {...request, thread_ts: thread},
        ),
      );
      return {channel: posted.channel ?? channel, ts: posted.ts ?? ''};
    },
    async update({channel, ts}, {text, blocks}, mark) {
      // Without a word of blocks Slack keeps those that the message has.
      await call(() =>
        client.chat.update({
          channel,
          ts,
          text,
          blocks: blocks ?? [],
          ...(mark && {metadata: metadataOf(mark)}),
        }),
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
    async findBreakage(name, {project, branch}) {
      try {
        const channel = await channelId(name);
        if (channel === undefined) return undefined;
        const {messages = []} = await call(() =>
          client.conversations.history({channel, limit: MESSAGES_BACK, include_all_metadata: true}),
        );
        for (const {ts = '', metadata} of messages) {
          const mark = metadata?.event_payload as BreakageMark | undefined;
          if (metadata?.event_type !== EVENT || mark?.project !== project || mark.branch !== branch) continue;
          return mark.state === 'open' ? {...mark, thread: {channel, ts}} : undefined;
        }
        return undefined;
      } catch (error) {
        if (error instanceof SlackRefused && NO_HISTORY.has(error.reason)) return undefined;
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
