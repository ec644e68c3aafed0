import {lookup, Resolver} from 'node:dns/promises';
import {request as plainRequest} from 'node:http';
import {request as secureRequest} from 'node:https';
import type {LookupFunction} from 'node:net';

export interface Sent {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
}

/** POSTs to an address; redirects are not followed. Nothing of it goes on once the signal is aborted. */
export const send = (url: string, body: string | Uint8Array, signal: AbortSignal): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const begin = new URL(url).protocol === 'https:' ? secureRequest : plainRequest;
    const request = begin(url, {
      method: 'POST',
      // No connection is kept for later.
      agent: false,
      headers: {'user-agent': 'countable-pipeline', 'content-type': 'application/x-sentry-envelope'},
      lookup: lookupUntil(signal),
      signal,
    });
    request.once('response', response => {
      // What else it says may go on for ever.
      response.destroy();
      resolve({status: response.statusCode ?? 0, headers: response.headers});
    });
    request.on('error', reject);
    request.end(body);
  });

/**
 * The system's own look-up cannot be ended: where no name server answers, a process waits for it before it can exit, for
 * half a minute and longer. It is asked only for names that no server knows, those of /etc/hosts.
 */
const lookupUntil =
  (signal: AbortSignal): LookupFunction =>
  (host, _, callback) => {
    addressesOf(host, signal).then(
      addresses => {
        callback(null, addresses);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, []);
      },
    );
  };

const addressesOf = async (
  host: string,
  signal: AbortSignal,
): Promise<{address: string; family: number}[]> => {
  const resolver = new Resolver();
  signal.addEventListener('abort', () => {
    resolver.cancel();
  });
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const found = [...withFamily(four, 4), ...withFamily(six, 6)];
  if (found.length > 0) return found;
  const codes = [four, six].map(codeOf);
  if (codes.every(code => code === 'ENOTFOUND' || code === 'ENODATA')) return lookup(host, {all: true});
  throw new Error(`The name ${host} cannot be resolved: ${codes.join(', ')}.`);
};

type Answer = PromiseSettledResult<string[]>;

const withFamily = (answer: Answer, family: 4 | 6): {address: string; family: number}[] =>
  answer.status === 'fulfilled' ? answer.value.map(address => ({address, family})) : [];

const codeOf = (answer: Answer): string | undefined =>
  answer.status === 'rejected' ? (answer.reason as NodeJS.ErrnoException).code : undefined;
