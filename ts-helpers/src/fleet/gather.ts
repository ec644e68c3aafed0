import {unseenTrouble} from '../archive/copies.ts';
import {fleetRecordIn, FLEET_KEY, type FleetRecord} from '../archive/fleetRecord.ts';
import {inventoryOf, type KeptArchive, newestFirst, proofBeside} from '../archive/inventory.ts';
import {BACKUPS, prefixOf} from '../archive/key.ts';
import {doubted, manifestWordIn, proofIn} from '../archive/proof.ts';
import type {RetentionFacts} from '../archive/retention.ts';
import type {Unfinished} from '../archive/stored.ts';
import {reachedOf} from '../backups/reached.ts';
import {AT_ONCE, newestOlder, type OlderStore} from '../dumps/olderPlaces.ts';
import {isStop, messageOf} from '../errors/userError.ts';
import {type JenkinsNode, productionProjects} from '../jenkins/plan.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';
import type {Voice} from '../run/voice.ts';
import type {FleetSettings} from '../settings/settings.ts';
import {asking, copiesIn, openCopies, type OpenCopies} from './gather/copies.ts';
import {
  type FleetFacts,
  type FleetRules,
  MOST_OF_ALL,
  planProject,
  type ProjectFacts,
  type ProjectPlan,
} from './plan.ts';
import {keepOf, lockCandidates} from './plan/leaving.ts';
import {type Known, projectsOf, watchedParts} from './plan/watched.ts';

type LookedAt = Pick<ObjectStore, 'bucket' | 'list' | 'folders' | 'unfinished' | 'isLockable' | 'head'>;

export interface GatherNeeds {
  store: LookedAt & Pick<ObjectStore, 'directly' | 'readText'>;
  /** Buckets to which what is proven is copied. */
  copies: readonly LookedAt[];
  older: readonly OlderStore[];
  /** Absent where no controller is named. */
  jenkins: (() => Promise<{tree(): Promise<JenkinsNode[]>}>) | undefined;
  voice: Pick<Voice, 'warn' | 'detail'>;
}

export interface FleetWords {
  fleet: FleetSettings;
  branches: Readonly<Record<string, string>>;
  rules: FleetRules;
}

/** Looks at every project that must have backups, or has some: the bucket is listed once, a project at a time. */
export const gatherFleet = async (words: FleetWords, needs: GatherNeeds, now: Date): Promise<FleetFacts> => {
  const {store} = needs;
  const before = fleetRecordIn(await store.readText(FLEET_KEY));
  const [found, uploads, isLockable, left, jenkins, copies] = await Promise.all([
    store.folders(BACKUPS),
    store.unfinished(BACKUPS),
    store.isLockable(),
    newestOlder(needs.older),
    jenkinsProjects(words, before, needs),
    Promise.all(needs.copies.map(openCopies)),
  ]);
  const known: Known = {
    listed: words.fleet.projects,
    leave: words.fleet.leave,
    jenkins,
    found: [...new Set([...found, ...copies.flatMap(one => one.projects)])],
    keptBefore: before?.kept ?? [],
  };
  const copiedBefore = before?.copied ?? [];
  const looking: Looking = {words, known, uploads, isLockable, left, copies, copiedBefore, now};
  const room = {left: MOST_OF_ALL};
  const projects = await severalAtOnce(projectsOf(known), AT_ONCE, async project =>
    within(room, planProject(await projectFacts(project, looking, needs), words.rules, now)),
  );
  const unseen = copies.flatMap(({place, why}) => (why === undefined ? [] : [unseenTrouble(place, why)]));
  return {bucket: store.bucket.name, projects, unseen, before, jenkins, now};
};

/** What does not go this night need not be in memory until its end. */
const within = (room: {left: number}, plan: ProjectPlan): ProjectPlan => {
  const leaving = plan.leaving.slice(0, room.left);
  room.left -= leaving.length;
  return {...plan, leaving};
};

interface Looking {
  words: FleetWords;
  known: Known;
  uploads: readonly Unfinished[];
  isLockable: boolean;
  left: ReadonlyMap<string, {newest: KeptArchive}>;
  copies: readonly OpenCopies[];
  copiedBefore: readonly string[];
  now: Date;
}

