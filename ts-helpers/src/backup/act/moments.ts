import {pitrDeeds, type PitrNeeds} from '../../pitr/act.ts';
import type {Moments} from '../gather/pitr.ts';
import type {BackupPlan} from '../plan.ts';

/** What is done so that every moment is kept; nothing where nothing is planned. */
export const momentsDeeds = ({moments: {plan}}: BackupPlan, gathered: Moments, needs: PitrNeeds) => {
  const access = gathered !== undefined && 'access' in gathered ? gathered.access : undefined;
  return plan && pitrDeeds({plan, access}, needs);
};
