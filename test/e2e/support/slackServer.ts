import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {checkBy, type Check, type ReceivedRequest} from './specs.ts';

export const SLACK_SPEC = 'slack.json';

export type SlackMethod = 'chat.postMessage' | 'users.lookupByEmail';

/** How a method answers: as Slack does when all is well, with Slack's own error, or as a server in trouble. */
export type Answer =
  | 'ok'
  | {error: string; needed?: string; provided?: string}
  | {status: number; retryAfter?: number}
  | 'never';

export interface Call {
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

const METHODS = ['/chat.postMessage', '/users.lookupByEmail'];

/** Slack's Web API as far as we use it. Every request is checked against Slack's own OpenAPI document. */
export const startSlack = async (): Promise<SlackServer> => {
  const check = await checkBy(SLACK_SPEC, METHODS);
  const server = createServer((request, response) => {
    void serve(slack, check, {request, response});
  });
  const slack: SlackServer = {
    url: '',
    calls: [],
    violations: [],
    answers: {},
    reset() {
      slack.calls.length = 0;
      slack.violations.length = 0;
      slack.answers = {};
      slack.decide = undefined;
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  slack.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
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
  answer(response, {
    method,
    fields,
    planned: nextAnswer(slack, method) ?? slack.decide?.(method, fields) ?? 'ok',
  });
};

const nextAnswer = ({answers}: SlackServer, method: SlackMethod): Answer | undefined => {
  const [first, ...rest] = answers[method] ?? [];
  if (rest.length > 0) answers[method] = rest;
  return first;
};

const answer = (
  response: ServerResponse,
  {method, fields, planned}: {method: SlackMethod; fields: Record<string, string>; planned: Answer},
): void => {
  if (planned === 'never') return;
  if (planned === 'ok') reply(response, 200, {ok: true, ...good(method, fields)});
  else if ('error' in planned) reply(response, 200, {ok: false, ...planned});
  else {
    if (planned.retryAfter !== undefined) response.setHeader('Retry-After', planned.retryAfter);
    reply(response, planned.status, {ok: false});
  }
};

const good = (method: SlackMethod, fields: Record<string, string>): object =>
  method === 'chat.postMessage'
    ? {channel: 'C0123456789', ts: '1503435956.000247', message: {text: fields['text']}}
    : {user: {id: 'U0123ABCD', name: 'ada', profile: {email: fields['email']}}};

const receive = async (request: IncomingMessage): Promise<ReceivedRequest> => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {method: request.method ?? 'GET', path: request.url ?? '/', headers, body};
};

const reply = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, {'Content-Type': 'application/json'}).end(JSON.stringify(body));
};
