import type {Edit} from './edits.ts';
import type {ProjectFacts} from './facts.ts';

/** From the worst. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One convention. docs/reference/doctor.md is generated of all of them. */
export interface Rule<Facts = ProjectFacts> {
  /** What its file is called. */
  code: string;
  severity: Severity;
  /** What is wrong, in some words. */
  title: string;
  why: string;
  /** How it is mended, where a finding knows nothing better. */
  mend: string;
  /** What `--fix` does of it, where that needs no thought. */
  fix?: string;
  find(facts: Facts): Finding[];
  /** Whether what it looks at was not read this time: then nothing in the baseline is gone for it. */
  isBlind?(facts: Facts): boolean;
}

/** What is told of a rule, whatever it looks at. */
export type Described = Omit<Rule, 'find' | 'isBlind'>;

/** Something that a rule is broken by. */
export interface Finding {
  /** Of an agent, what of it: a program, a folder. */
  file: string;
  line?: number;
  message: string;
  remedy?: string;
  /** Where it is not that of its rule. */
  severity?: Severity;
  /** What mends it and needs no thought; `countable doctor --fix` makes it. */
  edits?: readonly Edit[];
}
