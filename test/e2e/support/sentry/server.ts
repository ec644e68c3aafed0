import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {listen, receive} from '../httpServer.ts';
import {checkBy, type Check, type ReceivedRequest} from '../specs.ts';
import {type Age, AGES, type SentryAge} from './ages.ts';
import {uploads} from './uploadRoutes.ts';
import {type Handler, NO_ROUTE, NOT_FOUND, type Reply} from './routing.ts';
import {emptyState, type SentryState} from './state.ts';

export const SENTRY_TOKEN = 'sntryu_0123456789abcdef';

/** How the server treats a request, other than well. */
type Trouble =
  | {status: number; body?: string; type?: string; headers?: Record<string, string>}
  | 'never'
  | 'half'
  /** Does what it is asked for, and then says nothing of it. */
  | 'done, and gone';

export interface SentryServer {
  url: string;
  /** `GET /api/0/…`, in order. */
  requests: string[];
  /** What of them is wrong by Sentry's own document. */
  violations: string[];
  state: SentryState;
  token: string;
  /** Troubles to come, by the beginning of `METHOD path`; one after the other. */
  troubles: Record<string, Trouble[]>;
  /** Entries on a page of a list. */
  pageSize: number;
  reset(): void;
  stop(): Promise<void>;
}

const PATHS = [
  '/api/0/organizations/',
  '/api/0/organizations/{organization_id_or_slug}/',
  '/api/0/organizations/{organization_id_or_slug}/teams/',
  '/api/0/organizations/{organization_id_or_slug}/integrations/',
  '/api/0/organizations/{organization_id_or_slug}/workflows/',
  '/api/0/organizations/{organization_id_or_slug}/workflows/{workflow_id}/',
  '/api/0/organizations/{organization_id_or_slug}/detectors/',
  '/api/0/organizations/{organization_id_or_slug}/detectors/{detector_id}/',
  '/api/0/organizations/{organization_id_or_slug}/projects/{project_id_or_slug}/detectors/',
  '/api/0/organizations/{organization_id_or_slug}/releases/',
  '/api/0/organizations/{organization_id_or_slug}/releases/{version}/deploys/',
  '/api/0/teams/{organization_id_or_slug}/{team_id_or_slug}/projects/',
  '/api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/',
  '/api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/keys/',
  '/api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/keys/{key_id}/',
  '/api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/rules/',
  '/api/0/projects/{organization_id_or_slug}/{project_id_or_slug}/rules/{rule_id}/',
];

/** A Sentry with a memory. Every request is checked against Sentry's own OpenAPI document of that age. */
export const startSentry = async (name: SentryAge): Promise<SentryServer> => {
  const age: Age = AGES[name];
  const check = await checkBy(age.document, PATHS);
  const undocumented = [...age.undocumented, ...uploads];
  const routes = [...age.routes, ...undocumented].map(route => {
    const [method, path, handler] = route;
    return {method, path: new RegExp(`^${path}$`), handler, isDocumented: !undocumented.includes(route)};
  });
  const server = createServer((request, response) => {
    void serve(sentry, {check, routes, age}, {request, response});
  });
  const {port, stop} = await listen(server);
  const sentry: SentryServer = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    violations: [],
    state: emptyState(),
    token: SENTRY_TOKEN,
    troubles: {},
    pageSize: 100,
    reset() {
      sentry.requests.length = 0;
      sentry.violations.length = 0;
      Object.assign(sentry, {state: emptyState(), token: SENTRY_TOKEN, troubles: {}, pageSize: 100});
    },
    stop,
  };
  return sentry;
};

interface Serving {
  check: Check;
  age: Age;
  routes: {method: string; path: RegExp; handler: Handler; isDocumented: boolean}[];
}

const serve = async (
  sentry: SentryServer,
  {check, routes, age}: Serving,
  {request, response}: {request: IncomingMessage; response: ServerResponse},
): Promise<void> => {
  const received = await receive(request);
  const [path = '', query = ''] = received.path.split('?');
  const line = `${received.method} ${received.path}`;
  sentry.requests.push(line);
  const route = routes.find(one => one.method === received.method && one.path.test(path));
  const trouble = nextTrouble(sentry, line);
  if (trouble === 'never') return;
  if (typeof trouble === 'object') {
    const {status, body = '{"detail": "trouble"}', type = 'application/json', headers = {}} = trouble;
    response.writeHead(status, {'Content-Type': type, ...headers}).end(body);
    return;
  }
  const violations = route?.isDocumented ? await check(received) : [];
  sentry.violations.push(...violations);
  const asked = {
    parts: (route?.path.exec(path) ?? []).slice(1).map(decodeURIComponent),
    query: new URLSearchParams(query),
    body: dataOf(received),
    raw: received.raw,
    url: sentry.url,
    age,
  };
  const answer = (): Reply => {
    if (violations.length > 0) return {status: 400, body: {detail: violations.join('; ')}};
    if (received.headers['authorization'] !== `Bearer ${sentry.token}`)
      return {status: 401, body: {detail: 'Invalid token'}};
    const strange =
      path.includes('/organizations/') || path.includes('/projects/') || path.includes('/teams/');
    if (strange && asked.parts[0] !== undefined && asked.parts[0] !== sentry.state.organization) {
      return NOT_FOUND;
    }
    return route?.handler(sentry.state, asked) ?? NO_ROUTE;
  };
  const reply = paged(answer(), asked.query, sentry);
  if (trouble === 'done, and gone') {
    response.destroy();
    return;
  }
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    'Content-Type': reply.type ?? 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...reply.headers,
  });
  if (trouble === 'half') {
    response.write(text.slice(0, text.length / 2), () => response.destroy());
    return;
  }
  response.end(text);
};

const nextTrouble = ({troubles}: SentryServer, line: string): Trouble | undefined => {
  const key = Object.keys(troubles).find(
    beginning => line.startsWith(beginning) && (troubles[beginning]?.length ?? 0) > 0,
  );
  return key === undefined ? undefined : troubles[key]?.shift();
};

/** As Sentry does: a Link header that always names both neighbours and says which has results. */
const paged = (reply: Reply, query: URLSearchParams, {pageSize, url}: SentryServer): Reply => {
  if (reply.entries === undefined) return reply;
  const from = Number(query.get('cursor')?.split(':')[1] ?? 0);
  const page = reply.entries.slice(from, from + pageSize);
  const link = (rel: string, offset: number, has: boolean) =>
    `<${url}/?cursor=0:${offset}:0>; rel="${rel}"; results="${has}"; cursor="0:${offset}:0"`;
  const next = from + pageSize;
  const headers = {
    Link: `${link('previous', Math.max(from - pageSize, 0), from > 0)}, ${link('next', next, next < reply.entries.length)}`,
  };
  return {...reply, body: page, headers};
};

const dataOf = ({headers, body}: ReceivedRequest): Record<string, unknown> =>
  headers['content-type']?.startsWith('application/json')
    ? (JSON.parse(body) as Record<string, unknown>)
    : {};
