import type {Container} from '../compose/model.ts';
import {folded} from './log/folding.ts';

/** By this name our own questions are known in the logs of those that are asked. */
export const USER_AGENT = 'countable-pipeline-health-check';

/** The last lines that say something: what we ask ourselves is left out, and what repeats is told once. */
export const tellingLines = (lines: readonly string[], most: number): string[] =>
  folded(lines.filter(line => !line.includes(USER_AGENT))).slice(-most);

const CHECK_LINES = 10;
/** Docker keeps no more of it than its beginning. */
const KEPT_BYTES = 4_096;

/** What the last health check of an unhealthy container said: in its end is why it failed. */
export const healthCheckLines = ({health, healthOutput = ''}: Container): string[] => {
  if (health !== 'unhealthy' || healthOutput === '') return [];
  const isCut = Buffer.byteLength(healthOutput) >= KEPT_BYTES;
  return [
    ...tellingLines(healthOutput.split(/\r?\n/), CHECK_LINES).map(line => `health check: ${line}`),
    ...(isCut ? ['health check: (Docker keeps only the first 4096 bytes of what it says.)'] : []),
  ];
};
