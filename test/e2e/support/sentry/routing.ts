import type {SentryState} from './state.ts';

export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  /** Entries of a list, to be given out in pages. */
  entries?: readonly unknown[];
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
}

export type Handler = (state: SentryState, asked: Asked) => Reply;

export const O = '/api/0/organizations/([^/]+)';
export const P = '/api/0/projects/([^/]+)/([^/]+)';
export const NOT_FOUND: Reply = {status: 404, body: {detail: 'The requested resource does not exist'}};

export const ok = (body: unknown, status = 200): Reply => ({status, body});
export const list = (entries: readonly unknown[]): Reply => ({status: 200, body: entries, entries});

/** Method, path, and what the server does. */
export type Route = readonly [string, string, Handler];
