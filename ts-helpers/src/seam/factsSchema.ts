import * as z from 'zod/mini';
import type {Facts} from './facts.ts';
import type {Memory} from './memory.ts';
import {loose} from './schemas/loose.ts';
import {first, memory} from './schemas/notifyResultSchema.ts';
import {count, flag, maybe, text, texts, yes} from './schemas/parts.ts';
import {build, mail, planSchema, stage} from './schemas/planSchema.ts';
import {stageResultSchema} from './schemas/stageResultSchema.ts';

// What the library writes, and what the CLI has written in earlier stages and builds. Only what is read counts.
const jenkins = z.looseObject({
  jobName: text,
  buildNumber: count,
  buildUrl: maybe(text),
  branchName: maybe(z.nullable(text)),
  changeId: maybe(z.nullable(text)),
  changeBranch: maybe(z.nullable(text)),
  previousResult: maybe(z.nullable(text)),
  triggers: maybe(texts),
  timer: maybe(
    z.nullable(
      z.looseObject({startedMs: count, otherDueMs: maybe(z.nullable(count)), offsetMinutes: z.number()}),
    ),
  ),
});

/** Of a plan what the notifier reads; the rest is for Jenkins. */
const plan = () =>
  z.object({
    build: z.omit(build, {because: true}),
    groups: z.array(z.object({stages: z.array(z.pick(stage, {name: true, verb: true, arguments: true}))})),
    byTimer: maybe(yes),
    slack: planSchema.shape.slack,
    mail: maybe(z.partial(mail)),
    changes: planSchema.shape.changes,
  });

/** As it is taken back, made once there is any: most stages are told neither plan nor results. */
const back = (written: () => z.core.$ZodType) => maybe(z.lazy(() => loose(written())));

const mishap = z.looseObject({
  stage: text,
  during: z.enum(['options', 'node', 'checkout', 'step']),
  exception: text,
  causes: maybe(texts),
});

const operation = z.looseObject({
  parameters: maybe(z.record(text, z.union([text, flag]))),
  by: maybe(text),
  deployed: maybe(z.looseObject({project: text, instance: maybe(text), environment: text})),
});

export const factsSchema = z.looseObject({
  seam: maybe(count),
  jenkins: maybe(jenkins),
  scm: maybe(z.record(text, z.nullable(text))),
  operation: maybe(operation),
  options: maybe(z.record(text, z.unknown())),
  checkedOut: maybe(text),
  timer: maybe(flag),
  beside: maybe(text),
  log: maybe(texts),
  plan: back(plan),
  results: back(() => z.array(stageResultSchema)),
  mishaps: maybe(z.array(mishap)),
  running: maybe(texts),
  first: back(() => first),
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
  return {...(rest as Facts), ...(fits(left) && {memory: left as Memory})};
};

const fits = (left: unknown): boolean => left !== undefined && loose(memory).safeParse(left).success;
