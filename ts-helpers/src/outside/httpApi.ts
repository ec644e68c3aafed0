import {type ErrorCode, UserError} from '../errors/userError.ts';
import type {Clock} from './clock.ts';
import {requireNameServer} from './names.ts';
import {withoutCredentials} from '../secrets/remote.ts';
import {deadline} from './patience.ts';
import {boundedFetch} from './boundedFetch.ts';
import {pauseAskedFor} from './httpApi/pause.ts';
import {isSentOn, sentOn} from './httpApi/sentOn.ts';
import {failing, ServiceError, translated} from './serviceError.ts';

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT';
  /** Relative to the service's address, each part of it encoded. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** A body, with the type it is sent as. */
  body?: {type: string; text: string};
  headers?: Readonly<Record<string, string>>;
  /** What a token has to be allowed to do for this, in the service's own words. */
  needs: string;
  /** An answer that sends on to another address is one that says something. */
  maySendOn?: true;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** The HTTP interface of an outside service. */
export interface HttpApi {
  /**
   * The answer, where it is one that says something: below 500, and neither of 401, 403, 429, nor one that sends on to
   * another address, where nothing was done. What fails on its way is tried again, if trying again cannot do it twice.
   * Throws ServiceError, and the reason of the signal.
   */
  request(request: ApiRequest): Promise<ApiAnswer>;
}

export interface HttpApiOptions {
  /** As its users call it. */
  service: string;
  url: string;
  /** The setting or variable that holds the address, and the one that holds the token. */
  urlFrom: string;
  tokenFrom: string;
  headers: Readonly<Record<string, string>>;
  clock: Pick<Clock, 'now' | 'elapsed' | 'wait'>;
  signal: AbortSignal;
  /** For one answer. */
  timeoutMs?: number;
  /** In all, for trying again and for services that ask to wait. */
  patienceMs?: number;
}

const TIMEOUT_MS = 10_000;
const PAUSES_MS = [500, 1_500];
const PATIENCE_MS = 30_000;

/** Throws BAD_SETTING where the address is none. */
export const createHttpApi = (options: HttpApiOptions): HttpApi => {
  const {clock, signal, service, url, urlFrom} = options;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UserError(
      'BAD_SETTING',
      `${JSON.stringify(url.slice(url.lastIndexOf('@') + 1))} is no address of ${service}.`,
      {
        where: urlFrom,
        remedy: `Write all of it, with https:// or http:// in front, as in https://${service.toLowerCase()}.example.org/.`,
      },
    );
  }
  requireNobody(options);
  requireHeaders(options);
  const send = sender(options);
  let patience = options.patienceMs ?? PATIENCE_MS;

  const wait = async (pause: number): Promise<void> => {
    patience -= pause;
    await clock.wait(pause);
  };

  /** Every turn costs patience, so that it ends. */
  const attempt = async (request: ApiRequest, pauses: readonly number[]): Promise<ApiAnswer> => {
    const begun = clock.elapsed();
    let answer: ApiAnswer;
    try {
      answer = await send(request);
    } catch (error) {
      patience -= clock.elapsed() - begun;
      const [pause, ...later] = pauses;
      const isWorthIt = pause !== undefined && pause <= patience;
      if (!(error instanceof ServiceError) || !isWorthIt || !isRepeatable(error)) throw error;
      await wait(pause);
      return attempt(request, later);
    }
    if (answer.status !== 429) return answer;
    patience -= clock.elapsed() - begun;
    const pause = pauseAskedFor(answer.headers, clock.now());
    if (pause > patience) throw busy(options, pause);
    await wait(pause);
    return attempt(request, pauses);
  };

  return {
    async request(request) {
      signal.throwIfAborted();
      const answer = await attempt(request, PAUSES_MS);
      if (answer.status === 401) throw tokenRefused(options);
      if (answer.status === 403) throw scopeMissing(options, request, answer);
      if (isSentOn(answer) && !request.maySendOn) throw sentOn(answer, options);
      return answer;
    },
  };
};

/** Whoever asks is who the token says; fetch takes no user in an address, and would print it. */
const requireNobody = ({service, url, urlFrom, tokenFrom}: HttpApiOptions): void => {
  const {username, password} = new URL(url);
  if (username === '' && password === '') return;
  throw new UserError('BAD_SETTING', `The address of ${service} has a user or a password in it.`, {
    where: urlFrom,
    remedy: `Take them out, with the @, and leave it to ${tokenFrom} to say who asks: ${withoutCredentials(url)}`,
  });
};

