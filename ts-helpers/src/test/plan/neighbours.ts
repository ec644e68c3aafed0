import {COMPOSE_PROJECT} from '../../project/throwAway.ts';
import {ENVIRONMENT_LABEL} from '../../project/release.ts';

/** Deploys to it are a developer's own. */
const DEVELOPMENT = 'dev';

/** Compose projects that live on a machine, by labels of its containers and by the deploys that it keeps a state of. */
export const deployedHere = ({
  containers,
  states,
}: {
  containers: readonly Readonly<Record<string, string>>[];
  states: readonly string[];
}): string[] => {
  const running = containers
    .filter(labels => labels[ENVIRONMENT_LABEL] !== DEVELOPMENT)
    .map(labels => labels[COMPOSE_PROJECT] ?? '');
  // An environment has no hyphen, so it is what follows the last one.
  const kept = states.filter(name => name.split('-').at(-1) !== DEVELOPMENT);
  return [...new Set([...running, ...kept])].filter(Boolean).sort();
};
