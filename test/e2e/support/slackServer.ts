import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {listen, receive} from './httpServer.ts';
import {APP, type KeptChannel, ofChannels} from './slackChannels.ts';
import {post, type Posted, update} from './slackMessages.ts';
import {ALL_SCOPES, idOf, refusal} from './slackRefusals.ts';
import {checkBy, type Check} from './specs.ts';

export const SLACK_SPEC = 'slack.json';

export type SlackMethod =
  | 'auth.test'
  | 'chat.postMessage'
  | 'chat.update'
  | 'conversations.create'
  | 'conversations.history'
  | 'conversations.info'
  | 'conversations.invite'
  | 'conversations.join'
  | 'conversations.list'
  | 'conversations.members'
  | 'users.conversations'
  | 'users.lookupByEmail';

/** How a method answers: as Slack does when all is well, with Slack's own error, or as a server in trouble. */
export type Answer =
  | 'ok'
  | {error: string; needed?: string; provided?: string}
  | {status: number; retryAfter?: number}
  | 'never';

interface Call {
  method: SlackMethod;
  /** The form's fields. */
  fields: Record<string, string>;
  token: string | undefined;
  at: number;
}

export interface SlackServer {
  url: string;
  /** What came in, in order. */
  calls: Call[];
  /** Messages, oldest first, as they stand now. */
  messages: Posted[];
  /** Of the token: without one of those that a method takes, Slack says missing_scope. */
  scopes: Set<string>;
  /** Channels, by name, that only members see; the app is in none of the others, and may write to all of them. */
  privates: Record<string, 'member' | 'stranger'>;
  /** That `conversations.list` and those beside it know. */
  channels: KeptChannel[];
  /** Ids of users, by e-mail address; where it is left out everybody is U0123ABCD. */
  users: Record<string, string> | undefined;
  /** What of it is wrong by Slack's own document. */
  violations: string[];
  /** Answers to come, per method: one after the other, the last one from then on. */
  answers: Partial<Record<SlackMethod, Answer[]>>;
  /** Answers where none is to come. */
  decide?: ((method: SlackMethod, fields: Record<string, string>) => Answer) | undefined;
  /** Forgets calls, violations and answers. */
  reset(): void;
  stop(): Promise<void>;
}

const METHODS = [
  '/auth.test',
  '/chat.postMessage',
  '/chat.update',
  '/conversations.create',
  '/conversations.history',
  '/conversations.info',
  '/conversations.invite',
  '/conversations.join',
  '/conversations.list',
  '/conversations.members',
  '/users.conversations',
  '/users.lookupByEmail',
];

/** Slack's Web API as far as we use it. Every request is checked against Slack's own OpenAPI document. */
export const startSlack = async (): Promise<SlackServer> => {
  const check = await checkBy(SLACK_SPEC, METHODS);
  const server = createServer((request, response) => {
    void serve(slack, check, {request, response});
  });
  const {port, stop} = await listen(server);
  const slack: SlackServer = {
    url: `http://127.0.0.1:${port}/`,
    calls: [],
    messages: [],
    scopes: new Set(ALL_SCOPES),
    privates: {},
    channels: [],
    users: undefined,
    violations: [],
    answers: {},
    reset() {
      slack.calls.length = 0;
      slack.messages.length = 0;
      slack.scopes = new Set(ALL_SCOPES);
      slack.privates = {};
      slack.channels = [];
      slack.users = undefined;
      slack.violations.length = 0;
      slack.answers = {};
      slack.decide = undefined;
    },
    stop,
  };
  return slack;
};

const serve = async (
  slack: SlackServer,
  check: Check,
  {request, response}: {request: IncomingMessage; response: ServerResponse},
): Promise<void> => {
  const received = await receive(request);
  const violations = await check(received);
  slack.violations.push(...violations);
  const method = received.path.slice(1) as SlackMethod;
  const fields = Object.fromEntries(new URLSearchParams(received.body));
  const token = received.headers['authorization']?.replace(/^Bearer /, '');
  slack.calls.push({method, fields, token, at: Date.now()});
  if (violations.length > 0) {
    reply(response, 400, {ok: false, error: 'invalid_arguments', violations});
    return;
  }
  const planned = nextAnswer(slack, method) ?? slack.decide?.(method, fields) ?? 'ok';
  answer(
    response,
    planned === 'ok' ? (refusal(slack, method, fields) ?? reaction(slack, method, fields)) : planned,
  );
};

const nextAnswer = ({answers}: SlackServer, method: SlackMethod): Answer | undefined => {
  const [first, ...rest] = answers[method] ?? [];
  if (rest.length > 0) answers[method] = rest;
  return first;
};

const answer = (response: ServerResponse, planned: Exclude<Answer, 'ok'> | Good): void => {
  if (planned === 'never') return;
  if ('ok' in planned) reply(response, 200, planned);
  else if ('error' in planned) reply(response, 200, {ok: false, ...planned});
  else {
    if (planned.retryAfter !== undefined) response.setHeader('Retry-After', planned.retryAfter);
    reply(response, planned.status, {ok: false});
  }
};

export type Good = {ok: true} & Record<string, unknown>;

/** What Slack does and says when nothing else is planned. */
const reaction = (
  slack: SlackServer,
  method: SlackMethod,
  fields: Record<string, string>,
): Good | {error: string} => {
  const {channel = ''} = fields;
  switch (method) {
    case 'chat.postMessage':
      return post(slack, fields);
    case 'chat.update':
      return update(slack.messages, fields);
    case 'conversations.history': {
      const messages = slack.messages.filter(one => one.channel === channel && one.thread === undefined);
      return {ok: true, messages: messages.reverse().map(({ts, text, metadata}) => ({ts, text, metadata}))};
    }
    case 'users.conversations': {
      const types = fields['types'] ?? 'public_channel';
      const ids = [...new Set(slack.messages.map(one => one.channel))];
      const hidden = Object.keys(slack.privates).map(name => idOf(`#${name}`));
      const seen = [
        ...(types.includes('public_channel') ? ids.filter(id => !hidden.includes(id)) : []),
        ...(types.includes('private_channel')
          ? Object.keys(slack.privates)
              .filter(name => slack.privates[name] === 'member')
              .map(name => idOf(`#${name}`))
          : []),
      ];
      return {ok: true, channels: seen.map(id => ({id, name: id.slice(1).toLowerCase()}))};
    }
    case 'auth.test':
      return {ok: true, url: 'https://acme.slack.com/', team: 'Acme', user_id: APP, bot_id: 'B0123ABCD'};
    case 'users.lookupByEmail': {
      const {email = ''} = fields;
      const id = slack.users === undefined ? 'U0123ABCD' : slack.users[email];
      return id === undefined ? {error: 'users_not_found'} : {ok: true, user: {id, profile: {email}}};
    }
    default:
      return ofChannels(slack.channels, method, fields);
  }
};

const reply = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, {'Content-Type': 'application/json'}).end(JSON.stringify(body));
};
