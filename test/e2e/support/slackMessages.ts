import {idOf} from './slackRefusals.ts';
import type {Good, SlackServer} from './slackServer.ts';

/** A message as it stands. */
export interface Posted {
  channel: string;
  ts: string;
  thread: string | undefined;
  broadcast: boolean;
  text: string;
  blocks: SlackBlock[];
  metadata: object | undefined;
}

export interface SlackBlock {
  type: string;
  text?: {text: string};
  elements?: {text: string}[];
}

/** The id of `#shop` is `CSHOP`. */
export const post = (
  slack: Pick<SlackServer, 'messages' | 'privates'>,
  fields: Record<string, string>,
): Good | {error: string} => {
  const {channel: name = '', thread_ts: thread, reply_broadcast: broadcast} = fields;
  if (name.startsWith('#') && !/^#[\p{Ll}\p{Lo}\p{M}\p{N}_-]{1,80}$/u.test(name))
    return {error: 'channel_not_found'};
  if (slack.privates[name.slice(1)] === 'stranger') return {error: 'channel_not_found'};
  const channel = idOf(name);
  if (thread !== undefined && !slack.messages.some(one => one.channel === channel && one.ts === thread))
    return {error: 'thread_not_found'};
  const ts = `15034359${String(slack.messages.length).padStart(2, '0')}.000247`;
  slack.messages.push({channel, ts, thread, broadcast: broadcast === 'true', ...contentOf(fields)});
  return {ok: true, channel, ts, message: {text: fields['text']}};
};

export const update = (
  messages: readonly Posted[],
  fields: Record<string, string>,
): Good | {error: string} => {
  const {channel = '', ts = ''} = fields;
  const message = messages.find(one => one.channel === channel && one.ts === ts);
  if (message === undefined) return {error: 'message_not_found'};
  Object.assign(message, contentOf(fields));
  return {ok: true, channel, ts};
};

const contentOf = ({text = '', blocks = '[]', metadata}: Record<string, string>) => ({
  text,
  blocks: JSON.parse(blocks) as SlackBlock[],
  metadata: metadata === undefined ? undefined : (JSON.parse(metadata) as object),
});
