import type {request as plainRequest} from 'node:http';
import {USER_AGENT} from '../health/log.ts';

/** What an address said, or why it said nothing. */
type Answer = {status: number} | {problem: string};

/** Asks sites whether they are there. */
export interface Http {
  /** GETs the address; redirects are not followed, certificates not checked: this host asks itself. */
  ask(url: string, options: {host?: string | undefined; timeoutMs: number}): Promise<Answer>;
}

export const createHttp = (): Http => ({
  async ask(url, {host, timeoutMs}) {
    const {protocol} = new URL(url);
    const send = await requestFor(protocol);
    return new Promise(resolve => {
      const request = send(url, {
        headers: {'user-agent': USER_AGENT, ...(host !== undefined && {host})},
        agent: false,
        ...(protocol === 'https:' && {rejectUnauthorized: false}),
      });
      // In all: an answer that comes letter by letter is none either.
      const timer = setTimeout(
        () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)),
        timeoutMs,
      );
      request.once('close', () => {
        clearTimeout(timer);
        // Of what takes the connection over (101) nothing else tells.
        resolve({problem: 'the connection was closed without an answer'});
      });
      request.once('response', response => {
        response.destroy();
        resolve({status: response.statusCode ?? 0});
      });
      // More may come of a connection that is given up.
      request.on('error', (error: NodeJS.ErrnoException) => {
        resolve({problem: error.code === undefined ? error.message : `${error.code}: ${error.message}`});
      });
      request.end();
    });
  },
});

/** Loaded by those who ask: Node's part for it takes as long to start as a tenth of a whole plan. */
const requestFor = async (protocol: string): Promise<typeof plainRequest> =>
  (protocol === 'https:' ? await import('node:https') : await import('node:http')).request;
