import {finished} from 'node:stream/promises';
import type {FilesManifest, Manifest} from '../archive/manifest.ts';
import {shrunkSince} from '../archive/shrink.ts';
import type {Compose} from '../outside/compose.ts';
import type {Docker} from '../outside/docker.ts';
import type {NamedPipes, OpeningPipes} from '../outside/namedPipes.ts';
import {heardBy} from '../outside/hearing.ts';
import {createTreeReader, type TreeRead} from '../outside/treeReader.ts';
import type {Voice} from '../run/voice.ts';
import {download, type DownloadNeeds, type Downloaded, type Sink} from './download.ts';
import {NotProven} from './failed.ts';
import {makingDefiners} from './definers.ts';
import {compareAll, sameArchive} from './compared.ts';
import {sinksOf} from './filled.ts';
import {type ProofServer, type ServerNeeds, startServer} from './act/server.ts';
import {makeServices, type ProofServices, type ServicesNeeds} from './act/services.ts';
import {runSql, type SqlRun, VERIFY_SQL} from './act/sql.ts';
import type {NotTried, ProofProject} from './plan/services.ts';

export type {ProofServer} from './act/server.ts';

export interface ProveNeeds
  extends DownloadNeeds, Omit<ServerNeeds, 'docker'>, Omit<ServicesNeeds, 'docker'> {
  docker: ServerNeeds['docker'] &
    ServicesNeeds['docker'] &
    Pick<Docker, 'makeInternalNetwork' | 'removeAbandoned' | 'removeThrowAway'>;
  compose: ServicesNeeds['compose'] & Pick<Compose, 'destroy'>;
  namedPipes: OpeningPipes;
  voice: Pick<Voice, 'step' | 'info'>;
}

export interface Proving {
  key: string;
  /** As it lies beside the archive. */
  manifest: Manifest;
  /** Of all that is made: the name of its containers and of its network. */
  name: string;
  project: ProofProject | NotTried;
  /** Minutes that services have to become healthy. */
  minutes: number;
  /** Text of ops/verify.sql, where there is one. */
  sql: string | undefined;
  /** The last one that was proven, and what of it may be missing, percent. */
  before: {manifest: Manifest; percent: number} | undefined;
  /** Through which servers are filled and read, where they lead into them. */
  pipes: NamedPipes | undefined;
}

/** What the proof came to, as far as it came. */
export interface Proof {
  downloaded?: Downloaded;
  differences: string[];
  /** What there is much less of than in the last proven one. */
  shrunk: string[];
  /** Beyond its data: services, or ops/verify.sql. */
  failsAt: string[];
  log: readonly string[];
  images: Readonly<Record<string, string>>;
  healthy: string[];
  sql?: SqlRun;
  restoreMs: number;
  answeredMs?: number;
}

export const UNTRIED: Proof = {
  differences: [],
  shrunk: [],
  failsAt: [],
  log: [],
  images: {},
  healthy: [],
  restoreMs: 0,
};

export const LABEL = 'ca.countable.proof';

/** Restores, compares, starts, and removes everything again. What shows that the backup is no good is no error here. */
export const prove = async (proving: Omit<Proving, 'pipes'>, needs: ProveNeeds): Promise<Proof> =>
  whileProven(proving, needs, async pipes => (await restoredFor({...proving, pipes}, needs)).proof);

/** What is made for a proof is there while the work lasts, and gone afterwards. */
export const whileProven = async <T>(
  {name, project}: Pick<Proving, 'name' | 'project'>,
  {docker, compose, namedPipes}: Pick<ProveNeeds, 'docker' | 'compose' | 'namedPipes'>,
  work: (pipes: NamedPipes | undefined) => Promise<T>,
): Promise<T> => {
  const clear = async (): Promise<void> => {
    if ('model' in project) await compose.destroy(project.model.name);
    await docker.removeThrowAway(`${LABEL}=${name}`);
  };
  // One that was killed left it.
  await docker.removeAbandoned();
  await clear();
  const pipes = await namedPipes.open();
  try {
    return await work(pipes);
  } finally {
    await clear();
    await pipes?.remove();
  }
};

