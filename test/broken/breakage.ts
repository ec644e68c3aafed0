export type Files = Readonly<Record<string, string>>;

/** A project that somebody breaks, between two others who do not. */
export interface Breakage {
  name: string;
  stack: Files;
  /** What the culprit writes. */
  breaks: Files;
  /** What the first message has to say of the cause: a person is named otherwise. */
  says: RegExp;
  /** What the remedy has to name. */
  remedy: RegExp;
  /** Any of these stages, where both would fail. */
  stage: readonly string[];
  /** How long the build may take; three minutes where it is not said. */
  minutes?: number;
  /** What others wrote before and after, in this order. */
  innocents?: readonly [Files, Files];
}

export const BOTH = ['Deploy to staging', 'Test'];
export const TEST = ['Test'];
export const DEPLOY = ['Deploy to staging'];

/** The text with one place of it changed; a place that is not there is a mistake of the table. */
export const but = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`${from} is not there`);
  return text.replace(from, to);
};
