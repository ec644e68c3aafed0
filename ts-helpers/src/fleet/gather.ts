import {fleetRecordIn, FLEET_KEY, type FleetRecord} from '../archive/fleetRecord.ts';
import {inventoryOf, type KeptArchive, newestFirst} from '../archive/inventory.ts';
import {BACKUPS, prefixOf} from '../archive/key.ts';
import {manifestWordIn} from '../archive/proof.ts';
import type {Unfinished} from '../archive/stored.ts';
import {AT_ONCE, newestOlder, type OlderStore} from '../dumps/olderPlaces.ts';
import {isStop, messageOf} from '../errors/userError.ts';
import {type JenkinsNode, productionProjects} from '../jenkins/plan.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';
import type {Voice} from '../run/voice.ts';
import type {FleetSettings} from '../settings/settings.ts';
import {type FleetFacts, type FleetRules, lockCandidates, planProject, type ProjectFacts} from './plan.ts';
import {type Known, projectsOf, watchedParts} from './plan/watched.ts';

export interface GatherNeeds {
  store: Pick<
    ObjectStore,
    'bucket' | 'list' | 'folders' | 'directly' | 'readText' | 'unfinished' | 'isLockable' | 'head'
  >;
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
  const [found, uploads, isLockable, left, jenkins] = await Promise.all([
    store.folders(BACKUPS),
    store.unfinished(BACKUPS),
    store.isLockable(),
    newestOlder(needs.older),
    jenkinsProjects(words, before, needs),
  ]);
  const known: Known = {
    listed: words.fleet.projects,
    leave: words.fleet.leave,
    jenkins,
    found,
    keptBefore: before?.kept ?? [],
  };
  const looking: Looking = {words, known, uploads, isLockable, left, now};
  const projects = await severalAtOnce(projectsOf(known), AT_ONCE, async project =>
    planProject(await projectFacts(project, looking, needs), words.rules, now),
  );
  return {bucket: store.bucket.name, projects, before, jenkins, now};
};

interface Looking {
  words: FleetWords;
  known: Known;
  uploads: readonly Unfinished[];
  isLockable: boolean;
  left: ReadonlyMap<string, {newest: KeptArchive}>;
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
  {words, known, uploads, isLockable, left, now}: Looking,
  {store}: GatherNeeds,
): Promise<ProjectFacts> => {
  const objects = await store.list(prefixOf(project));
  const older = left.get(project)?.newest;
  const ours = inventoryOf(project, objects).archives;
  const archives = newestFirst([...ours, ...(older ? [older] : [])]);
  const watched = watchedParts(project, known, {archives, branches: words.branches});
  const parts = [...Map.groupBy(ours, ({part = ''}) => part)];
  const newest = await Promise.all(
    parts.map(async ([part, [first]]) => {
      const manifest = first?.beside.manifest;
      const text = manifest && (await store.readText(manifest.key));
      return [part, manifestWordIn(text)] as const;
    }),
  );
  const own = uploads.filter(({key}) => key.startsWith(prefixOf(project)));
  const {keptBefore} = known;
  const facts = {project, watched, objects, uploads: own, archives, newest: new Map(newest), keptBefore};
  const candidates = isLockable ? lockCandidates(facts, words.rules, now) : [];
  return {...facts, locked: await lockedOf(candidates, store, now)};
};

const lockedOf = async (
  keys: readonly string[],
  store: GatherNeeds['store'],
  now: Date,
): Promise<Set<string>> => {
  const heads = await severalAtOnce(keys, AT_ONCE, async key => ({key, head: await store.head(key)}));
  return new Set(
    heads
      .filter(({head}) => head?.isHeld === true || (head?.lockedUntil?.getTime() ?? 0) > now.getTime())
      .map(({key}) => key),
  );
};
