import * as z from 'zod/mini';

/** A setting with its documentation: the reference and the JSON Schema for editors are generated from it. */
export const described = <T extends z.ZodMiniType>(
  schema: T,
  description: string,
  ...examples: z.input<T>[]
): z.ZodMiniOptional<T> =>
  z.optional(schema.check(z.meta({description, ...(examples.length > 0 && {examples})})) as T);

export const minutes = z
  .number({error: 'must be a number of minutes'})
  .check(z.positive('must be more than 0'));
export const text = z.string({error: 'must be a text'}).check(z.minLength(1, 'must not be empty'));
export const environment = text.check(
  z.regex(/^[a-z][a-z0-9]*$/, 'must be a word of lower-case letters and digits'),
);
export const channel = text.check(
  z.regex(/^#?[\p{L}\p{N}_-]{1,80}$/u, "must be a channel's name, like #shop, or its id"),
);
export const domain = text.check(
  z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be a domain, like example.org'),
);
