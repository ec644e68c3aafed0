import type {Lack} from './lacks.ts';
import type {ErrorReport} from '../result/result.ts';
import {scriptBefore, warningBefore} from './rootCause/before.ts';
import {type Exception, exceptionIn} from './exception.ts';
import {type Finding, findIn} from './rootCause/finding.ts';
import {isSettingUp, migrationIn} from './rootCause/migrating.ts';
import {ownFileWords} from './rootCause/ownFiles.ts';
import {placesOf} from './rootCause/places.ts';
import type {About} from '../result/result.ts';
import type {Rule, Seen, Whose} from './rootCause/rule.ts';
import {lacksOfDeploy} from './rootCause/rules/deploy-file-gone.ts';
import {RULES} from './rootCause/rules.ts';
import {gone, serviceRemoved} from './rootCause/rules/service-removed.ts';
import {askedBehind} from './upstream.ts';

/** Why it failed, in a sentence, and what to do about it. */
export interface Cause {
  /** Name of the rule that knows it. */
  rule: string;
  /** What is the machine's trouble is nobody's commit. */
  whose: Whose;
  sentence: string;
  remedy: string;
  /** The line that shows it, and where it stood; absent where the error itself says it. */
  line?: string;
  source?: string;
}

/**
 * What broke, as far as a rule knows it. What the error names counts before what a log mentions; then the last exception
 * of what failed, then that of other broken services; and before what only follows from another service's failure, that.
 */
export const rootCause = (
  error: ErrorReport,
  about: About = {},
  rules: readonly Rule[] = RULES,
): Cause | undefined => {
  const known = recognised(error, about, rules);
  if (known === undefined) return undefined;
  return 'rule' in known ? causeOf(known) : exceptionCause(known.exception, error);
};

/** The files that the cause is the lack of. */
export const lacksOf = (error: ErrorReport): Lack[] => {
  const known = recognised(error, {}, RULES);
  const lacks = known && 'rule' in known ? known.rule.lacks?.(known.seen) : undefined;
  return lacks ?? lacksOfDeploy(error);
};

type Recognised = {rule: Rule; seen: Seen; source?: string} | {exception: Exception};

const recognised = (error: ErrorReport, about: About, all: readonly Rule[]): Recognised | undefined => {
  // What git says to somebody at his own machine is of no container.
  const rules = error.code === 'CLONE_FAILED' ? all.filter(({name}) => name.startsWith('git-')) : all;
  const named = rules.find(({codes = []}) => codes.includes(error.code));
  const itself: Seen = {error, about, groups: {}, lines: []};
  if (named && !SYMPTOMS.has(error.code)) return {rule: named, seen: itself};
  const places = placesOf(error);
  const found = places.flatMap(place => findIn(place, rules) ?? []);
  const finding = found[0]?.rule.isConsequence ? deeper(found, error) : found[0];
  if (finding) return shown(finding, {error, about});
  // Of a test that tells what failed no more is to be said.
  const telling = error.evidence.failedTests?.length ? [] : places;
  // What only follows from another service's failure is not told before that, and before nothing else.
  const others = telling.filter(({service}) => found[0] === undefined || service !== found[0].place.service);
  const exception = others.flatMap(place => exceptionIn(place) ?? [])[0];
  if (exception) return {exception};
  if (found[0]) return shown(found[0], {error, about});
  const fitting = rules.find(({fits}) => fits?.(error)) ?? named;
  return fitting && {rule: fitting, seen: itself};
};

/** What the failure that shows first follows from: what tells its own reason, or what did not reach another itself. */
const deeper = (found: readonly Finding[], error: ErrorReport): Finding | undefined => {
  const behind = askedBehind(error);
  return (
    found.find(({rule}) => !rule.isConsequence) ??
    found.find(({place: {service = ''}}) => behind.includes(service))
  );
};

/** Errors behind which there usually is another one. */
const SYMPTOMS = new Set(['TESTS_FAILED', 'TESTS_NOT_STARTED']);

/** What no rule knows is told in the words of the program, with where to go. */
const exceptionCause = ({said, at, line, place}: Exception, error: ErrorReport): Cause => {
  const who = place.service ?? place.source;
  const isTest = error.code === 'TESTS_FAILED';
  const goesOn = place.isHealthCheck ? `The health check of ${who} fails` : `${who} fails`;
  const isOver = !place.isHealthCheck && error.code !== 'NO_ANSWER';
  const how = isOver ? `${who} ended by an exception` : goesOn;
  const where = at === undefined ? '' : ` (${at})`;
  const warned = warningBefore(place.lines, line);
  const migration = migrationIn(place.lines, line);
  const ran = /SQL/i.test(said) ? scriptBefore(place.lines, line) : undefined;
  const script = migration === undefined ? ran : `the migration ${migration}`;
  const within = script === undefined ? '' : `, in ${script}`;
  const circumstance = warned === undefined ? within : `; before it: ${warned.said} (${warned.at})`;
  const told = `${said}${where}${circumstance}`;
  const setsUp = isTest && isSettingUp(place.lines);
  const failed = setsUp ? 'The test database could not be set up' : 'A test failed';
  return {
    rule: 'exception',
    whose: 'project',
    sentence: `${isTest ? failed : how}: ${told}`,
    remedy:
      setsUp && migration === undefined
        ? UNNAMED_MIGRATION
        : remedyOf(warned?.at ?? script ?? at, warned?.said ?? said, error),
    line: line.trim(),
    source: place.source,
  };
};

/** What is too long to be told again stands in the sentence before it. */
const remedyOf = (at: string | undefined, said: string, {code, remedy}: ErrorReport): string => {
  if (at === undefined) return remedy;
  const tested = code === 'TESTS_FAILED' ? ', or what it tests' : '';
  return `Correct ${at}${tested}${said.length > LONGEST_SAID ? '.' : `: ${said}`}`;
};

const LONGEST_SAID = 120;
const UNNAMED_MIGRATION =
  'Run the tests with -v 2: the log then names the migration that it comes from. Correct that one.';

const shown = (
  {rule, line, groups, place}: Finding,
  known: Pick<Seen, 'error' | 'about'>,
): {rule: Rule; seen: Seen; source: string} => ({
  rule: rule.isUnreached && gone(known.error) ? serviceRemoved : rule,
  seen: {...known, ...place, line, groups},
  source: place.source,
});

const causeOf = ({rule, seen, source}: {rule: Rule; seen: Seen; source?: string}): Cause => {
  const {name, whose = 'project', sentence, remedy, isOfData = false} = rule;
  const migration = isOfData ? migrationIn(seen.lines, seen.line ?? '') : undefined;
  const said = typeof sentence === 'string' ? sentence : sentence(seen);
  return {
    rule: name,
    whose: typeof whose === 'function' ? whose(seen) : whose,
    sentence: migration === undefined ? said : said.replace(/\.$/, ` (in the migration ${migration}).`),
    remedy: (typeof remedy === 'function' ? remedy(seen) : remedy) ?? seen.error.remedy,
    ...ownFileWords(rule, seen),
    ...(seen.line !== undefined && {line: seen.line.trim()}),
    ...(source !== undefined && {source}),
  };
};
