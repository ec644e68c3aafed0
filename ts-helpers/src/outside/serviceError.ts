import {type ErrorCode, type ErrorDetails, UserError} from '../errors/userError.ts';
import {NameUnresolved} from './names.ts';
import {AnswerTooLong} from './boundedFetch.ts';

/** A service did not do its part. */
export class ServiceError extends UserError {
  /** It may have done what it was asked for before it failed to say so. */
  readonly mayBeDone: boolean;
  /** Of its answer, where there was one. */
  readonly status: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    {mayBeDone = false, status, ...details}: ErrorDetails & {mayBeDone?: boolean; status?: number},
  ) {
    super(code, message, details);
    this.mayBeDone = mayBeDone;
    this.status = status;
  }
}

export const failing = (
  service: string,
  {status, url, mayBeDone}: {status: number; url: string; mayBeDone: boolean},
) =>
  new ServiceError('SERVICE_UNREACHABLE', `${service} is in trouble: it answers with status ${status}.`, {
    where: url,
    mayBeDone,
    status,
  });

/** Nothing was sent when there was nobody to send it to. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** What comes back where TLS was begun is no TLS. */
const NO_TLS = /wrong.version.number|packet.length.too.long/i;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;

export const translated = (
  error: Error,
  {
    service,
    url,
    urlFrom,
    mayBeDone,
    timeoutMs,
  }: {
    service: string;
    url: string;
    urlFrom: string;
    mayBeDone: boolean;
    timeoutMs: number;
  },
): ServiceError => {
  if (error instanceof AnswerTooLong) {
    const message = `What answers at ${url} is not ${service}: ${error.message}`;
    return new ServiceError('NOT_THE_SERVICE', message, {where: urlFrom, cause: error});
  }
  const cause = (error.cause ?? error) as NodeJS.ErrnoException;
  const code = cause.code ?? '';
  const details = {where: url, cause: error, mayBeDone: mayBeDone && !NEVER_SENT.has(code)};
  if (error.name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new ServiceError(
      'SERVICE_TIMEOUT',
      `${service} did not answer within ${timeoutMs / 1000} s.`,
      details,
    );
  }
  if (CERTIFICATE.test(code)) {
    const message = `The certificate of ${url} is not trusted here: ${cause.message}.`;
    return new ServiceError('CERTIFICATE_UNTRUSTED', message, {...details, mayBeDone: false});
  }
  const {hostname} = new URL(url);
  if (code === 'EAI_AGAIN' || error instanceof NameUnresolved) {
    return new ServiceError('SERVICE_UNREACHABLE', `No name server answers where ${hostname} is.`, {
      ...details,
      mayBeDone: false,
      remedy: `See whether this machine has a network, and a name server that answers: getent hosts ${hostname}`,
    });
  }
  if (code === 'ENOTFOUND') {
    return new ServiceError('ADDRESS_UNKNOWN', `No host ${hostname} is found from this machine.`, {
      ...details,
      where: urlFrom,
      remedy: `Correct the address, or see whether this machine has a network and a name server: getent hosts ${hostname}`,
    });
  }
  if (NO_TLS.test(`${code} ${cause.message}`)) {
    const message = `${new URL(url).host} does not speak TLS, as https:// would have it.`;
    return new ServiceError('NOT_THE_SERVICE', message, {
      ...details,
      mayBeDone: false,
      where: urlFrom,
      remedy: `Correct the address or its port: what listens there speaks http at most, ${url.replace(/^https/, 'http')}`,
    });
  }
  if (code === 'ECONNREFUSED') {
    return new ServiceError('SERVICE_UNREACHABLE', `Nothing listens at ${new URL(url).host}: ${code}.`, {
      ...details,
      where: urlFrom,
      remedy: `See whether ${service} runs there, and whether the address and its port are right.`,
    });
  }
  // What fetch says of the ports that browsers keep away from.
  if (cause.message === 'bad port') {
    const {host, port} = new URL(url);
    return new ServiceError(
      'ADDRESS_UNKNOWN',
      `${host} cannot be asked: no HTTP is spoken at port ${port}.`,
      {
        ...details,
        mayBeDone: false,
        where: urlFrom,
        remedy: `Correct the address or its port: ${service} is behind another one.`,
      },
    );
  }
  if (code === 'UND_ERR_SOCKET' || error.message === 'terminated') {
    return new ServiceError('ANSWER_BROKEN', `${service} broke off in the middle of an answer.`, details);
  }
  return new ServiceError(
    'SERVICE_UNREACHABLE',
    `${service} cannot be reached: ${code || cause.message}.`,
    details,
  );
};
