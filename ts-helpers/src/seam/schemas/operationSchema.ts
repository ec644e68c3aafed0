import * as z from 'zod/mini';
import {count, maybe, text, texts} from './parts.ts';
import {credential} from './planSchema.ts';

const parameter = z.strictObject({
  name: text,
  kind: z.enum(['choice', 'text', 'switch']),
  does: text,
  choices: maybe(texts),
});

const operation = z.strictObject({
  title: text,
  verb: text,
  shows: maybe(texts),
  does: maybe(texts),
  confirm: maybe(text),
  options: z.record(text, text),
  deployed: maybe(z.strictObject({project: text, instance: maybe(text), environment: text})),
  agents: texts,
  timeLimitMinutes: count,
  credentials: z.array(credential),
});

/** What `operation` leaves, and Jenkins carries out. */
export const operationSchema = z.strictObject({
  parameters: z.array(parameter),
  operation: maybe(operation),
});
