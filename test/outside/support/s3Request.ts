import type {IncomingMessage} from 'node:http';
import {crc32} from 'node:zlib';

export type Operation =
  'put' | 'begin' | 'part' | 'complete' | 'abort' | 'head' | 'get' | 'list' | 'uploads' | 'delete';

export interface Asked {
  operation: Operation;
  key: string;
  /** How often this was asked of this key before, each part for itself. */
  before: number;
  part?: number;
  headers: IncomingMessage['headers'];
}

/** What it does instead of what it should. */
export type Reaction =
  /** As S3 says it; without a code and text of its own, an empty answer. */
  | {status: number; code?: string; message?: string; text?: string; headers?: Record<string, string>}
  /** Takes nothing of what is sent, and says nothing. */
  | 'hangs'
  /** Hangs up once so many bytes of the request, or of the answer, are through. */
  | {cutAfter: number}
  /** Stops in the middle of the answer, and keeps the line. */
  | {silentAfter: number}
  /** Does it, and hangs up before it says so. */
  | 'loses the answer'
  /** Gives the whole object, whatever part of it was asked for. */
  | 'ignores the range'
  | 'tells no length';

/** What of S3's interface is asked for. */
export const operationOf = (method: string, {searchParams: has, pathname}: URL): Operation => {
  if (method === 'POST') return has.has('uploads') ? 'begin' : 'complete';
  if (method === 'PUT') return has.has('partNumber') ? 'part' : 'put';
  if (method === 'DELETE') return has.has('uploadId') ? 'abort' : 'delete';
  if (method === 'HEAD') return 'head';
  if (pathname.split('/').filter(Boolean).length > 1) return 'get';
  return has.has('uploads') ? 'uploads' : 'list';
};

/** What somebody gave an object to keep with it. */
export const metadataOf = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), String(value)]] : [],
    ),
  );

/** As S3 has it. */
export const checksum = (content: Buffer): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(content));
  return bytes.toString('base64');
};
