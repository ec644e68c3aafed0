import {AMOUNTS, type Evidence, type PointProof} from '../archive/evidence.ts';
import {type Manifest, rowsIn} from '../archive/manifest.ts';
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
  /** Whether it was looked at how much it holds beside the last proven one. */
  amounts: Evidence['amounts'];
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
  amounts,
  moments,
}: EvidenceFacts): Evidence => {
  const {project, environment, at, servers, files} = proof.downloaded?.manifest ?? manifest;
  const {differences: others, shrunk, healthy, images, restoreMs, answeredMs, sql, downloaded} = proof;
  const differences = [...others, ...shrunk];
  const failsAt = [...(shrunk.length > 0 ? [AMOUNTS] : []), ...proof.failsAt];
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
    ...(failsAt.length > 0 && {failsAt}),
    ...(amounts && {amounts}),
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
