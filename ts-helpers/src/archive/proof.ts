import * as z from 'zod/mini';
import type {KeptArchive} from './inventory.ts';
import {readManifest} from './manifestRead.ts';

const count = z.int().check(z.nonnegative());

/** What of the evidence beside an archive is shown with it. */
const proofSchema = z.object({
  evidence: z.object({
    key: z.string(),
    size: count,
    checkedAt: z.string(),
    durationMs: count,
    restoreMs: count,
    answeredMs: z.optional(count),
    failsAt: z.optional(z.array(z.string())),
    pointInTime: z.optional(z.array(z.object({restoreMs: count, differences: z.array(z.string())}))),
  }),
});

export type Proof = z.infer<typeof proofSchema>['evidence'];

/** Undefined where a text is no evidence: that is worth no failure of who only lists. */
export const proofIn = (text: string | undefined): Proof | undefined => dataIn(proofSchema, text)?.evidence;

/** What calls itself its evidence may be damaged, or of another one: then nothing is proven. */
export const doubted = <T extends Pick<KeptArchive, 'key' | 'size' | 'verdict'>>(
  archive: T,
  proof: Proof | undefined,
): T => {
  const isIts = proof?.key === archive.key && proof.size === archive.size;
  return archive.verdict === 'failed' || isIts ? archive : {...archive, verdict: 'unproven'};
};

const manifestWordSchema = z.object({
  recipients: z.optional(z.array(z.string())),
  /** How many the project wants kept. */
  keep: z.optional(z.object({daily: count, weekly: count, monthly: count})),
  pitr: z.optional(z.array(z.object({service: z.string(), stanza: z.string()}))),
});

/** What of a manifest counts for who only lists. */
export type ManifestWord = z.infer<typeof manifestWordSchema>;

/** Undefined where a text is no manifest. Of one of a later version counts what is still called so. */
export const manifestWordIn = (text: string | undefined): ManifestWord | undefined => {
  if (text === undefined) return undefined;
  const read = readManifest(text);
  if (read.is === 'broken') return undefined;
  return read.is === 'newer' ? (dataIn(manifestWordSchema, text) ?? {}) : wordOf(read.manifest);
};

/** Apart from what else it tells, which would stay in memory with it. */
const wordOf = ({recipients, keep, pitr}: ManifestWord): ManifestWord => ({
  ...(recipients && {recipients}),
  ...(keep && {keep}),
  ...(pitr && {pitr}),
});

const dataIn = <T>(schema: z.ZodMiniType<T>, text: string | undefined): T | undefined => {
  if (text === undefined) return undefined;
  try {
    return z.safeParse(schema, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};
