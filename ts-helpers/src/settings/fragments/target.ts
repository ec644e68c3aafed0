import * as z from 'zod/mini';
import {defineSettings} from '../fragment.ts';
import {described, environment} from '../keys.ts';
import type {Target, Targets} from '../target.ts';

const kind = z.enum(['compose', 'swarm'], {error: 'must be compose or swarm'});

const keys = {
  target: described(
    z.union([kind, z.record(environment, kind)], {
      error: 'must be compose or swarm, or one of them for each environment',
    }),
    'What deploys run on: `compose` on the Docker engine of the host, or `swarm` on the Docker Swarm that this engine manages; for all environments, or by environment. Default: compose.',
    {prod: 'swarm'},
  ),
};

export const target = defineSettings({
  project: keys,
  organisation: keys,
  settle: ({organisation, own, given}): {target: Targets} => ({
    target: {...mapOf(organisation.target), ...mapOf(own.target), ...mapOf(given.target)},
  }),
});

const mapOf = (said: Target | Record<string, Target> | undefined): Targets =>
  typeof said === 'string' ? {'*': said} : (said ?? {});
