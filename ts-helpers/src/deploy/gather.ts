import type {Container} from '../compose/model.ts';
import {projectLabel} from '../project/conventions.ts';
import {plannedMirror, type PlannedMirror} from './act/mirror.ts';
import type {DeployFacts} from './plan.ts';
import {warnOfMaintenance} from './plan/maintenance.ts';
import {changesSomething} from './plan/mirror.ts';
import {warnOfPorts} from './plan/previewPorts.ts';
import {warnOfVolumes} from './plan/volumes.ts';
import {warnOfEdited, warnOfUnseen} from './plan/warnings.ts';
import {ownerOfContainer, ownersInRecord} from './plan/owner.ts';
import {warnOfLittle} from '../project/diskSpace.ts';
import type {RoomNeeds} from '../services/room.ts';
import {asksPorts, probesOf} from '../health/probes.ts';
import {hasChosenPorts} from './plan/chosenPorts.ts';
import {originText} from './plan/origin.ts';
import type {Kinship} from '../history/kinship.ts';
import {goesBack} from '../project/order.ts';
import {type Release, releaseOf} from '../project/release.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Git} from '../outside/git.ts';
import type {Ports} from '../outside/ports.ts';
import {type Began, beginning} from '../services/evidence.ts';
import {blamingMachine} from '../services/machine.ts';
import {swarmWarnings} from '../stack/findings.ts';
import type {OnSwarm} from '../swarm/adapters.ts';
import type {Project} from '../workspace/project.ts';
import {answersTo} from './gather/answers.ts';
import {findElsewhere, withoutFingerprints} from './gather/elsewhere.ts';
import {type Contents, expectedFingerprints, keptFingerprints, readContents} from './gather/fingerprints.ts';
import {findDataFolders, knownServices} from './gather/data.ts';
import {givenSecrets} from './gather/givenSecrets.ts';
import {findProxies, withoutProxies} from './gather/proxies.ts';
import {findLacking} from './gather/externals.ts';
import {findMaintenance} from './gather/maintenance.ts';
import {findTarget} from './gather/target.ts';
import {findResources} from './gather/resources.ts';
import {findSeeing} from './gather/seeing.ts';
import {findParts} from './gather/parts.ts';
import {findReturn} from './gather/return.ts';
import {ownersOfRemains} from './gather/remains.ts';
import {findProduction} from './gather/production.ts';
import {findRoom, findSpare, type SpareNeeds, storedOf} from './gather/spare.ts';
import {findTakenPorts} from './gather/takenPorts.ts';
import {findTakenNames} from './gather/takenNames.ts';
import type {Prepared, PrepareNeeds} from './gather/prepare.ts';

export interface GatherNeeds extends PrepareNeeds, SpareNeeds, RoomNeeds {
  docker: PrepareNeeds['docker'];
  ports: Ports;
  /** Where the target is a swarm; then `docker` and `compose` are of it. */
  onSwarm?: OnSwarm;
  clock: Clock;
}

/** All that a deploy goes by. Nothing of the project or the host was changed to know it. */
export interface Gathered extends Prepared {
  facts: DeployFacts;
  began: Began;
  /** Of a return from a release that failed: when that one did. */
  beganBefore?: Began;
  /** And the service that failed then. */
  failedBefore?: string;
  contents: Contents;
  /** What the folder is to become, as it stands now. */
  planned: PlannedMirror;
}

/** What there is on this host. Other deploys of the project change it: it holds as long as theirs are locked out. */
export const gather = (prepared: Prepared, needs: GatherNeeds): Promise<Gathered> =>
  blamingMachine(needs, async () => {
    const began = beginning(needs);
    const [target, contents, planned] = await Promise.all([
      findTarget(prepared, needs),
      readContents(prepared),
      plannedMirror(prepared.folder, prepared.tree),
    ]);
    const known = factsOf(prepared, {contents, planned}, needs);
    const stored = storedOf(prepared.request.project.build.project, needs);
    const spare = Promise.all([known, stored]).then(all => findSpare(prepared, ...all));
    const [others, found, room] = await Promise.all([known, spare, findRoom(prepared, spare, needs)]);
    const facts = {...others, ...target, ...room, spare: found};
    const warnings = [
      ...prepared.warnings,
      ...warnOfUnseen(planned.mirror, prepared.folder.path),
      ...warnOfEdited(planned.mirror, prepared.folder),
      ...warnOfLittle(facts.room),
      ...warnOfMaintenance(facts),
      ...warnOfVolumes(facts),
      ...warnOfPorts(facts, prepared.request.site),
      ...(facts.swarm ? swarmWarnings({...facts, ...facts.swarm}) : []),
    ];
    return {...prepared, facts, began, contents, planned, warnings};
  });

