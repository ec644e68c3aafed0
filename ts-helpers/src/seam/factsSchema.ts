import * as z from 'zod/mini';
import type {Facts} from './facts.ts';
import type {Memory} from './memory.ts';

// What the library and its own earlier builds write. Only what is read counts: newer ones may say more.
const text = z.string();
const time = text.check(z.refine(given => !Number.isNaN(Date.parse(given)), 'must be a time'));
const maybe = z.optional;
const texts = z.array(text);
const count = z.number();

const person = z.looseObject({name: text, email: text});

const jenkins = z.looseObject({
  jobName: text,
  buildNumber: count,
  buildUrl: maybe(text),
  branchName: maybe(z.nullable(text)),
  changeId: maybe(z.nullable(text)),
  previousResult: maybe(z.nullable(text)),
  triggers: maybe(texts),
});

const failedTest = z.looseObject({
  name: text,
  message: text,
  file: maybe(text),
  details: maybe(text),
  isPrinted: maybe(z.literal(true)),
});

const host = z.looseObject({
  name: text,
  disk: z.looseObject({path: text, free: count, total: count}),
  memory: z.looseObject({free: count, total: count}),
  load: z.array(count),
  processors: count,
});

const service = z.looseObject({
  service: text,
  state: text,
  health: maybe(text),
  exitCode: maybe(count),
  outOfMemory: maybe(z.boolean()),
  restarts: maybe(count),
  image: maybe(text),
  startedAt: maybe(time),
  healthOutput: maybe(text),
  healthExitCode: maybe(count),
  healthCommand: maybe(text),
  addresses: maybe(texts),
  isReadOnly: maybe(z.boolean()),
  log: maybe(texts),
});

const suspect = z.looseObject({
  commit: text,
  file: text,
  line: maybe(count),
  weight: count,
  why: text,
  diff: maybe(texts),
});

const ownFile = z.looseObject({
  name: text,
  path: text,
  commit: maybe(text),
  now: maybe(text),
  begins: maybe(text),
  isWindows: maybe(z.boolean()),
  windowsBy: maybe(text),
  ignoredAt: maybe(text),
  near: maybe(text),
  isPackage: maybe(z.literal(true)),
  namedIn: maybe(texts),
});

const evidence = z.looseObject({
  log: maybe(z.looseObject({source: text, lines: texts})),
  services: maybe(z.array(service)),
  failedTests: maybe(z.array(failedTest)),
  paths: maybe(texts),
  denied: maybe(z.array(z.looseObject({named: text, path: text, isMounted: z.boolean()}))),
  instruction: maybe(z.looseObject({file: text, line: count, lines: texts})),
  unequal: maybe(z.looseObject({database: text, other: text})),
  unsent: maybe(z.looseObject({service: text, held: texts, database: maybe(text)})),
  passwordAt: maybe(text),
  localhostAt: maybe(z.looseObject({service: text, setting: text})),
  suspects: maybe(z.array(suspect)),
  own: maybe(z.array(ownFile)),
  host: maybe(host),
});

const warning = z.looseObject({code: text, message: text, remedy: text});

const commit = z.looseObject({
  id: text,
  author: person,
  subject: text,
  coAuthors: maybe(z.array(person)),
  mergedBy: maybe(person),
  isMerge: z.boolean(),
  files: texts,
});

const changes = z.looseObject({
  since: z.nullable(text),
  commits: z.array(commit),
  more: z.boolean(),
  isNew: z.boolean(),
  settings: z.array(
    z.looseObject({file: text, setting: text, before: z.nullable(text), after: z.nullable(text)}),
  ),
  compareUrl: maybe(text),
});

const stageResult = z.looseObject({
  stage: text,
  outcome: z.enum(['passed', 'failed', 'superseded', 'skipped']),
  startedAt: time,
  durationMs: count,
  about: maybe(z.looseObject({project: maybe(text), environment: maybe(text)})),
  error: maybe(z.looseObject({...warning.shape, where: maybe(text), exitCode: count, evidence})),
  junit: maybe(texts),
  tests: maybe(z.looseObject({total: count, failed: count, skipped: count})),
  failedTests: maybe(z.array(failedTest)),
  urls: maybe(texts),
  composeProject: maybe(text),
  left: maybe(text),
  undone: maybe(text),
  head: maybe(z.looseObject({commit: text, subject: text, author: person, changes: maybe(changes)})),
  warnings: maybe(z.array(warning)),
  log: maybe(z.looseObject({total: count, lines: z.array(z.looseObject({number: count, text}))})),
});

const stage = z.looseObject({name: text, verb: text, arguments: texts});

const plan = z.looseObject({
  build: z.looseObject({
    project: text,
    branch: z.nullable(text),
    commit: z.nullable(text),
    environment: maybe(text),
    author: maybe(person),
    subject: maybe(text),
  }),
  groups: z.array(z.looseObject({stages: z.array(stage)})),
  slack: z.looseObject({channel: maybe(text), defaultChannel: maybe(text), direct: maybe(z.boolean())}),
  mail: maybe(z.looseObject({from: maybe(text), when: maybe(text)})),
  changes: maybe(changes),
});

const failure = z.looseObject({stage: text, code: text, message: text, fingerprint: text, tests: texts});

const thread = z.looseObject({channel: text, ts: text});

const breakage = z.looseObject({
  since: text,
  commit: text,
  builds: count,
  failures: z.array(failure),
  people: z.array(person),
  thread: maybe(thread),
  mail: maybe(text),
  mailSubject: maybe(text),
});

const memory = z.looseObject({
  version: count,
  branch: z.nullable(text),
  green: maybe(z.looseObject({commit: text, at: text})),
  agents: maybe(texts),
  breakage: maybe(breakage),
  builds: z.array(
    z.looseObject({
      commit: text,
      at: text,
      verdict: text,
      stages: z.array(z.looseObject({name: text, seconds: count})),
      failures: z.array(failure),
    }),
  ),
});

const mishap = z.looseObject({
  stage: text,
  during: z.enum(['options', 'node', 'checkout', 'step']),
  exception: text,
  causes: maybe(texts),
});

const first = z.looseObject({
  stages: texts,
  memory: maybe(memory),
  slack: maybe(z.looseObject({sentTo: text, message: thread, thread, direct: texts})),
  mail: maybe(z.looseObject({id: text, subject: text, mailedTo: texts})),
});

export const factsSchema = z.looseObject({
  seam: maybe(count),
  jenkins: maybe(jenkins),
  scm: maybe(z.record(text, z.nullable(text))),
  options: maybe(z.record(text, z.unknown())),
  checkedOut: maybe(text),
  beside: maybe(text),
  log: maybe(texts),
  plan: maybe(plan),
  results: maybe(z.array(stageResult)),
  mishaps: maybe(z.array(mishap)),
  running: maybe(texts),
  first: maybe(first),
});

/**
 * The facts, if they have the shape that everybody counts on. Throws an Error that says where they have not. What an
 * earlier build left is another matter: where that is none, the build goes on as the first of its branch.
 */
export const checkedFacts = (given: unknown): Facts => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Error('it is no object');
  const {memory: left, ...rest} = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null),
  );
  const {success, error} = factsSchema.safeParse(rest);
  const [issue] = error?.issues ?? [];
  if (!success) throw new Error(`${issue?.path.join('.')}: ${issue?.message}`);
  return {...(rest as Facts), ...(memory.safeParse(left).success && {memory: left as Memory})};
};
