/**
 * What a step may cost at the worst: nothing; answers to those who use the site; or what is kept in volumes, folders of the
 * host and services, in a way that nobody brings back.
 */
export type Risk = 'nothing' | 'traffic' | 'data';

/** A deed that brings back what was before, as plain data, and the words for it. */
export interface Undo {
  /** Which one it is; several steps may be undone by the same. */
  deed: string;
  does: string;
}

/** A step of a plan: plain data, in the words that `--plan` prints and that are said while it is done. */
export interface Step {
  /** What programs and results refer to it by: no other step of its plan has it, and it stays when the words change. */
  id: string;
  does: string;
  risks: Risk;
  /** Minutes that it may take; then it is ended. */
  limit: number;
  /** Said while it is done instead of `does`, once of those that follow one another with the same; null: nothing is said. */
  said?: string | null;
  /** It is done in the end, whatever became of the others. That it fails is told, and changes nothing of that. */
  isCleanup?: true;
  /** What is done about it, in this order, when it or a step after it fails; empty where nothing has to be, or can be. */
  undo: readonly Undo[];
}

/** Of a step that asks something of a service: it is all or nothing there, and the next run finds what is done. */
export const OF_A_SERVICE = {risks: 'nothing', limit: 5, undo: []} as const;

/** As a plan prints it: what it risks is said where it risks something. */
export const planned = ({does, risks}: Pick<Step, 'does' | 'risks'>): string =>
  risks === 'nothing' ? does : `${does} (risks ${risks})`;
