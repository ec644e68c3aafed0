import {isNightly} from '../project/nightly.ts';
import type {Facts} from './facts.ts';
import {emptyMemory, type Memory} from './memory.ts';

/** Whether it tells how backups stand, and nothing of the branch: the nightly timer began it. */
export const isOfBackup = (facts: Facts): boolean =>
  facts.plan === undefined ? isNightly(facts, undefined) : facts.plan.byTimer === true;

/** Builds of commits and of backups are two rows, of which neither turns the other green: the other one comes first. */
export const turned = ({beside, ...row}: Memory): Memory => ({
  ...(beside ?? emptyMemory(row.branch)),
  beside: row,
});
