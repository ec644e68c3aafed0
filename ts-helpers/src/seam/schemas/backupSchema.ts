import * as z from 'zod/mini';
import {count, maybe, text, texts, time} from './parts.ts';

export const proof = z.strictObject({
  bucket: text,
  key: text,
  verdict: z.literal(['proven', 'failed']),
  differences: texts,
  restoreMs: count,
  answeredMs: maybe(count),
  durationMs: count,
  isOlder: maybe(z.literal(true)),
});

/** What a backup leaves. */
export const backup = z.strictObject({
  bucket: text,
  key: text,
  at: time,
  size: count,
  read: count,
  databases: count,
  tables: count,
  rows: count,
  files: count,
  recipients: count,
});
