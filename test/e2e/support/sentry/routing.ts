import type {Project, SentryState} from './state.ts';

export interface Reply {
  status: number;
  body: unknown;
  /** JSON where it is not said. */
  type?: string;
  headers?: Record<string, string>;
  /** Entries of a list, to be given out in pages. */
  entries?: readonly unknown[];
}

/** How servers of a time differ. */
export interface Traits {
  /** Whether an id will do where an address or a release names a project. */
  takesIds: boolean;
  /** Whether `project=` takes a slug. */
  takesSlugs: boolean;
  /** Of the author of a commit. */
  longestEmail: number;
}

export interface Asked {
  /** Parts of the path that the route leaves open, decoded. */
  parts: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** The body as it came, as Latin 1. */
  raw: string;
  /** Of this server. */
  url: string;
  age: Traits;
}

export type Handler = (state: SentryState, asked: Asked) => Reply;

export const O = '/api/0/organizations/([^/]+)';
export const P = '/api/0/projects/([^/]+)/([^/]+)';
export const NOT_FOUND: Reply = {status: 404, body: {detail: 'The requested resource does not exist'}};
/** To a route that it has not, Sentry says nothing, in HTML (its `CatchallEndpoint`). */
export const NO_ROUTE: Reply = {status: 404, body: undefined, type: 'text/html; charset=utf-8'};

export const ok = (body: unknown, status = 200): Reply => ({status, body});
export const list = (entries: readonly unknown[]): Reply => ({status: 200, body: entries, entries});
export const refusal = (body: object): Reply => ({status: 400, body});

/** Method, path, and what the server does. */
export type Route = readonly [string, string, Handler];

/** The project that an address or a release names. */
export const projectNamed = (
  {projects}: SentryState,
  name: string | undefined,
  {takesIds}: Pick<Traits, 'takesIds'>,
): Project | undefined => projects.find(({id, slug}) => slug === name || (takesIds && id === name));

/** A route of a project; one that was renamed is told by its new slug. */
export const ofProject =
  (handler: (state: SentryState, asked: Asked & {project: Project}) => Reply): Handler =>
  (state, asked) => {
    const {
      parts: [, name = ''],
      age,
    } = asked;
    const project = projectNamed(state, name, age);
    if (project !== undefined) return handler(state, {...asked, project});
    const to = state.moved[name];
    if (to === undefined) return NOT_FOUND;
    const url = `/api/0/projects/acme/${to}/`;
    const detail = {code: 'resource-moved', message: 'Resource has been moved', extra: {url, slug: to}};
    return {status: 302, body: {slug: to, detail}, headers: {Location: url}};
  };
