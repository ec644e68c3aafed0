import * as z from 'zod/mini';
import type {Said} from './fragment.ts';
import {FRAGMENTS} from './fragments.ts';
import type {Together} from './together.ts';

type Fragment = (typeof FRAGMENTS)[number];
type ProjectKeys = Together<Fragment['project']>;
type OrganisationKeys = Together<Fragment['organisation']>;

/** `countable.yml` of a repository, and the named arguments of `countablePipeline(...)`. */
export const settingsSchema = z.strictObject(
  Object.assign({}, ...FRAGMENTS.map(({project}) => project)) as ProjectKeys,
);

/**
 * The file named by COUNTABLE_CONFIG: what an organisation sets for all its projects. What only it may say is missing
 * in `settingsSchema`: where tokens are sent, whom mail may reach, what tests may touch.
 */
export const organisationSchema = z.strictObject(
  Object.assign({}, ...FRAGMENTS.map(({organisation}) => organisation)) as OrganisationKeys,
);

export type SettingsLayer = Said<ProjectKeys>;
export type OrganisationLayer = Said<OrganisationKeys>;
