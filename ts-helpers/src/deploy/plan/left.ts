import type {Container} from '../../compose/model.ts';
import {environmentTitle} from '../../project/conventions.ts';
import {isOfRelease, type Release} from '../../project/release.ts';
import {isAlive} from './leaving.ts';
import {type DeployFacts, type DeployStep, isRoll} from '../plan.ts';

interface Stopped {
  /** What was under way. */
  step: DeployStep['id'];
  facts: Pick<DeployFacts, 'release' | 'previous' | 'folder' | 'returnsTo' | 'containers'>;
  /** What there is now; undefined where the engine does not say. */
  containers: readonly Container[] | undefined;
}

/** What runs after a deploy that was stopped in the middle, and what becomes of it, in sentences. */
export const leftByDeploy = ({step, facts, containers}: Stopped): string => {
  const {release, previous, folder} = facts;
  const where = environmentTitle(release.environment);
  if (isRoll(step)) return standing(facts, containers);
  switch (step) {
    case 'build':
      return `Nothing of what runs in ${where} was touched. The next deploy begins anew.`;
    case 'fill':
    case 'unpin':
      return `The containers of ${where} still run ${shown(previous)}; in ${folder} there are files of ${release.version} already. The next deploy mends that.`;
    case 'unlink':
    case 'start':
    case 'rest':
    case 'setAside':
    case 'watch':
      return standing(facts, containers);
    case 'hold':
      return `In ${where} ${release.version} runs, and is healthy; people may get the site already in place of the page of maintenance.`;
    case 'tidy':
      return `In ${where} ${release.version} runs, and is healthy; services that are no longer in the compose files run beside it.`;
    case 'track':
      return `In ${where} ${release.version} runs, and is healthy; Sentry does not know all of it.`;
    case 'clean':
      return `In ${where} ${release.version} runs, and is healthy; images that nothing needs are still there.`;
  }
};

const standing = (facts: Stopped['facts'], containers: Stopped['containers']): string => {
  const where = environmentTitle(facts.release.environment);
  if (containers === undefined)
    return `What runs in ${where} now cannot be told: Docker did not answer. The next deploy goes on from there.`;
  return [
    ...started(facts, containers),
    ...doubled(facts, containers),
    ...down(facts, containers),
    ...asBefore(facts, containers),
    before(facts),
    'The next deploy goes on from there.',
    ...(containers.some(one => isAlive(one) && isOfRelease(one.labels, facts.release)) ? wayBack(facts) : []),
  ].join(' ');
};

const started = ({release}: Pick<DeployFacts, 'release'>, containers: readonly Container[]): string[] => {
  const where = environmentTitle(release.environment);
  const own = containers.filter(({labels}) => isOfRelease(labels, release));
  const alive = own.filter(isAlive);
  const ran = servicesIn(own.filter(hasEndedWell));
  const names = alive.map(
    ({service, state, health}) => `${service} (${[state, health].filter(Boolean).join(', ')})`,
  );
  return [
    alive.length === 0
      ? `No container of ${release.version} runs in ${where}.`
      : `In ${where} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} of ${release.version} now, which was not up as a whole.`,
    ...(ran.length === 0
      ? []
      : [
          `${ran.join(', ')} of ${release.version} had run to ${ran.length === 1 ? 'its' : 'their'} end: what ${ran.length === 1 ? 'it' : 'they'} did to data stays.`,
        ]),
  ];
};

/** A roll that could not be taken back. */
const doubled = ({release}: Pick<DeployFacts, 'release'>, containers: readonly Container[]): string[] => {
  const isNew = ({labels}: Container) => isOfRelease(labels, release);
  const old = servicesIn(containers.filter(one => isAlive(one) && !isNew(one)));
  const both = servicesIn(containers.filter(one => isAlive(one) && isNew(one))).filter(name =>
    old.includes(name),
  );
  return both.length === 0 ? [] : [`Old containers of ${both.join(', ')} run beside the new.`];
};

/** What ran before, or was made, and does not run: people miss it until somebody starts it. */
const down = (
  {release, containers: before}: Stopped['facts'],
  containers: readonly Container[],
): string[] => {
  const own = containers.filter(({labels}) => isOfRelease(labels, release));
  const wanted = servicesIn([...before.filter(isAlive), ...own.filter(one => !hasEndedWell(one))]);
  const names = wanted.filter(name => !containers.some(one => one.service === name && isAlive(one)));
  return names.length === 0
    ? []
    : [
        `${names.join(', ')} ${names.length === 1 ? 'does' : 'do'} not run, until the next deploy starts ${names.length === 1 ? 'it' : 'them'}.`,
      ];
};

const asBefore = ({containers: before}: Stopped['facts'], containers: readonly Container[]): string[] => {
  const same = containers.filter(one => isAlive(one) && before.some(({id}) => id === one.id));
  const names = servicesIn(same);
  return names.length === 0 ? [] : [`As before ${names.length === 1 ? 'runs' : 'run'} ${names.join(', ')}.`];
};

const before = ({previous}: Pick<DeployFacts, 'previous'>): string =>
  previous === undefined ? 'Nothing was live before.' : `Live before was ${previous.version}.`;

const wayBack = ({returnsTo, release: {environment}}: Stopped['facts']): string[] =>
  returnsTo === undefined || returnsTo === 'nothing'
    ? []
    : [`To go back instead: countable rollback ${environment} --to ${returnsTo.version}`];

const hasEndedWell = ({state, exitCode}: Container): boolean => state === 'exited' && exitCode === 0;

const servicesIn = (containers: readonly Container[]): string[] =>
  [...new Set(containers.map(({service}) => service))].sort();

const shown = (previous: Release | undefined): string =>
  previous === undefined ? 'what they ran' : previous.version;
