import * as z from 'zod/mini';
import {backup, proof, restored} from './backupSchema.ts';
import {evidence, failedTest} from './evidenceSchema.ts';
import {changes, count, flag, maybe, person, text, texts, time, warning} from './parts.ts';

const about = z.strictObject({project: maybe(text), environment: maybe(text), isLaptop: maybe(flag)});

const transcript = z.strictObject({
  lines: z.array(z.strictObject({number: count, text})),
  total: count,
});

/** What a stage leaves, and a plan that failed. */
export const stageResultSchema = z.strictObject({
  stage: text,
  // Nobody can go on with another one.
  outcome: z.literal(['passed', 'failed', 'superseded', 'skipped']),
  startedAt: time,
  durationMs: count,
  about: maybe(about),
  error: maybe(z.strictObject({...warning.shape, where: maybe(text), exitCode: count, evidence})),
  junit: maybe(texts),
  tests: maybe(z.strictObject({total: count, failed: count, skipped: count})),
  failedTests: maybe(z.array(failedTest)),
  urls: maybe(texts),
  composeProject: maybe(text),
  changes: maybe(texts),
  planned: maybe(texts),
  left: maybe(text),
  undone: maybe(text),
  warnings: maybe(z.array(warning)),
  backup: maybe(backup),
  proof: maybe(proof),
  restored: maybe(restored),
  pruned: maybe(texts),
  head: maybe(z.strictObject({commit: text, subject: text, author: person, changes: maybe(changes)})),
  log: maybe(transcript),
});
