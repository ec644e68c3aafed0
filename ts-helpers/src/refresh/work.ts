import {whileTools} from '../backup/outside.ts';
import {signText} from '../outside/signing.ts';
import {ownTools, planTools, restoreNeeds} from '../restore/work.ts';
import type {Job} from '../stage/work.ts';
import {whoIsAndWhere} from '../workspace/whoIs.ts';
import {refuseProduction} from './plan.ts';
import {planOnly, refresh, type RefreshRequest} from './refresh.ts';

export interface RefreshGiven {
  environment?: string | undefined;
  at?: string | undefined;
  service?: string | undefined;
}

/** Data of production for another environment, with all that it works with. Throws REFRESH_REFUSED. */
export const refreshWork =
  ({environment, at, service}: RefreshGiven) =>
  (job: Job) => {
    const {project, world} = job;
    const request: RefreshRequest = {
      project,
      environment: refuseProduction(environment),
      at,
      only: service,
      who: whoIsAndWhere(project, world),
    };
    const {COUNTABLE_EVIDENCE_KEY_FILE: key} = world.variables;
    const needs = () => ({
      ...restoreNeeds(job),
      sign: key ? (text: string) => signText(text, key) : undefined,
    });
    return Promise.resolve({
      plan: () => whileTools(planTools(request), needs(), tools => planOnly(request, {...needs(), tools})),
      async run() {
        const {warnings, ...done} = await whileTools(ownTools(request), needs(), tools =>
          refresh(request, {...needs(), tools}),
        );
        return {outcome: 'passed' as const, ...done, ...(warnings.length > 0 && {warnings})};
      },
    });
  };