const factsOf = async (
  prepared: Prepared,
  {contents, planned}: Pick<Gathered, 'contents' | 'planned'>,
  needs: GatherNeeds,
): Promise<Omit<DeployFacts, 'spare' | 'room'>> => {
  const {request, composeProject, folder, record, model, sources, keptSecrets, kept} = prepared;
  const {project, dockerHost, isTracked, takesOver, recreates, minutes} = request;
  const {docker, files} = needs;
  const [found, published, maintained] = await Promise.all([
    docker.containers([projectLabel(composeProject), 'com.docker.compose.oneoff=False']),
    docker.publishedPorts(),
    findMaintenance(composeProject, docker),
  ]);
  const elsewhere = await findElsewhere(found, {folder: folder.path, record}, files);
  const containers = withoutFingerprints(found, elsewhere);
  const {passedOn, parts, returned, resources, ...answers} = await answersTo({
    ...questionsOf(prepared, {contents, containers, published}, needs),
    returned: elsewhere.length > 0 ? {returnsTo: undefined} : findReturn(prepared, containers, docker),
  });
  return {
    ...answers,
    ...passedOn,
    ...parts,
    ...returned,
    ...resources,
    composeProject,
    folder: folder.path,
    fillChanges: changesSomething(planned.mirror),
    model,
    containers,
    recreates: knownServices(recreates, model),
    sources,
    elsewhere,
    takesOver,
    // What another folder's deploy brought up is none that this one's record tells.
    previous: elsewhere.length > 0 ? undefined : record.live,
    ...(kept?.once && {once: kept.once}),
    isReturn: kept !== undefined,
    probes: maintained.maintenance ? [] : probesOf(model, project.settings, dockerHost),
    asksChosen: !maintained.maintenance && asksPorts(project.settings) && hasChosenPorts(model),
    ...maintained,
    keptSecrets,
    isTracked,
    minutes: {deploy: minutes, health: project.settings.health.minutes},
  };
};

/** None of them waits for another. */
const questionsOf = (
  prepared: Prepared,
  {contents, containers, published}: Known,
  {docker, ports, clock, git, files, onSwarm}: GatherNeeds,
) => {
  const {request, composeProject, folder, record, model, kept} = prepared;
  const {project, isTracked} = request;
  const named = {composeProject, model};
  const kinship = kinshipTo(record.live, project, git);
  const marked = [...containers.map(ownerOfContainer), ...ownersInRecord(record, folder.path)];
  return {
    kinship,
    release: kinship.then(known => releaseNow(prepared, known, {git, clock})),
    passedOn: passingOn(prepared, containers, docker),
    dataFolders: findDataFolders(prepared, containers),
    takenPorts: findTakenPorts(named, {own: containers, published}, ports),
    takenNames: findTakenNames(named, docker),
    lacking: findLacking({model, isSwarm: onSwarm !== undefined}, docker),
    owners: marked.length > 0 ? marked : ownersOfRemains(composeProject, docker),
    productionHere: findProduction(request, docker),
    secrets: givenSecrets(prepared, {files}),
    fingerprints: kept
      ? keptFingerprints({...named, contents}, kept, {containers, docker})
      : expectedFingerprints({...named, contents, isTracked}, containers, docker),
    parts: findParts(prepared, contents),
    resources: findResources(named, containers, docker),
  };
};

type Known = Pick<Gathered, 'contents'> & {
  containers: readonly Container[];
  published: Awaited<ReturnType<Docker['publishedPorts']>>;
};

const releaseNow = async (
  {kept, record, request: {project, environment}}: Prepared,
  kinship: DeployFacts['kinship'],
  {git, clock}: Pick<GatherNeeds, 'git' | 'clock'>,
): Promise<Release> =>
  kept
    ? withoutReturn({...kept.release, at: clock.now().toISOString()})
    : {
        ...releaseOf({...project, origin: await originOf(project, git)}, environment, clock.now()),
        ...(goesBack({live: record.live, kinship}) && {goesBack: true}),
      };

const passingOn = async (
  {folder, model, record}: Pick<Prepared, 'folder' | 'model' | 'record'>,
  containers: readonly Container[],
  docker: Docker,
): Promise<Pick<DeployFacts, 'proxies' | 'withoutProxy' | 'seeing' | 'reloaded'>> => {
  const proxies = await findProxies(containers, docker, record.withoutProxy);
  const seeing = await findSeeing(proxies, {containers, model, folder}, docker);
  const withoutProxy = withoutProxies(containers, proxies, record.live);
  return {proxies, withoutProxy, seeing, reloaded: record.reloaded ?? {}};
};

const kinshipTo = async (
  live: Release | undefined,
  {build: {commit}}: Project,
  git: Pick<Git, 'kinship'>,
): Promise<Kinship> => {
  const before = live?.commit ?? null;
  return commit === null || before === null ? 'unknown' : git.kinship(commit, before);
};

/** What was live before is not live on purpose by that alone: who returns to it says so. */
const withoutReturn = ({goesBack: _, ...release}: Release): Release => release;

/** Workspaces of Jenkins lie wherever there is room: they tell nothing. */
export const originOf = async (
  {workspace, build}: Project,
  git: Pick<Git, 'roots'>,
): Promise<string | undefined> => {
  const roots = await git.roots();
  return originText({roots, folder: build.job === undefined ? workspace : undefined});
};
