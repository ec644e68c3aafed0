import type {Container} from '../compose/model.ts';
import {projectLabel} from '../project/conventions.ts';
import {plannedMirror, type PlannedMirror} from './act/mirror.ts';
import type {DeployFacts} from './plan.ts';
import {isAlive} from './plan/leaving.ts';
import {warnOfMaintenance} from './plan/maintenance.ts';
import {changesSomething} from './plan/mirror.ts';
import {warnOfVolumes} from './plan/volumes.ts';
import {warnOfEdited, warnOfUnseen} from './plan/warnings.ts';
import {type Owner, ownerOfContainer, ownersInRecord} from './plan/owner.ts';
import {warnOfLittle} from '../project/diskSpace.ts';
import type {RoomNeeds} from '../services/room.ts';
import {probesOf} from '../health/probes.ts';
import {hostPorts, meet} from '../compose/hostPorts.ts';
import {originText} from './plan/origin.ts';
import {goesBack} from '../project/order.ts';
import {ORIGIN, PROJECT, type Release, releaseOf, REPOSITORY} from '../project/release.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import type {Git} from '../outside/git.ts';
import type {Ports} from '../outside/ports.ts';
import {type Began, beginning} from '../services/evidence.ts';
import {blamingMachine} from '../services/machine.ts';
import {swarmWarnings} from '../stack/findings.ts';
import type {OnSwarm} from '../swarm/adapters.ts';
import type {Project} from '../workspace/project.ts';
import {findElsewhere, withoutFingerprints} from './gather/elsewhere.ts';
import {type Contents, expectedFingerprints, keptFingerprints, readContents} from './gather/fingerprints.ts';
import {findDataFolders, knownServices} from './gather/data.ts';
import {givenSecrets} from './gather/givenSecrets.ts';
import {findProxies} from './gather/proxies.ts';
import {findMaintenance} from './gather/maintenance.ts';
import {findTarget} from './gather/target.ts';
import {askResources, resourcesFor} from './gather/resources.ts';
import {findSeeing} from './gather/seeing.ts';
import {findParts} from './gather/parts.ts';
import {findReturn} from './gather/return.ts';
import {findProduction} from './gather/production.ts';
import {findRoom, findSpare, type SpareNeeds} from './gather/spare.ts';
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
  contents: Contents;
  /** What the folder is to become, as it stands now. */
  planned: PlannedMirror;
}

/** What there is on this host. Other deploys of the project change it: it holds as long as theirs are locked out. */
export const gather = (prepared: Prepared, needs: GatherNeeds): Promise<Gathered> =>
  blamingMachine(needs, async () => {
    const began = beginning(needs);
    const target = await findTarget(prepared, needs);
    const contents = await readContents(prepared);
    const planned = await plannedMirror(prepared.folder, prepared.tree);
    const known = {...(await factsOf(prepared, {contents, planned}, needs)), ...target};
    const spare = await findSpare(prepared, known, needs);
    const facts = {...known, spare, ...(await findRoom(prepared, spare, needs))};
    const warnings = [
      ...prepared.warnings,
      ...warnOfUnseen(planned.mirror, prepared.folder.path),
      ...warnOfEdited(planned.mirror, prepared.folder),
      ...warnOfLittle(facts.room),
      ...warnOfMaintenance(facts),
      ...warnOfVolumes(facts),
      ...(facts.swarm ? swarmWarnings({...facts, ...facts.swarm}) : []),
    ];
    return {...prepared, facts, began, contents, planned, warnings};
  });

