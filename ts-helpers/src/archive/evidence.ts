import {byName} from './byName.ts';
import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** That a backup was restored, and what came of it: who, when, what, how long, with which images. */
export const evidenceSchema = z.object({
  format: z.literal(1),
  project: z.string(),
  environment: z.string(),
  /** Of the archive. */
  bucket: z.string(),
  key: z.string(),
  size: count,
  /** SHA-256 of the object as it was downloaded. */
  sha256: z.string(),
  /** The moment that the backup is of. */
  at: z.string(),
  checkedAt: z.iso.datetime(),
  /** Build, or person, and machine. */
  by: z.string(),
  host: z.string(),
  verdict: z.enum(['proven', 'failed']),
  differences: z.array(z.string()),
  /**
   * Where the backup fails beyond its data, by this proof or by one before it: services, `ops/verify.sql`, AMOUNTS. What a proof has
   * not tried, it does not clear.
   */
  failsAt: z.optional(z.array(z.string())),
  /** Whether much less than in the last proven one would have been seen, or is meant. */
  amounts: z.optional(z.enum(['compared', 'accepted'])),
  /** What was compared. */
  servers: z.array(
    z.object({
      service: z.string(),
      kind: z.string(),
      version: z.string(),
      image: z.string(),
      imageId: z.string(),
      databases: z.array(
        z.object({
          name: z.string(),
          tables: count,
          rows: count,
          /** Where nothing was recorded that they could be compared with. */
          rowsByTable: z.optional(byName(count)),
        }),
      ),
    }),
  ),
  files: z.array(z.object({source: z.string(), entries: count, bytes: count})),
  /** Services of the project that were started on what was restored, and became healthy; or why none was. */
  services: z.object({healthy: z.array(z.string()), why: z.optional(z.string())}),
  /** Of ops/verify.sql, where there is one. */
  sql: z.optional(z.object({file: z.string(), said: z.array(z.string())})),
  /** Of servers of which every moment is kept: one was brought back, and read whole. */
  pointInTime: z.optional(
    z.array(
      z.object({
        service: z.string(),
        /** The moment that was asked for; undefined: the last. */
        until: z.optional(z.string()),
        /** The last change that came back. */
        reached: z.optional(z.string()),
        restoreMs: count,
        differences: z.array(z.string()),
        databases: z.array(z.object({name: z.string(), tables: count, rows: count})),
      }),
    ),
  ),
  /** Until all data was there, and until the project was up on it. */
  restoreMs: count,
  answeredMs: z.optional(count),
  durationMs: count,
  /** Of one that an older script left: nothing was recorded that it could be compared with. */
  older: z.optional(
    z.object({
      layout: z.string(),
      /** What it was by its bytes, from outside to inside. */
      layers: z.array(z.string()),
      said: z.string(),
      /** Users that it speaks of and does not make. */
      usersMade: z.array(z.string()),
    }),
  ),
});

export type Evidence = z.infer<typeof evidenceSchema>;
/** A server as it was at a moment. */
export type PointProof = NonNullable<Evidence['pointInTime']>[number];

/** With a signature over the evidence's canonical JSON, where there was a key for it. */
export const signedSchema = z.object({
  evidence: evidenceSchema,
  signature: z.optional(
    z.object({
      algorithm: z.literal('Ed25519'),
      /** SPKI, PEM. */
      publicKey: z.string(),
      /** Base64. */
      value: z.string(),
    }),
  ),
});

export type SignedEvidence = z.infer<typeof signedSchema>;

/** Undefined where a text is no evidence. */
export const signedIn = (text: string | undefined): SignedEvidence | undefined => {
  if (text === undefined) return undefined;
  try {
    return z.safeParse(signedSchema, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** Of `failsAt`: there is much less of something than in the last proven one. */
export const AMOUNTS = 'how much it holds';

/** At what it failed before, and what a proof since has not tried. */
export const openAfter = (
  {failsAt = []}: Evidence,
  {services, sql, amounts}: Pick<Evidence, 'services' | 'sql' | 'amounts'>,
): string[] => {
  const tried = [
    ...services.healthy,
    ...(sql === undefined ? [] : [sql.file]),
    ...(amounts === undefined ? [] : [AMOUNTS]),
  ];
  return failsAt.filter(what => !tried.includes(what));
};

/** What a proof has tried besides comparing, a word each. */
export const triedIn = ({evidence, signature}: SignedEvidence): string[] => {
  const {services, sql, pointInTime = []} = evidence;
  return [
    ...services.healthy.map(service => `${service} came up`),
    ...(sql === undefined ? [] : [sql.file]),
    ...pointInTime.map(({service}) => `any moment of ${service}`),
    ...(signature === undefined ? [] : ['signed']),
  ];
};

/** Whether one tells of the same bytes, and has tried all that the other has, and more, and fails at all that it does; or of a moment that is lost, and the other has not looked. */
export const isFuller = (one: SignedEvidence, other: SignedEvidence): boolean => {
  const [more, less] = [triedIn(one), triedIn(other)];
  const isSame = one.evidence.key === other.evidence.key && one.evidence.sha256 === other.evidence.sha256;
  const [open, opened] = [one.evidence.failsAt ?? [], other.evidence.failsAt ?? []];
  if (opened.some(what => !open.includes(what))) return false;
  const isMore = more.length > less.length && less.every(what => more.includes(what));
  return isSame && (isMore || lost(one).some(service => !moments(other).includes(service)));
};

const moments = ({evidence: {pointInTime = []}}: SignedEvidence): string[] =>
  pointInTime.map(({service}) => service);

const lost = ({evidence: {pointInTime = []}}: SignedEvidence): string[] =>
  pointInTime.filter(({differences}) => differences.length > 0).map(({service}) => service);

/** The same text whatever the order of keys: what is signed. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
};
