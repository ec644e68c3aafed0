import {folded} from './log/folding.ts';

/** By this name our own questions are known in the logs of those that are asked. */
export const USER_AGENT = 'countable-pipeline-health-check';

/** The last lines that say something: what we ask ourselves is left out, and what repeats is told once. */
export const tellingLines = (lines: readonly string[], most: number): string[] =>
  folded(lines.filter(line => !line.includes(USER_AGENT))).slice(-most);