/** A credential with a line break within, a wrong one therefore, is refused by name and not with its content. */
const requireHeaders = ({service, headers, tokenFrom}: HttpApiOptions): void => {
  try {
    new Headers(headers);
  } catch {
    const message = `What is to be the token of ${service} has letters that no token has.`;
    throw new ServiceError('TOKEN_REFUSED', message, {where: tokenFrom});
  }
};

/** The data of an answer in JSON. Throws NOT_THE_SERVICE or ANSWER_BROKEN. */
export const dataOf = <T>(answer: ApiAnswer, options: HttpApiOptions): T => {
  const {text, headers} = answer;
  const {service, url, urlFrom} = options;
  const type = headers.get('content-type') || (text.trim() === '' ? 'nothing' : 'something without a type');
  if (isSentOn(answer)) throw sentOn(answer, options);
  if (!/\bjson\b/.test(type)) {
    const message = `${url} answers with ${type.split(';')[0] ?? type}, not as ${service} does.`;
    throw new ServiceError('NOT_THE_SERVICE', message, {where: urlFrom});
  }
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new ServiceError('ANSWER_BROKEN', `${service} broke off in the middle of an answer.`, {
      where: url,
      cause,
    });
  }
};

const sender =
  ({service, url, urlFrom, headers, signal, timeoutMs = TIMEOUT_MS}: HttpApiOptions) =>
  async ({method = 'GET', path, query, body, headers: own}: ApiRequest): Promise<ApiAnswer> => {
    const address = new URL(path, url.endsWith('/') ? url : `${url}/`);
    for (const [name, value] of Object.entries(query ?? {})) address.searchParams.append(name, value);
    const mayBeDone = method === 'POST';
    const limit = deadline(signal, timeoutMs, tookTooLong);
    try {
      const response = await boundedFetch(address, {
        method,
        headers: {
          'user-agent': 'countable-pipeline',
          ...headers,
          ...own,
          ...(body && {'content-type': body.type}),
        },
        ...(body && {body: body.text}),
        // A token is for the address it was given for, and for no other.
        redirect: 'manual',
        signal: limit.signal,
      });
      const text = await response.text();
      const {status} = response;
      if (status >= 500) throw failing(service, {status, url, mayBeDone});
      return {status, headers: response.headers, text};
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ServiceError) throw error;
      throw translated(await named(error as Error, address), {service, url, urlFrom, mayBeDone, timeoutMs});
    } finally {
      limit.clear();
    }
  };

/** Waiting for a name server looks like waiting for the service. */
const named = async (error: Error, {hostname}: URL): Promise<Error> => {
  if (error.name !== 'TimeoutError') return error;
  try {
    await requireNameServer(hostname, {patienceMs: NAME_MS});
    return error;
  } catch (unnamed) {
    return unnamed as Error;
  }
};

const NAME_MS = 1_000;

const tookTooLong = (): Error => new DOMException('It took too long.', 'TimeoutError');

const REPEATABLE = new Set<ErrorCode>(['SERVICE_UNREACHABLE', 'SERVICE_TIMEOUT', 'ANSWER_BROKEN']);

const isRepeatable = ({code, mayBeDone}: ServiceError): boolean => REPEATABLE.has(code) && !mayBeDone;

const busy = ({service, url}: HttpApiOptions, pause: number): ServiceError =>
  new ServiceError('SERVICE_BUSY', `${service} takes no more requests for ${Math.ceil(pause / 1000)} s.`, {
    where: url,
  });

const tokenRefused = ({service, tokenFrom}: HttpApiOptions): ServiceError =>
  new ServiceError('TOKEN_REFUSED', `${service} does not accept the token.`, {where: tokenFrom});

const LONGEST_REASON = 200;

const scopeMissing = (
  {service, tokenFrom}: HttpApiOptions,
  {needs}: ApiRequest,
  {text}: ApiAnswer,
): ServiceError =>
  new ServiceError('SCOPE_MISSING', `${service} does not let the token do this${reasonIn(text)}.`, {
    where: tokenFrom,
    remedy: `Give the token the permission ${needs}.`,
  });

/** What Sentry and Jenkins say in words, where they do. */
const reasonIn = (text: string): string => {
  try {
    const {detail} = JSON.parse(text) as {detail?: unknown};
    return typeof detail === 'string' ? `: ${detail.slice(0, LONGEST_REASON).replace(/\.$/, '')}` : '';
  } catch {
    // A page for people says nothing that is not in its status.
    return '';
  }
};
