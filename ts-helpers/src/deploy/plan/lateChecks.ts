import {lineOf} from '../../compose/sourcePlaces.ts';
import {UserError} from '../../errors/userError.ts';
import {lateCheckIn} from '../../health/lateCheck.ts';
import type {DeployFacts} from './facts.ts';
import {fatesOf} from './fates.ts';

/** What would be started and could not be found healthy in time. Who goes back from a failure tries all the same. */
export const lateCheckFindings = (facts: DeployFacts): UserError[] =>
  facts.before !== undefined
    ? []
    : fatesOf(facts, facts.fingerprints).flatMap(({service, does}) => {
        const late = lateCheckIn(service, facts.model.services[service] ?? {}, facts.minutes.health);
        if (late === undefined || does === 'go on' || does === 'reload') return [];
        const {code, message, remedy} = late;
        const where = lineOf(facts.sources, ['services', service, 'healthcheck', 'interval']);
        return [new UserError(code, message, {where, remedy})];
      });
