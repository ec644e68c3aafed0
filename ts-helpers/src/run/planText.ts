import {planned as inPlan, type Step} from '../result/step.ts';

/** What verbs that set something up would do, or did, as lines for people. */
export const lines = (...texts: string[]): string => `${texts.join('\n')}\n`;

export const numbered = (steps: readonly Step[]): string[] =>
  steps.map((step, index) => `${index + 1}. ${inPlan(step)}`);

export const planned = ({steps, drift}: {steps: readonly Step[]; drift: readonly string[]}): string[] => [
  ...(steps.length === 0 ? ['Nothing to do.'] : numbered(steps)),
  ...drift.map(text => `Changed by hand: ${text}`),
];

export const count = (changed: readonly string[]): string =>
  changed.length === 0 ? 'nothing had to change' : `${changed.length} changed`;

export const left = (drift: readonly string[], command: string): string[] =>
  drift.length === 0
    ? []
    : [...drift.map(text => `Changed by hand, and left so: ${text}`), `To bring it back: ${command}`];
