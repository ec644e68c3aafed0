import type {ErrorReport} from './result.ts';
import type {Rule} from './rootCause/rule.ts';
import {RULES} from './rootCause/rules.ts';

/** Why it failed, in a sentence, and what to do about it. */
export interface Cause {
  /** Name of the rule that knows it. */
  rule: string;
  /** What is the machine's trouble is nobody's commit. */
  whose: 'machine' | 'project';
  sentence: string;
  remedy: string;
  /** The line that shows it, and where it stood; absent where the error itself says it. */
  line?: string;
  source?: string;
}

/**
 * What broke, as far as a rule knows it. What the error names counts before what a log mentions; in logs the first line
 * that a rule knows counts, for what follows it is its consequence.
 */
export const rootCause = (error: ErrorReport): Cause | undefined => {
  const named = RULES.find(({codes = []}) => codes.includes(error.code));
  if (named && !SYMPTOMS.has(error.code)) return causeOf(named, error);
  for (const {text, source} of placesOf(error)) {
    for (const rule of RULES) {
      const match = firstMatch(text, rule.patterns);
      if (match) return {...causeOf(rule, error, match.groups), line: text.trim(), source};
    }
  }
  return named && causeOf(named, error);
};

const firstMatch = (text: string, patterns: Rule['patterns'] = []): RegExpMatchArray | undefined => {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return undefined;
};

/** Errors behind which there usually is another one. */
const SYMPTOMS = new Set(['TESTS_FAILED', 'TESTS_NOT_STARTED']);

const causeOf = (
  {name, whose = 'project', sentence, remedy}: Rule,
  error: ErrorReport,
  groups: Readonly<Record<string, string | undefined>> = {},
): Cause => {
  const matched = Object.entries(groups).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    rule: name,
    whose,
    sentence: typeof sentence === 'string' ? sentence : sentence(Object.fromEntries(matched), error),
    remedy: remedy ?? error.remedy,
  };
};

/** Where tests tell what failed, the log around them only distracts. */
const placesOf = ({message, evidence}: ErrorReport): {text: string; source: string}[] => {
  const {failedTests = [], log, services = []} = evidence;
  if (failedTests.length > 0) {
    return failedTests.flatMap(test =>
      test.message.split('\n').map(text => ({text, source: `test ${test.name}`})),
    );
  }
  return [
    {text: message, source: 'the error'},
    ...(log?.lines ?? []).map(text => ({text, source: log?.source ?? ''})),
    ...services.flatMap(({service, log: lines = [], healthOutput}) => [
      ...lines.map(text => ({text, source: service})),
      ...(healthOutput?.split('\n') ?? []).map(text => ({text, source: `health check of ${service}`})),
    ]),
  ];
};
