import type {AgentFacts} from './agentFacts.ts';
import {clockNotKept} from './agentRules/clock-not-kept.ts';
import {composeTooOld} from './agentRules/compose-too-old.ts';
import {diskLow} from './agentRules/disk-low.ts';
import {dockerUnusable} from './agentRules/docker-unusable.ts';
import {programMissing} from './agentRules/program-missing.ts';
import type {Rule} from './rule.ts';

/** All that machines are held to, in the order of their names. */
export const AGENT_RULES: readonly Rule<AgentFacts>[] = [
  clockNotKept,
  composeTooOld,
  diskLow,
  dockerUnusable,
  programMissing,
];
