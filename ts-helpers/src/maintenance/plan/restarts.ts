import type {Container} from '../../compose/model.ts';
import type {PageLabels} from '../../deploy/plan.ts';
import type {MaintenanceFacts} from './facts.ts';

/**
 * In place of `always` and `on-failure`, by which the engine starts what was stopped as it starts itself: with the page it would race for
 * the port. What is stopped stays stopped by this one, and what runs runs on as before, also where nobody gives the old one back.
 */
export const WHILE_STOPPED = 'unless-stopped';

/** By their ids, the policies of those that would be started so, as they were before maintenance. */
export const restartsOf = ({
  pages,
  publishers,
}: Pick<MaintenanceFacts, 'pages' | 'publishers'>): PageLabels['restarts'] => {
  const known = Object.assign({}, ...pages.map(({restarts}) => restarts)) as PageLabels['restarts'];
  return Object.fromEntries(
    publishers.flatMap(one => {
      const policy = known[one.id] ?? policyOf(one);
      return policy === undefined ? [] : [[one.id, policy] as const];
    }),
  );
};

const policyOf = ({restartPolicy, restartLimit = 0}: Container): string | undefined => {
  if (!['always', 'on-failure'].includes(restartPolicy)) return undefined;
  return restartLimit > 0 ? `${restartPolicy}:${restartLimit}` : restartPolicy;
};