const factsOf = async (
  prepared: Prepared,
  {contents, planned}: Pick<Gathered, 'contents' | 'planned'>,
  {docker, ports, clock, git, files}: GatherNeeds,
): Promise<Omit<DeployFacts, 'spare' | 'room'>> => {
  const {request, composeProject, folder, record, model, sources, keptSecrets, kept} = prepared;
  const {project, dockerHost, isTracked, takesOver, recreates, minutes} = request;
  const label = projectLabel(composeProject);
  const [found, published, maintained, resources] = await Promise.all([
    docker.containers([label, 'com.docker.compose.oneoff=False']),
    docker.publishedPorts(),
    findMaintenance(composeProject, docker),
    askResources(label, docker),
  ]);
  const elsewhere = await findElsewhere(found, {folder: folder.path, record}, files);
  const containers = withoutFingerprints(found, elsewhere);
  const kinship = await kinshipTo(record.live, project, git);
  const marked = [...containers.map(ownerOfContainer), ...ownersInRecord(record, folder.path)];
  return {
    release: await releaseNow(prepared, kinship, {git, clock}),
    composeProject,
    folder: folder.path,
    fillChanges: changesSomething(planned.mirror),
    model,
    containers,
    ...resourcesFor(model, {...resources, containers: found}),
    ...(await passingOn(prepared, containers, docker)),
    dataFolders: await findDataFolders(prepared, containers),
    recreates: knownServices(recreates, model),
    sources,
    takenPorts: await findTakenPorts({composeProject, model}, {own: containers, published}, ports),
    takenNames: await findTakenNames({composeProject, model}, docker),
    owners: marked.length > 0 ? marked : await ownersOfRemains(composeProject, docker),
    elsewhere,
    productionHere: await findProduction(request, docker),
    takesOver,
    // What another folder's deploy brought up is none that this one's record tells.
    previous: elsewhere.length > 0 ? undefined : record.live,
    returnsTo: elsewhere.length > 0 ? undefined : await findReturn(prepared, containers, docker),
    isReturn: kept !== undefined,
    kinship,
    probes: maintained.maintenance ? [] : probesOf(model, project.settings, dockerHost),
    ...maintained,
    secrets: await givenSecrets(prepared, {files}),
    keptSecrets,
    fingerprints: kept
      ? await keptFingerprints({composeProject, model, contents}, kept, {containers, docker})
      : await expectedFingerprints({composeProject, model, contents, isTracked}, containers, docker),
    ...(await findParts(prepared, contents)),
    isTracked,
    minutes: {deploy: minutes, health: project.settings.health.minutes},
  };
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
): Promise<Pick<DeployFacts, 'proxies' | 'seeing' | 'reloaded'>> => {
  const proxies = await findProxies(containers, docker);
  const seeing = await findSeeing(proxies, {containers, model, folder}, docker);
  return {proxies, seeing, reloaded: record.reloaded ?? {}};
};

const kinshipTo = (live: Release | undefined, {build: {commit}}: Project, git: Pick<Git, 'kinship'>) => {
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

/** But for what the project's own containers publish, or will as soon as they run again. */
const findTakenPorts = async (
  {composeProject, model}: Pick<DeployFacts, 'composeProject' | 'model'>,
  {own, published}: {own: readonly Container[]; published: Awaited<ReturnType<Docker['publishedPorts']>>},
  ports: Ports,
): Promise<DeployFacts['takenPorts']> => {
  const known = [...published, ...own.filter(isAlive).flatMap(one => one.ports ?? [])];
  const others = hostPorts(model)
    .filter(({protocol}) => protocol === 'tcp')
    .filter(port => !known.some(one => meet(one, port)))
    .map(async port => ((await ports.isTaken(port.port, specific(port.address))) ? [port] : []));
  return [
    ...published
      .filter(port => port.project !== composeProject)
      .map(port => ({...port, by: `the container ${port.container}`})),
    ...(await Promise.all(others)).flat().map(port => ({...port, by: 'another program of this host'})),
  ];
};

const specific = (address: string): string | undefined =>
  ['', '0.0.0.0', '::'].includes(address) ? undefined : address;

/** Images, and what else still carries the name of the project, where containers and record are gone. */
const ownersOfRemains = async (
  composeProject: string,
  docker: Pick<Docker, 'labelled'>,
): Promise<Owner[]> => {
  const found = await docker.labelled(projectLabel(composeProject), [PROJECT, REPOSITORY, ORIGIN]);
  return found
    .filter(labels => labels[PROJECT])
    .map(labels => ({
      project: labels[PROJECT],
      repository: labels[REPOSITORY] || undefined,
      origin: labels[ORIGIN] || undefined,
      where: `an image of ${composeProject}`,
    }));
};
