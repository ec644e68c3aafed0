import {readFileSync} from 'node:fs';
import path from 'node:path';
import {getHttpOperationsFromSpec} from '@stoplight/prism-http';
import {createClientFromOperations, type PrismHttp} from '@stoplight/prism-http/dist/client.js';
import {specsFolder} from '../../../script/vendors/folder.ts';

/** A request as it came in. */
export interface ReceivedRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What is wrong with a request by the vendor's own document; empty when nothing is. */
export type Check = (request: ReceivedRequest) => Promise<string[]>;

export {hasDocument as hasSpec} from '../../../script/vendors/folder.ts';

/** Loads those paths of a document: all of them would take seconds. */
export const checkBy = async (name: string, paths: readonly string[]): Promise<Check> => {
  const document = JSON.parse(readFileSync(path.join(specsFolder(), name), 'utf8')) as {paths: object};
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([key]) => paths.includes(key)));
  const prism = createClientFromOperations(await getHttpOperationsFromSpec(document), {
    mock: {dynamic: false},
    validateRequest: true,
    validateResponse: false,
    checkSecurity: true,
    errors: false,
    isProxy: false,
    upstreamProxy: undefined,
    logger: silent,
  });
  return request => violations(prism, request);
};

const violations = async (prism: PrismHttp, {method, path: url, headers, body}: ReceivedRequest) => {
  try {
    const lowered = method.toLowerCase() as 'post';
    const sent = headers['content-type'] === 'application/json' ? (JSON.parse(body) as object) : body;
    const {violations: found} = await prism.request(url, {method: lowered, headers, body: sent});
    return found.input.map(({path: place, message}) => `${method} ${url} ${place?.join('.')}: ${message}`);
  } catch (error) {
    return [`${method} ${url}: ${(error as Error).message}`];
  }
};

type Logger = NonNullable<Parameters<typeof createClientFromOperations>[1]['logger']>;

/** What Prism would say of every request. */
const mute = () => undefined;
const silent = Object.assign(
  {child: () => silent},
  Object.fromEntries(
    ['trace', 'debug', 'info', 'success', 'warn', 'error', 'fatal'].map(level => [level, mute]),
  ),
) as unknown as Logger;