/** What it was restored into, as far as it came. */
export interface Restored {
  proof: Proof;
  servers: readonly ProofServer[];
}

/** What shows that the backup is no good is no error here. */
export const restoredFor = async (proving: Proving, needs: ProveNeeds): Promise<Restored> => {
  const proof: Proof = {...UNTRIED, differences: [], shrunk: [], failsAt: []};
  try {
    return {proof, servers: await inOrder(proving, proof, needs)};
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    proof.differences.push(...error.differences);
    proof.log = error.log;
    return {proof, servers: []};
  }
};

const inOrder = async (
  proving: Proving,
  proof: Proof,
  needs: ProveNeeds,
): Promise<readonly ProofServer[]> => {
  const {manifest, name, project, sql, before, pipes} = proving;
  const {docker, voice, clock} = needs;
  const label = `${LABEL}=${name}`;
  const isStarted = 'model' in project;
  if (isStarted) await docker.makeInternalNetwork(name, label);
  const place = {name, label, pipes, ...(isStarted && {network: name, users: project.users})};
  const servers = await voice.step('Start empty servers of the same images', () =>
    Promise.all(manifest.servers.map(server => startServer(server, place, needs))),
  );
  proof.images = Object.fromEntries(servers.map(({stored, imageId}) => [stored.service, imageId]));
  const services = isStarted
    ? await makeServices(project, {minutes: proving.minutes, label}, needs)
    : undefined;
  try {
    const begun = clock.elapsed();
    const trees = new Map<FilesManifest, TreeRead>();
    proof.downloaded = await voice.step('Download and restore it', () =>
      download(proving.key, sinksFor({manifest, servers, services, project, trees}), needs),
    );
    proof.restoreMs = Math.round(clock.elapsed() - begun);
    const stored = proof.downloaded.manifest;
    proof.differences.push(...sameArchive(manifest, stored));
    proof.differences.push(
      ...(await voice.step('Compare it with what was stored', () => compareAll(stored, {servers, trees}))),
    );
    if (before !== undefined) proof.shrunk.push(...shrunkSince(before.manifest, stored, before.percent));
    if (sql !== undefined) {
      proof.failsAt = [VERIFY_SQL];
      proof.sql = await voice.step('Run ops/verify.sql', () => runSql(sql, servers));
    }
    if (services !== undefined) {
      proof.failsAt = 'healthy' in project ? project.healthy : [];
      proof.healthy = await voice.step('Start the project on it', () => services.start());
      proof.answeredMs = Math.round(clock.elapsed() - begun);
    }
    proof.failsAt = [];
    return servers;
  } finally {
    await services?.remove();
  }
};

const sinksFor = ({
  manifest,
  servers,
  services,
  project,
  trees,
}: {
  manifest: Manifest;
  servers: readonly ProofServer[];
  services: ProofServices | undefined;
  project: ProofProject | NotTried;
  trees: Map<FilesManifest, TreeRead>;
}): Map<string, Sink> => {
  const ofServers = servers.flatMap(server => sinksOf(server).map(makingDefiners(server)));
  const ofFiles = manifest.files.map((stored): [string, Sink] => [
    stored.member,
    async body => {
      const reader = createTreeReader(stored.target.split('/').at(-1) ?? '');
      const copy = 'copies' in project ? project.copies.find(one => one.member === stored.member) : undefined;
      const stream = heardBy(chunk => reader.hear(chunk), body);
      if (copy === undefined || services === undefined) await finished(stream.resume());
      else await services.fill(copy, stream);
      trees.set(stored, await reader.end());
    },
  ]);
  return new Map([...ofServers, ...ofFiles]);
};
