import * as z from 'zod/mini';
import {count, maybe, person, text, texts} from './parts.ts';

const thread = z.strictObject({channel: text, ts: text});

const failure = z.strictObject({stage: text, code: text, message: text, fingerprint: text, tests: texts});

const build = z.strictObject({
  commit: text,
  at: text,
  build: maybe(count),
  url: maybe(text),
  verdict: z.enum(['green', 'red', 'unstable']),
  stages: z.array(z.strictObject({name: text, seconds: count})),
  failures: z.array(failure),
});

const breakage = z.strictObject({
  since: text,
  build: maybe(count),
  url: maybe(text),
  commit: text,
  builds: count,
  failures: z.array(failure),
  people: z.array(person),
  thread: maybe(thread),
  mail: maybe(text),
  mailSubject: maybe(text),
});

const row = z.strictObject({
  version: z.literal(1),
  branch: z.nullable(text),
  green: maybe(z.strictObject({commit: text, at: text, build: maybe(count)})),
  breakage: maybe(breakage),
  agents: maybe(texts),
  builds: z.array(build),
});

export const memory = z.strictObject({...row.shape, beside: maybe(row)});

export const first = z.strictObject({
  stages: texts,
  memory: maybe(memory),
  slack: maybe(z.strictObject({sentTo: text, message: thread, thread, direct: texts})),
  mail: maybe(z.strictObject({id: text, subject: text, mailedTo: texts})),
});

/** What `notify` leaves. */
export const notifyResultSchema = z.strictObject({
  told: z.nullable(z.enum(['failed', 'unstable', 'fixed', 'deployed', 'aborted', 'noticed'])),
  sentTo: maybe(text),
  direct: texts,
  mailedTo: texts,
  problems: texts,
  text: maybe(text),
  headline: maybe(text),
  reportFile: maybe(text),
  first: maybe(first),
});
