import {type Entry, isIn} from './baseline.ts';
import {type Finding, type Rule, SEVERITIES, type Severity} from './rule.ts';

/** A finding with what its rule says. */
export interface Told extends Finding {
  code: string;
  severity: Severity;
  title: string;
  why: string;
  remedy: string;
  /** Where it is shown, in the place of its edits: `--fix` mends it. */
  isMechanical?: true;
}

export interface Diagnosis {
  findings: Told[];
  counts: Readonly<Record<Severity, number>>;
  /** How many the baseline has, which are not told. */
  known: number;
}

/** All that the rules find, each once: environments share their files. */
export const findAll = <Facts>(facts: Facts, rules: readonly Rule<Facts>[]): Told[] => {
  const all = rules.flatMap(({find, mend, code, severity, title, why}) =>
    find(facts).map(found => ({
      ...found,
      code,
      severity: found.severity ?? severity,
      title,
      why,
      remedy: found.remedy ?? mend,
    })),
  );
  const once = new Map(all.map(one => [JSON.stringify([one.code, one.file, one.line, one.message]), one]));
  return [...once.values()].sort(byPlace);
};

/** What is told of it: what the baseline has is counted alone, and what it has without need is told. */
export const diagnose = (
  found: readonly Told[],
  {baseline, file}: {baseline: readonly Entry[]; file: string},
): Diagnosis => {
  const fresh = found.filter(one => !isIn(one, baseline));
  const findings = [...fresh, ...outdated(found, baseline, file)];
  const count = (severity: Severity) => findings.filter(one => one.severity === severity).length;
  return {
    findings,
    counts: {error: count('error'), warning: count('warning'), note: count('note')},
    known: found.length - fresh.length,
  };
};

/** Of the baseline, and of no rule: what is not true any more would hide what comes back. */
export const OUTDATED = {
  code: 'baseline-outdated',
  severity: 'note',
  title: 'A finding of the baseline is gone',
  why: 'It was mended, or moved to another file. While the baseline has it, it would not be told if it came back.',
  remedy: 'Write it anew: countable doctor --write-baseline',
} as const;

const outdated = (found: readonly Told[], baseline: readonly Entry[], file: string): Told[] =>
  baseline
    .filter(entry => !found.some(one => isIn(one, [entry])))
    .map(({code, file: of, message}) => ({
      ...OUTDATED,
      file,
      message: `Not true any more of ${of}: ${code}: ${message}`,
    }));

/** Whether one of these is as bad as that, or worse. */
export const isAtLeast = ({counts}: Pick<Diagnosis, 'counts'>, least: Severity): boolean =>
  SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1).some(severity => counts[severity] > 0);

const byPlace = (one: Told, other: Told): number =>
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
  one.file.localeCompare(other.file, 'en') ||
  (one.line ?? 0) - (other.line ?? 0) ||
  one.code.localeCompare(other.code, 'en');
