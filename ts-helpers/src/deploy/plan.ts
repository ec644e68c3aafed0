import {UserError} from '../errors/userError.ts';
import {PRODUCTION} from '../settings/production.ts';
import {refuseLittle} from '../project/diskSpace.ts';
import {refuseElsewhere} from './plan/elsewhere.ts';
import {refuseDataAtRisk} from './plan/dataWords.ts';
import type {DeployFacts} from './plan/facts.ts';
import {refuseInPlace} from './plan/maintenance.ts';
import {refuseCollision} from './plan/owner.ts';
import {refuseSharedNetworks} from './plan/networks.ts';
import {refusePreview} from './plan/preview.ts';
import {type PlannedService, plannedServices} from './plan/services.ts';
import {type DeployStep, stepsOf} from './plan/steps.ts';
import {refuseAll} from '../project/findings.ts';
import {lackingFindings} from './plan/externals.ts';
import {lateCheckFindings} from './plan/lateChecks.ts';
import {takenNameFindings} from './plan/takenNames.ts';
import {takenPortFindings} from './plan/takenPorts.ts';
import type {Release} from '../project/release.ts';
import {swarmFindings} from '../stack/findings.ts';
import {quoted} from '../text/plain.ts';

export type {DeployFacts} from './plan/facts.ts';
export {isAlive} from './plan/leaving.ts';
export {unserved} from './plan/maintenance.ts';
export {isSameOrigin} from './plan/origin.ts';
export {
  isInPlace,
  leadsTo,
  type Page,
  type PageLabels,
  pageOf,
  pinsFor,
  reachOf,
  serves,
  type Through,
} from './plan/page.ts';
export type {Proxy} from './plan/proxy.ts';
export {notRolled} from './plan/rolling.ts';
export {isRoll} from './plan/step.ts';
export {builtServices, type DeployStep} from './plan/steps.ts';

/** What a deploy will do, as `--plan` prints it. */
export interface DeployPlan {
  release: Release;
  composeProject: string;
  folder: string;
  /** What a failed deploy could return to. */
  previous: Release | null;
  steps: DeployStep[];
  services: PlannedService[];
}

/**
 * Throws NOT_FOR_SWARM where a swarm cannot do what the files say, PROJECT_COLLISION, PORT_TAKEN or NAME_TAKEN where going on would harm another project, EXTERNAL_MISSING where a network or volume of others is not there, SERVICE_UNHEALTHY where a health check comes too late, SECRETS_NOT_GIVEN where production
 * would run with secrets that nobody gave to this build, PREVIEW_REFUSED where a preview would come near it or use what others have, DATA_AT_RISK where a
 * service would come up without its data, NETWORK_IN_USE where others are in a network that has to go, MAINTENANCE_ON where a page stands in the place of the site, and DISK_LOW where there is too little room to build.
 */
export const planDeploy = (facts: DeployFacts): DeployPlan => {
  if (!facts.takesOver) {
    refuseCollision(facts, facts.owners);
    refuseElsewhere(facts, facts.elsewhere);
  }
  refusePreview(facts);
  refuseInPlace(facts);
  refuseAll([
    ...takenPortFindings(facts),
    ...takenNameFindings(facts),
    ...unfitFindings(facts),
    ...lackingFindings(facts),
    ...lateCheckFindings(facts),
  ]);
  refuseKeptSecrets(facts);
  refuseSharedNetworks(facts);
  refuseDataAtRisk(facts);
  refuseLittle(facts.room);
  const {release, composeProject, folder, previous} = facts;
  return {
    release,
    composeProject,
    folder,
    previous: previous ?? null,
    steps: stepsOf(facts),
    services: plannedServices(facts),
  };
};

/** What goes back to where it was is not stopped, whatever nodes have come since. */
const unfitFindings = ({swarm, before, ...facts}: DeployFacts): UserError[] =>
  swarm === undefined || before !== undefined ? [] : swarmFindings({...facts, ...swarm});

/** Only who was given production's secrets deploys there: what lies in its folder, any build of the agent could use. */
const refuseKeptSecrets = ({release: {environment}, keptSecrets, folder}: DeployFacts): void => {
  if (environment !== PRODUCTION || keptSecrets.length === 0) return;
  const names = keptSecrets.map(({path}) => path).join(', ');
  const credentials = keptSecrets.map(({credential}) => credential).join(', ');
  const given = keptSecrets.map(({path, variable}) => `${variable}=${quoted(`${folder}/${path}`)}`).join(' ');
  throw new UserError(
    'SECRETS_NOT_GIVEN',
    `Production has secrets, ${names}, that this deploy was not given.`,
    {
      where: folder,
      remedy: `In Jenkins the job has to see ${credentials}: countable jenkins credentials tells. On the host itself: ${given} countable deploy ${environment}`,
    },
  );
};
