import type {ComposeModel} from '../../compose/model.ts';
import {sentryRelease} from './errorTracking.ts';
import {contentsOf} from './contents.ts';
import type {DeployFacts} from './facts.ts';
import {maintenanceText} from './maintenance.ts';
import {sizeOfImages} from './spare.ts';
import {isAlive, orphansOf} from './leaving.ts';
import {endingWith, leftNetworks, madeAnew} from './networks.ts';
import {onceClause} from './once.ts';
import {servicesOf, startAgain, startSteps} from './starting.ts';
import type {Clear, DeployStep, Return} from './step.ts';
import {WAIT} from './told.ts';
import {healthyText, waitLimit} from './waiting.ts';

export type {DeployStep, DeployUndo} from './step.ts';

const TIDYING_MINUTES = 5;
const CLEANING_MINUTES = 10;

/** What a deploy does, in its order. */
export const stepsOf = (facts: DeployFacts): DeployStep[] => {
  const {release, folder, model, secrets, isTracked, minutes, isReturn} = facts;
  const built = isReturn ? [] : builtServices(model);
  const given = secrets.length > 0 ? `, and the secrets ${secrets.join(', ')}` : '';
  const common = {risks: 'nothing', limit: minutes.deploy, undo: []} as const;
  const steps: (DeployStep | false)[] = [
    built.length > 0 && {
      ...common,
      id: 'build',
      does: `Build ${built.join(', ')} as version ${release.version}`,
      undo: [{deed: 'untag', does: `Give the images back the names that they had before ${release.version}`}],
    },
    {
      ...common,
      id: 'fill',
      does: facts.fillChanges
        ? `Bring the files of ${release.version} to ${folder}${given}`
        : `Leave the files in ${folder} as they are${given}: they are those of ${release.version}`,
      risks: facts.fillChanges && isRead(facts) ? 'traffic' : 'nothing',
      ...returnNotes(facts),
      undo: goBack(facts),
    },
    leftInProxies(facts) !== '' && {
      ...common,
      id: 'unpin',
      does: `Take away what a deploy that did not come to its end has told ${leftInProxies(facts)}`,
    },
    ...unlinking(facts),
    ...startSteps(facts),
    {
      ...common,
      id: 'watch',
      does: `${WAIT}${healthyText(facts)}`,
      limit: waitLimit(facts),
    },
    ...holding(facts),
    ...tidying(facts),
    isTracked && {
      ...common,
      id: 'track',
      does: `Tell Sentry of the release ${sentryRelease(release.project, release.version)}`,
    },
    cleaning(facts, built.length > 0),
  ];
  return steps.filter(step => step !== false);
};

/** The engine changes no network that is there, and removes none in which anything runs. */
const unlinking = (facts: DeployFacts): DeployStep[] => {
  const networks = madeAnew(facts);
  if (networks.length === 0) return [];
  const ending = endingWith(facts);
  const names = networks.map(({name, changes}) =>
    changes.length > 0 ? `${name} (${changes.join(', ')} changed)` : name,
  );
  const which = `the network${names.length > 1 ? 's' : ''} ${names.join(', ')}, to be made anew`;
  return [
    {
      id: 'unlink',
      does: ending.length > 0 ? `Stop ${servicesOf(ending)}, and remove ${which}` : `Remove ${which}`,
      risks: ending.length > 0 ? 'traffic' : 'nothing',
      limit: facts.minutes.deploy,
      undo: startAgain(ending),
    },
  ];
};

/** What the compose files do not name any more: containers are stopped by then, and volumes stay. */
const tidying = (facts: DeployFacts): DeployStep[] => {
  const orphans = orphansOf(facts);
  const networks = leftNetworks(facts);
  if (orphans.length === 0 && networks.length === 0) return [];
  const what = [
    ...(orphans.length > 0 ? [servicesOf(orphans)] : []),
    ...(networks.length > 0
      ? [`the network${networks.length > 1 ? 's' : ''} ${networks.map(({name}) => name).join(', ')}`]
      : []),
  ];
  return [
    {
      id: 'tidy',
      does: `Remove ${what.join(' and ')}, no longer in the compose files`,
      risks: 'nothing',
      limit: TIDYING_MINUTES,
      undo: [],
    },
  ];
};

const leftInProxies = ({proxies}: DeployFacts): string =>
  [...new Set(proxies.filter(({isPinned}) => isPinned).map(({service}) => service))].join(', ');

/** Behind the page of maintenance it goes on, and ends there. */
const holding = ({maintenance, minutes}: DeployFacts): DeployStep[] =>
  maintenance === undefined
    ? []
    : [
        {
          id: 'hold',
          does: `Leave people at its page: ${maintenanceText(maintenance)}; no address is asked`,
          risks: 'nothing',
          limit: minutes.deploy,
          undo: [],
        },
      ];

/** What a build leaves without a name, and what was only of the release that goes, is found once that has gone. */
const cleaning = ({composeProject, spare, before}: DeployFacts, isBuilt: boolean): DeployStep | false => {
  // Who returns from a failure has other cares.
  if (before !== undefined || (!isBuilt && spare.length === 0)) return false;
  const now = spare.length > 0 ? `: ${sizeOfImages(spare)} now` : '';
  return {
    id: 'clean',
    does: `Remove the images of ${composeProject} that no container and no kept release uses${now}`,
    images: spare.map(({id}) => id),
    risks: 'nothing',
    limit: CLEANING_MINUTES,
    undo: [],
  };
};

/** From the first change on, a failure of any step ends in what was before the deploy. */
const goBack = ({returnsTo, returnsToOnce, release: {version}}: DeployFacts): (Return | Clear)[] => {
  if (returnsTo === undefined) return [];
  return returnsTo === 'nothing'
    ? [{deed: 'clear', does: `Remove what was started of ${version}; its volumes stay`}]
    : [
        {
          deed: 'return',
          does: `Bring ${returnsTo.version} back${returnsToOnce === undefined ? '' : onceClause(returnsToOnce)}`,
        },
      ];
};

/** What a return would not do, or do once more, is known before as well. */
const returnNotes = ({returnsTo, returnsToOnce}: DeployFacts): Pick<DeployStep, 'notes'> => {
  const clause = returnsToOnce === undefined ? '' : onceClause(returnsToOnce);
  if (returnsTo === undefined || returnsTo === 'nothing' || clause === '') return {};
  return {notes: [`Where this deploy fails, ${returnsTo.version} comes back${clause}.`]};
};

/** Whether what runs has a part of the folder before its eyes. */
const isRead = ({model, folder, containers}: DeployFacts): boolean =>
  Object.entries(model.services).some(
    ([name, service]) =>
      contentsOf(service, model, folder).files.length > 0 &&
      containers.some(one => one.service === name && isAlive(one)),
  );

/** Services that have an image of their own to build. */
export const builtServices = (model: ComposeModel): string[] =>
  Object.entries(model.services)
    .filter(([, {build}]) => build)
    .map(([name]) => name);
