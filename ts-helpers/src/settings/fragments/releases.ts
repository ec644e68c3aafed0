import * as z from 'zod/mini';
import {defineSettings} from '../fragment.ts';
import {described} from '../keys.ts';

const keys = {
  releases: described(
    z.int('must be a number of releases').check(z.gte(1, 'must be 1 at least')),
    'How many releases of an environment stay on its host, the live one among them, for a return to them: their files, secrets and images. Default: 5.',
    5,
  ),
};

export const releases = defineSettings({
  project: keys,
  organisation: keys,
  settle: ({organisation, own, given}): {releases: number} => ({
    releases: given.releases ?? own.releases ?? organisation.releases ?? 5,
  }),
});
