import * as z from 'zod/mini';
import {changes, count, flag, maybe, person, text, texts, yes} from './parts.ts';

export const build = z.strictObject({
  project: text,
  branch: z.nullable(text),
  environment: maybe(text),
  because: text,
  commit: z.nullable(text),
  dirty: maybe(flag),
  author: maybe(person),
  subject: maybe(text),
  change: maybe(text),
  changeBranch: maybe(text),
  startedAt: maybe(text),
  job: maybe(text),
  buildNumber: maybe(count),
  buildUrl: maybe(text),
});

export const credential = z.strictObject({
  id: text,
  kind: z.enum(['file', 'string']),
  variable: text,
  isRare: maybe(yes),
});

export const stage = z.strictObject({
  name: text,
  verb: z.enum(['test', 'deploy', 'preview', 'backup', 'verify', 'restore', 'refresh']),
  arguments: texts,
  agents: texts,
  timeLimitMinutes: count,
  credentials: z.array(credential),
});

export const mail = z.strictObject({
  from: maybe(text),
  when: z.enum(['fallback', 'always', 'never']),
  domains: texts,
  addresses: texts,
});

/** What `plan` leaves, and Jenkins walks. */
export const planSchema = z.strictObject({
  build,
  groups: z.array(z.strictObject({milestones: z.array(count), stages: z.array(stage)})),
  notify: z.strictObject({agents: texts, credentials: z.array(credential)}),
  byTimer: maybe(yes),
  timer: maybe(text),
  notes: texts,
  slack: z.strictObject({channel: maybe(text), defaultChannel: maybe(text), direct: maybe(flag)}),
  mail: maybe(mail),
  changes: maybe(changes),
});
