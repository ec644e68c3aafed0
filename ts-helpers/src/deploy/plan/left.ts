import type {Container} from '../../compose/model.ts';
import {environmentTitle} from '../../project/conventions.ts';
import {type DeployFacts, type DeployStep, isRoll} from '../plan.ts';
import {rolledBy} from './step.ts';
import {isOfRelease, type Release} from '../../project/release.ts';

interface Stopped {
  /** What was under way. */
  step: DeployStep['id'];
  facts: Pick<DeployFacts, 'release' | 'previous' | 'folder'>;
  /** What there is now; undefined where the engine does not say. */
  containers: readonly Container[] | undefined;
}

/** What runs after a deploy that was stopped in the middle, in sentences. */
export const leftByDeploy = ({step, facts, containers}: Stopped): string => {
  const {release, previous, folder} = facts;
  const where = environmentTitle(release.environment);
  // What it had begun is undone by then.
  if (isRoll(step))
    return `In ${where} the roll of ${rolledBy(step)} was stopped: its old containers serve, and the new are removed, unless the old were being ended already. The next deploy goes on from there.`;
  switch (step) {
    case 'build':
      return `Nothing of what runs in ${where} was touched.`;
    case 'fill':
    case 'unpin':
      return `The containers of ${where} still run ${shown(previous)}; in ${folder} there are files of ${release.version} already. The next deploy mends that.`;
    case 'unlink':
    case 'start':
    case 'rest':
    case 'setAside':
    case 'watch':
      return containers === undefined
        ? `What runs in ${where} now cannot be told: Docker did not answer. The next deploy goes on from there.`
        : `${started({release, previous}, containers)} The next deploy goes on from there.`;
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

const started = (
  {release, previous}: Pick<DeployFacts, 'release' | 'previous'>,
  containers: readonly Container[],
): string => {
  const where = environmentTitle(release.environment);
  const own = containers.filter(({labels}) => isOfRelease(labels, release));
  if (own.length === 0) return `No container of ${release.version} was started in ${where}.`;
  const names = own.map(
    ({service, state, health}) => `${service} (${[state, health].filter(Boolean).join(', ')})`,
  );
  const before = previous === undefined ? 'Nothing was live before' : `Live before was ${previous.version}`;
  return `In ${where} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} of ${release.version} now, which was never seen healthy. ${before}.`;
};

const shown = (previous: Release | undefined): string =>
  previous === undefined ? 'what they ran' : previous.version;
