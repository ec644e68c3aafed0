import {besideKey, pastKey} from '../archive/key.ts';
import {UserError} from '../errors/userError.ts';
import {
  canonical,
  type Evidence,
  isFuller,
  type PointProof,
  signedIn,
  type SignedEvidence,
} from '../archive/evidence.ts';
import {type Manifest, rowsIn} from '../archive/manifest.ts';
import type {ObjectStore} from '../outside/s3.ts';
import type {Signature} from '../outside/signing.ts';
import type {Proof} from './prove.ts';

export interface EvidenceFacts {
  bucket: string;
  key: string;
  size: number;
  manifest: Manifest;
  proof: Proof;
  checkedAt: Date;
  by: string;
  host: string;
  durationMs: number;
  /** Why no service was started. */
  why: string | undefined;
  moments: PointProof[];
}

/** What is kept of a proof, and shown to clients. */
export const evidenceOf = ({
  bucket,
  key,
  size,
  manifest,
  proof,
  checkedAt,
  by,
  host,
  durationMs,
  why,
  moments,
}: EvidenceFacts): Evidence => {
  const {project, environment, at, servers, files} = proof.downloaded?.manifest ?? manifest;
  const {differences: others, shrunk, healthy, images, restoreMs, answeredMs, sql, downloaded} = proof;
  const differences = [...others, ...shrunk];
  return {
    format: 1,
    project,
    environment,
    bucket,
    key,
    size: downloaded?.size ?? size,
    sha256: downloaded?.sha256 ?? '',
    at,
    checkedAt: checkedAt.toISOString(),
    by,
    host,
    verdict: differences.length === 0 ? 'proven' : 'failed',
    differences: differences.slice(0, MOST_TOLD),
    servers: servers.map(server => comparedServer(server, images)),
    files: files.map(({source, entries, bytes}) => ({source, entries, bytes})),
    services: {healthy, ...(healthy.length === 0 && why !== undefined && {why})},
    ...(moments.length > 0 && {pointInTime: moments}),
    ...(sql && {sql: {file: 'ops/verify.sql', said: sql.said}}),
    restoreMs,
    ...(answeredMs !== undefined && {answeredMs}),
    durationMs,
  };
};

const comparedServer = (
  {service, kind, version, image, databases}: Manifest['servers'][number],
  images: Proof['images'],
): Evidence['servers'][number] => ({
  service,
  kind,
  version,
  image,
  imageId: images[service] ?? '',
  databases: databases.map(({name, tables}) => ({
    name,
    tables: Object.keys(tables).length,
    rows: rowsIn(tables),
  })),
});

const MOST_TOLD = 50;

export interface KeepNeeds {
  sign: ((text: string) => Promise<Signature>) | undefined;
  store: Pick<ObjectStore, 'create' | 'head' | 'readText' | 'replace'>;
}

/**
 * Beside its archive, for whoever asks what came of it last. What was there is kept under its time; one that has tried more, and came to
 * the same, keeps its place.
 */
export const keepEvidence = async (evidence: Evidence, {sign, store}: KeepNeeds): Promise<void> => {
  const {key: archive, verdict} = evidence;
  const signature = await sign?.(canonical(evidence));
  const signed: SignedEvidence = {evidence, ...(signature && {signature})};
  const key = besideKey(archive, verdict);
  const text = await store.readText(key);
  const before = signedIn(text);
  if (before !== undefined && isFuller(before, signed) && (await isLast(archive, verdict, store))) {
    await keepPast(textOf(signed), evidence, store);
    return;
  }
  // As it is: something that is not known here may be signed with it.
  if (text !== undefined && before !== undefined) await keepPast(text, before.evidence, store);
  await store.replace(key, textOf(signed));
};

const textOf = (signed: SignedEvidence): string => `${JSON.stringify(signed, null, 2)}\n`;

/** Nothing else was said of the archive since. */
const isLast = async (
  archive: string,
  verdict: Evidence['verdict'],
  {head}: Pick<ObjectStore, 'head'>,
): Promise<boolean> => {
  const [own, other, object] = await Promise.all([
    head(besideKey(archive, verdict)),
    head(besideKey(archive, verdict === 'proven' ? 'failed' : 'proven')),
    head(archive),
  ]);
  const since = own?.modifiedAt ?? new Date(0);
  return [other, object].every(one => one === undefined || one.modifiedAt < since);
};

const keepPast = async (
  text: string,
  {key, verdict: what, checkedAt}: Evidence,
  {create}: Pick<ObjectStore, 'create'>,
): Promise<void> => {
  const at = new Date(checkedAt);
  try {
    await create(pastKey(key, {what, at}), text, {contentType: 'application/json', now: at});
  } catch (error) {
    // Another proof has kept it at the same time.
    if (!(error instanceof UserError && error.code === 'BACKUP_EXISTS')) throw error;
  }
};
