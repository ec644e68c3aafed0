import type {BuildIdentity} from '../../result/buildIdentity.ts';
import {COMPOSE_PROJECT, HOLDER, RUN} from '../../project/throwAway.ts';

/** What relative paths of a compose project are relative to. */
export const DIRECTORY = 'com.docker.compose.project.working_dir';

/** `holder` tells one process from all others that ever ran: see outside/holders.ts. */
export const throwAwayLabels = (build: BuildIdentity, holder: string): Record<string, string> => ({
  [RUN]: 'test',
  'ca.countable.project': build.project,
  'ca.countable.build': build.buildNumber === undefined ? (build.commit ?? '') : String(build.buildNumber),
  [HOLDER]: holder,
});

/** Who made each throw-away compose project that anything is left of. */
export const holdersOf = (found: readonly Readonly<Record<string, string>>[]): Map<string, string> =>
  new Map(
    found.flatMap(labels => {
      const [project, holder] = [labels[COMPOSE_PROJECT], labels[HOLDER]];
      return project && holder ? [[project, holder] as const] : [];
    }),
  );

/** What removes a run. Away from compose files, which Compose would go by instead of what there is. */
export const removalOf = (composeProject: string): string =>
  `(cd / && docker compose -p ${composeProject} down --volumes --remove-orphans --timeout 0)`;