/** Where it does not answer, those that it named the last time: no project is out of sight for that. */
const jenkinsProjects = async (
  {branches}: FleetWords,
  before: FleetRecord | undefined,
  {jenkins, voice}: GatherNeeds,
): Promise<string[]> => {
  if (jenkins === undefined) {
    voice.detail(
      'Jenkins is not asked which projects it deploys to production: JENKINS_URL, JENKINS_USER_ID and JENKINS_API_TOKEN name it',
    );
    return [];
  }
  try {
    return productionProjects(await (await jenkins()).tree(), branches);
  } catch (error) {
    if (isStop(error)) throw error;
    const remembered = before?.jenkins ?? [];
    voice.warn(
      `Jenkins does not tell which projects it deploys to production, so the ${remembered.length} that it named the last time are looked at: ${messageOf(error)}`,
    );
    return [...remembered];
  }
};

const projectFacts = async (
  project: string,
  {words, known, uploads, isLockable, left, copies: opened, copiedBefore, now}: Looking,
  {store}: GatherNeeds,
): Promise<ProjectFacts> => {
  const objects = await store.list(prefixOf(project));
  const older = left.get(project)?.newest;
  const ours = await withoutFalseProofs(inventoryOf(project, objects).archives, store);
  const archives = newestFirst([...ours, ...(older ? [older] : [])]);
  const copied = await Promise.all(opened.map(one => copiesIn(one, project)));
  const there = copied.flatMap(one => inventoryOf(project, one?.found.objects ?? []).archives);
  const watched = watchedParts(project, known, {
    archives: [...archives, ...there],
    branches: words.branches,
  });
  const parts = [...Map.groupBy(ours, ({part = ''}) => part)];
  const newest = await Promise.all(
    parts.map(async ([part, [first]]) => {
      const manifest = first?.beside.manifest;
      const text = manifest && (await store.readText(manifest.key));
      return [part, manifestWordIn(text)] as const;
    }),
  );
  const reached = await Promise.all(
    newest.map(async ([part, word]) => [part, await reachedOf(project, word?.pitr ?? [], store)] as const),
  );
  const {keptBefore} = known;
  const {lockDays} = words.rules;
  const byPart = new Map(newest);
  const keep = keepOf(byPart, words.rules.keep);
  const own = {objects, uploads: uploads.filter(({key}) => key.startsWith(prefixOf(project))), lockDays};
  const withLocks = lockedIn({project, keep, now});
  const copies = await Promise.all(
    copied.map(one => one && asking(one.open, () => withLocks(one.found, one.open))),
  );
  return {
    project,
    watched,
    archives,
    newest: byPart,
    reached: new Map(reached),
    keptBefore,
    copiedBefore,
    ...(await withLocks(own, {store, isLockable})),
    copies: copies.flatMap(one => one ?? []),
  };
};

/** Of each part the newest that is proven is what counts: its evidence is read. */
const withoutFalseProofs = async (
  archives: readonly KeptArchive[],
  store: Pick<ObjectStore, 'readText'>,
): Promise<KeptArchive[]> => {
  const seen = new Set<string>();
  const checked = archives.map(async one => {
    const part = one.part ?? '';
    if (one.verdict !== 'proven' || seen.has(part)) return one;
    seen.add(part);
    const proof = proofBeside(one);
    return doubted(one, proof && proofIn(await store.readText(proof.key)));
  });
  return Promise.all(checked);
};

/** What of it nobody can delete yet: asked of what would go alone. */
const lockedIn =
  ({project, keep, now}: Pick<RetentionFacts, 'project' | 'keep' | 'now'>) =>
  async <T extends Pick<RetentionFacts, 'objects' | 'uploads' | 'lockDays'>>(
    held: T,
    {store, isLockable}: Pick<OpenCopies, 'store' | 'isLockable'>,
  ): Promise<T & {locked: Set<string>}> => {
    const candidates = isLockable ? lockCandidates({...held, project, keep, now}) : [];
    return {...held, locked: await lockedOf(candidates, store, now)};
  };

const lockedOf = async (
  keys: readonly string[],
  store: Pick<ObjectStore, 'head'>,
  now: Date,
): Promise<Set<string>> => {
  const heads = await severalAtOnce(keys, AT_ONCE, async key => ({key, head: await store.head(key)}));
  return new Set(
    heads
      .filter(({head}) => head?.isHeld === true || (head?.lockedUntil?.getTime() ?? 0) > now.getTime())
      .map(({key}) => key),
  );
};
