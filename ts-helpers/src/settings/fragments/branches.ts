import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {described, environment, text} from '../keys.ts';
import {PRODUCTION} from '../production.ts';

export interface BranchSettings {
  branches: Record<string, string>;
  /** The only branches that may deploy to production, by the organisation's word; absent where it has none. */
  productionBranches?: readonly string[];
}

/** `none` is a word as well. */
const destination = z.union([environment.check(z.refine(name => name !== 'test')), z.literal(false)], {
  error: 'must be an environment other than test, a word of lower-case letters and digits, or none',
});

const keys = {
  branches: described(
    z.record(text, destination),
    'Which branch deploys to which environment, or `none`: such a branch is tested only. Replaces the default whole. Default: develop → stage, master and main → prod.',
    {develop: 'stage', release: 'prod', main: 'none'},
  ),
};

const DEFAULT = {develop: 'stage', master: 'prod', main: 'prod'};

export const branches = defineSettings({
  project: keys,
  organisation: keys,
  settle: ({organisation, own, given}): BranchSettings => ({
    branches: deploying(given.branches ?? own.branches ?? organisation.branches) ?? DEFAULT,
    ...defined({productionBranches: toProduction(deploying(organisation.branches))}),
  }),
});

/** Without the branches that are said to deploy nowhere. */
const deploying = (
  said: Readonly<Record<string, string | false>> | undefined,
): Record<string, string> | undefined =>
  said &&
  Object.fromEntries(
    Object.entries(said).filter((pair): pair is [string, string] => pair[1] !== false && pair[1] !== 'none'),
  );

const toProduction = (said: Readonly<Record<string, string>> | undefined): string[] | undefined =>
  said && Object.keys(said).filter(branch => said[branch] === PRODUCTION);
