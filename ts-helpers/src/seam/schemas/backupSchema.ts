import * as z from 'zod/mini';
import {count, maybe, text, texts, time} from './parts.ts';

const moment = z.strictObject({
  service: text,
  until: maybe(time),
  reached: maybe(text),
  restoreMs: count,
  differences: texts,
  databases: z.array(z.strictObject({name: text, tables: count, rows: count})),
});

export const proof = z.strictObject({
  bucket: text,
  key: text,
  verdict: z.literal(['proven', 'failed']),
  differences: texts,
  restoreMs: count,
  answeredMs: maybe(count),
  durationMs: count,
  isOlder: maybe(z.literal(true)),
  moments: maybe(z.array(moment)),
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

export const restored = z.strictObject({
  source: z.optional(z.strictObject({bucket: z.optional(z.string()), key: z.string(), at: z.string()})),
  databases: z.int(),
  folders: z.int(),
  rows: z.int(),
  notCompared: z.optional(z.string()),
  held: z.optional(
    z.array(z.strictObject({service: z.string(), name: z.string(), tables: z.int(), rows: z.int()})),
  ),
  masked: z.optional(z.int()),
  kept: z.array(z.string()),
  leftAlone: z.optional(z.array(z.string())),
  loadMs: z.number(),
  downMs: z.number(),
});
