import * as z from 'zod/mini';
import {count, flag, maybe, text, texts, time, yes} from './parts.ts';

export const failedTest = z.strictObject({
  name: text,
  message: text,
  file: maybe(text),
  details: maybe(text),
  isPrinted: maybe(yes),
});

const service = z.strictObject({
  service: text,
  state: text,
  health: maybe(z.enum(['starting', 'healthy', 'unhealthy'])),
  exitCode: maybe(count),
  outOfMemory: maybe(flag),
  restarts: maybe(count),
  image: maybe(text),
  startedAt: maybe(time),
  healthOutput: maybe(text),
  healthExitCode: maybe(count),
  healthCommand: maybe(text),
  addresses: maybe(texts),
  isReadOnly: maybe(flag),
  networkOf: maybe(z.enum(['host', 'container'])),
  log: maybe(texts),
});

const suspect = z.strictObject({
  commit: text,
  file: text,
  line: maybe(count),
  weight: count,
  why: text,
  diff: maybe(texts),
});

const ownFile = z.strictObject({
  name: text,
  path: text,
  commit: maybe(text),
  now: maybe(text),
  begins: maybe(text),
  isWindows: maybe(yes),
  windowsBy: maybe(text),
  ignoredAt: maybe(text),
  near: maybe(text),
  isPackage: maybe(yes),
  namedIn: maybe(texts),
});

const host = z.strictObject({
  name: text,
  disk: z.strictObject({path: text, free: count, total: count}),
  memory: z.strictObject({free: count, total: count}),
  load: z.tuple([count, count, count]),
  processors: count,
});

/** What an error goes by. */
export const evidence = z.strictObject({
  log: maybe(z.strictObject({source: text, lines: texts})),
  services: maybe(z.array(service)),
  failedTests: maybe(z.array(failedTest)),
  paths: maybe(texts),
  behind: maybe(texts),
  removed: maybe(z.array(z.strictObject({service: text, namedAt: texts}))),
  mounted: maybe(z.array(z.strictObject({named: text, path: text}))),
  remains: maybe(z.union([z.strictObject({project: text}), z.strictObject({log: text})])),
  denied: maybe(z.array(z.strictObject({named: text, path: text, isMounted: flag}))),
  instruction: maybe(z.strictObject({file: text, line: count, lines: texts})),
  unequal: maybe(z.strictObject({database: text, other: text})),
  unsent: maybe(z.strictObject({service: text, held: texts, database: maybe(text)})),
  passwordAt: maybe(text),
  localhostAt: maybe(z.strictObject({service: text, setting: text})),
  suspects: maybe(z.array(suspect)),
  own: maybe(z.array(ownFile)),
  host: maybe(host),
});
