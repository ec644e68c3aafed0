import {projectLabel} from '../../domain/conventions.ts';
import {publishedPorts, type DeployFacts} from '../../domain/deploy.ts';
import {type Owner, ownerOfContainer, ownersInRecord} from '../../domain/deploy/owner.ts';
import {probesOf} from '../../domain/health.ts';
import {PROJECT, releaseOf, REPOSITORY} from '../../domain/release.ts';
import type {Clock} from '../../adapters/clock.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Ports} from '../../adapters/ports.ts';
import {blamingMachine} from '../machine.ts';
import type {Prepared, PrepareNeeds} from './prepare.ts';

export interface GatherNeeds extends PrepareNeeds {
  ports: Ports;
  clock: Clock;
}

/** All that a deploy goes by. Nothing of the project or the host was changed to know it. */
export interface Gathered extends Prepared {
  facts: DeployFacts;
}

/** What there is on this host. Other deploys of the project change it: it holds as long as theirs are locked out. */
export const gather = (prepared: Prepared, needs: GatherNeeds): Promise<Gathered> =>
  blamingMachine(needs, async () => ({...prepared, facts: await factsOf(prepared, needs)}));

const factsOf = async (
  {request, composeProject, folder, record, model, tree, keptSecrets}: Prepared,
  {docker, ports, clock}: GatherNeeds,
): Promise<DeployFacts> => {
  const {project, environment, dockerHost, isTracked, takesOver} = request;
  const [containers, takenPorts] = await Promise.all([
    docker.containers([projectLabel(composeProject), 'com.docker.compose.oneoff=False']),
    findTakenPorts({composeProject, model}, {docker, ports}),
  ]);
  const marked = [...containers.map(ownerOfContainer), ...ownersInRecord(record, folder.path)];
  return {
    release: releaseOf(project, environment, clock.now()),
    composeProject,
    folder: folder.path,
    model,
    containers,
    takenPorts,
    owners: marked.length > 0 ? marked : await ownersOfRemains(composeProject, docker),
    takesOver,
    previous: record.live,
    probes: probesOf(model, project.settings, dockerHost),
    secrets: [...tree.values()].flatMap(({path, secretFor, from}) =>
      secretFor !== undefined && 'content' in from ? path : [],
    ),
    keptSecrets,
    isTracked,
  };
};

const findTakenPorts = async (
  {composeProject, model}: Pick<DeployFacts, 'composeProject' | 'model'>,
  {docker, ports}: Pick<GatherNeeds, 'docker' | 'ports'>,
): Promise<DeployFacts['takenPorts']> => {
  const published = await docker.publishedPorts();
  const byDocker = new Set(published.map(({port}) => port));
  const wanted = publishedPorts(model).filter(port => !byDocker.has(port));
  const taken = await Promise.all(wanted.map(port => ports.isTaken(port)));
  return [
    ...published
      .filter(port => port.project !== composeProject)
      .map(({port, container}) => ({port, by: `the container ${container}`})),
    ...wanted.filter((_, index) => taken[index]).map(port => ({port, by: 'another program of this host'})),
  ];
};

/** Images, and what else still carries the name of the project, where containers and record are gone. */
const ownersOfRemains = async (
  composeProject: string,
  docker: Pick<Docker, 'labelled'>,
): Promise<Owner[]> => {
  const found = await docker.labelled(projectLabel(composeProject), [PROJECT, REPOSITORY]);
  return found
    .filter(labels => labels[PROJECT])
    .map(labels => ({
      project: labels[PROJECT],
      repository: labels[REPOSITORY] || undefined,
      where: `an image of ${composeProject}`,
    }));
};
