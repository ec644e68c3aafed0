import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {described, environment} from '../keys.ts';
import {fileOfProject} from '../paths.ts';

const keys = z.strictObject({
  file: described(
    fileOfProject,
    'The compose file. Default: the first of compose.yaml, compose.yml, docker-compose.yml, docker-compose.yaml, as for Compose.',
  ),
  environments: described(
    z.record(environment, fileOfProject),
    'Override file of an environment, where it is not `dc.<environment>.yml`.',
  ),
});

export const compose = defineSettings({
  project: {
    compose: described(keys, 'Compose files that do not follow the convention.', {
      file: 'docker/compose.yml',
      environments: {stage: 'docker/staging.yml'},
    }),
  },
  organisation: {},
  settle: ({own, given}): {compose: {file?: string; environments: Record<string, string>}} => ({
    compose: {
      ...defined({file: given.compose?.file ?? own.compose?.file}),
      environments: {...own.compose?.environments, ...given.compose?.environments},
    },
  }),
});
