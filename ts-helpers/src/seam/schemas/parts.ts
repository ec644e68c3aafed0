import * as z from 'zod/mini';

// What the CLI writes, to the last field: what no schema has is not written. How it takes that back, loose.ts says.
export const text = z.string();
export const time = text.check(z.refine(given => !Number.isNaN(Date.parse(given)), 'must be a time'));
export const maybe = z.optional;
export const texts = z.array(text);
export const count = z.number();
export const flag = z.boolean();
export const yes = z.literal(true);

export const person = z.strictObject({name: text, email: text});

export const warning = z.strictObject({code: text, message: text, remedy: text});

const commit = z.strictObject({
  id: text,
  author: person,
  subject: text,
  coAuthors: maybe(z.array(person)),
  mergedBy: maybe(person),
  isMerge: flag,
  files: texts,
});

export const changes = z.strictObject({
  since: z.nullable(text),
  commits: z.array(commit),
  more: flag,
  settings: z.array(
    z.strictObject({file: text, setting: text, before: z.nullable(text), after: z.nullable(text)}),
  ),
  isNew: flag,
  compareUrl: maybe(text),
});
