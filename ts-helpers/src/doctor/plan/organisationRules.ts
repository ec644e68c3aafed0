import type {OrganisationFacts} from './organisationFacts.ts';
import {backupInTrouble} from './organisationRules/backup-in-trouble.ts';
import {bucketMissing} from './organisationRules/bucket-missing.ts';
import {bucketUnreadable} from './organisationRules/bucket-unreadable.ts';
import {tokenMissing} from './organisationRules/token-missing.ts';
import {tokenRefused} from './organisationRules/token-refused.ts';
import type {Rule} from './rule.ts';

/** All that organisations are held to, in the order of their names. */
export const ORGANISATION_RULES: readonly Rule<OrganisationFacts>[] = [
  backupInTrouble,
  bucketMissing,
  bucketUnreadable,
  tokenMissing,
  tokenRefused,
];
