import * as z from 'zod/mini';

const minutes = z.number().check(z.positive());
const environmentName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9]*$/, 'must be a word of lower-case letters and digits'));
const channel = z
  .string()
  .check(z.regex(/^#?[\p{L}\p{N}_-]{1,80}$|^[CG][A-Z0-9]{8,}$/u, 'must be a channel: #name or an id'));

const testSettings = z.union([
  z.literal('none'),
  z.strictObject({
    /** Service that runs the tests and whose exit code counts. Default: test. */
    service: z.optional(z.string()),
    /** Instead: a command to run by exec in `service`, through the container's sh. */
    command: z.optional(z.string()),
    /** JUnit XML: globs in the workspace, or absolute paths in the container. */
    junit: z.optional(z.union([z.string(), z.array(z.string())])),
  }),
]);

/** `countable.yml`, and the named arguments of `countablePipeline(...)`. Every key is optional. */
export const settingsSchema = z.strictObject({
  name: z.optional(z.string()),
  instance: z.optional(z.string()),
  branches: z.optional(z.record(z.string(), environmentName)),
  compose: z.optional(
    z.strictObject({
      file: z.optional(z.string()),
      environments: z.optional(z.record(environmentName, z.string())),
    }),
  ),
  test: z.optional(testSettings),
  agents: z.optional(z.record(environmentName, z.string())),
  slack: z.optional(z.strictObject({channel: z.optional(channel)})),
  health: z.optional(
    z.strictObject({
      /** Path that must answer with 2xx or 3xx. Without it any answer below 500 will do. */
      path: z.optional(z.string().check(z.startsWith('/'))),
      /** Whole address, when it is not a published port of this host. */
      url: z.optional(z.url()),
      /** Host header, for sites that refuse others. */
      host: z.optional(z.string()),
      /** How long services have to become healthy and the site to answer. */
      minutes: z.optional(minutes),
      none: z.optional(z.boolean()),
    }),
  ),
  timeouts: z.optional(
    z.strictObject({test: z.optional(minutes), deploy: z.optional(minutes), lock: z.optional(minutes)}),
  ),
  deployRoot: z.optional(z.string()),
});

export type SettingsLayer = z.infer<typeof settingsSchema>;
