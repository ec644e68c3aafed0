import type {AgentFacts} from '../agentFacts.ts';
import type {Rule} from '../rule.ts';

const LEAST = '2.24.4';

export const composeTooOld: Rule<AgentFacts> = {
  code: 'compose-too-old',
  severity: 'error',
  title: 'Docker Compose is missing or too old',
  why: `Before ${LEAST} it has no \`!override\`, with which an environment replaces what the compose file says: ports of both are published. \`docker-compose\`, version 1, is another program.`,
  mend: `Install Compose ${LEAST} or newer: https://docs.docker.com/compose/install/ tells how on each system.`,
  find({compose}) {
    if (compose === undefined) return [];
    if (typeof compose !== 'string')
      return [{file: 'docker compose', message: compose.message, remedy: compose.remedy}];
    return isOlder(compose) ? [{file: 'docker compose', message: `It is ${compose}.`}] : [];
  },
};

/** What was built by hand calls itself as it likes, and is left alone: no number is less than NaN. */
const isOlder = (version: string): boolean => {
  const [own, least] = [numbersOf(version), numbersOf(LEAST)];
  if (own.length < least.length) return false;
  const at = own.findIndex((number, index) => number !== least[index]);
  return at >= 0 && (own[at] ?? 0) < (least[at] ?? 0);
};

/** Distributions add to the last one: `2.24.6+ds1`, `2.23.3-1`. */
const numbersOf = (version: string): number[] =>
  version
    .split('.')
    .slice(0, 3)
    .map(part => Number.parseInt(part, 10));
