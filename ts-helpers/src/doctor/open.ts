import {createHadolint} from '../outside/hadolint.ts';
import {loadPatterns} from '../outside/patterns.ts';
import {createSecretScan} from '../outside/secretScan.ts';
import {createShell} from '../outside/shell.ts';
import type {World} from '../run/world.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {createPlanAdapters} from '../workspace/open.ts';
import type {Project} from '../workspace/project.ts';

/** What a look at a project works with. */
export const openNeeds = (
  project: Project,
  {signal, voice}: Pick<World, 'signal' | 'voice'>,
  {history}: {history: boolean},
) => {
  const adapters = {...createDockerAdapters(signal), ...createPlanAdapters(project, signal)};
  const contents = {
    scan: createSecretScan(),
    loadPatterns,
    hadolint: createHadolint(createShell(signal), project.workspace),
    warn: (message: string) => {
      voice.warn(message);
    },
    ...(history && {history: adapters.git}),
  };
  return {...adapters, contents};
};
