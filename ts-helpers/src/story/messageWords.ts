import type {Blamed} from '../blame/blame.ts';
import type {Commit} from '../history/changes.ts';
import type {ErrorReport} from '../result/result.ts';
import {isBroken} from '../health/services.ts';
import {backupLines} from './backupLine.ts';
import type {ExplainedFailure, Story} from './story.ts';
import type {Telling} from './telling.ts';
import {cut, cutMiddle, oneLine, counted} from '../text/plain.ts';
import {durationText, timeText} from '../text/time.ts';

const LONGEST_NAME = 200;
const LONGEST_WARNING = 500;
const MOST_TESTS = 10;
const MOST_PEOPLE = 10;
const MOST_COMMITS = 10;
const LOG_LINES = 20;

/** How a person is called in a medium: a mention, or a name. Already safe there. */
export type Naming = (person: Blamed) => string;

/** Texts of a medium: makes what comes from outside safe, and calls people. */
export interface Medium {
  safe(text: string): string;
  name: Naming;
}

/** Who, which commit, and how it stands to earlier builds: one line each. */
export const aboutOf = (telling: Telling, medium: Medium): string[] => {
  const {story} = telling;
  const byKind: Record<Telling['kind'], () => string[]> = {
    failed: () => breakageLines(story, medium),
    unstable: () => breakageLines(story, medium),
    fixed: () => [...fixLines(story, medium), ...deployedLine(story, medium)],
    deployed: () => [...commitLines(story, medium), ...triggerLine(story, medium)],
    aborted: () => [
      ...(story.stoppedBy === undefined ? [] : [`${medium.safe(story.stoppedBy)}.`]),
      ...commitLine(story, medium),
      ...otherStages(story, medium),
    ],
    noticed: () => commitLine(story, medium),
  };
  return [...byKind[telling.kind](), ...notes(story, medium)];
};

const breakageLines = (story: Story, medium: Medium): string[] => [
  ...whoLines(story, medium),
  ...commitLine(story, medium),
  ...courseLines(story, medium),
  ...otherStages(story, medium),
];

/** How the stages stand that did not fail. */
const otherStages = ({stages, running}: Story, {safe}: Medium): string[] => [
  ...stages
    .filter(({outcome}) => outcome === 'passed')
    .map(
      ({stage, durationMs, urls = []}) =>
        `${safe(stage)} passed in ${durationText(durationMs / 1000)}${urls.length > 0 ? `: ${urls.map(safe).join(' ')}` : '.'}`,
    ),
  ...(running.length > 0 ? [`Still running: ${running.map(safe).join(', ')}.`] : []),
];

/** Of a failure that is nobody's who wrote something. */
export const NO_COMMIT = 'No commit did this: it is the trouble of the machine, or of what it talks to.';

/** Of commits that none of what failed can come of. */
export const ALL_HARMLESS =
  'None of the new commits looks like it: they changed words, looks, blanks or comments, or let a health check wait longer.';

const whoLines = ({blame: {people, nobody, machine, harmless}, changes}: Story, medium: Medium): string[] => {
  if (machine) return [NO_COMMIT];
  if (harmless) return [ALL_HARMLESS];
  if (nobody !== undefined) return [`No new commit, so nobody is blamed. ${medium.safe(nobody)}.`];
  if (people.length === 0) return [];
  const named = people.slice(0, MOST_PEOPLE).map(person => whoText(person, people.length, medium));
  const more = people.length > MOST_PEOPLE ? [`and ${people.length - MOST_PEOPLE} more`] : [];
  const unknown =
    changes?.since === null ? ' (no green build of this branch is known: only the newest commit counts)' : '';
  return [`${[...named, ...more].join(' · ')}${unknown}`];
};

const whoText = (person: Blamed, of: number, {safe, name}: Medium): string => {
  const {commits, touched, mergedOf} = person;
  const details = [
    ...(of > 1 && commits > 0 ? [counted(commits, 'commit')] : []),
    ...(mergedOf ? [`merged what ${safe(cut(mergedOf.join(', '), LONGEST_NAME))} wrote`] : []),
    ...(touched
      ? [`likely: ${safe(cut(whatWasTouched(touched), LONGEST_NAME))} in ${touched.commit.slice(0, 7)}`]
      : []),
  ];
  return details.length > 0 ? `${name(person)}: ${details.join(', ')}` : name(person);
};

/** `shop/cart.py:12 (changed line 12, where it failed)` */
const whatWasTouched = ({file, line, why}: NonNullable<Blamed['touched']>): string =>
  `${file}${line === undefined ? '' : `:${line}`}${why === undefined ? '' : ` (${why})`}`;

const commitLine = ({commit, subject}: Story, {safe}: Medium): string[] => {
  const text = [commit?.slice(0, 12), subject].filter(Boolean).join(' ');
  return text === '' ? [] : [safe(cut(text, LONGEST_NAME))];
};

const courseLines = ({course: {breakage, same, seen, similar}}: Story, {safe}: Medium): string[] => {
  const earlier = similar[0];
  const before =
    earlier === undefined
      ? []
      : [
          `It failed like this before: ${safe(earlier.build === undefined ? '' : `build #${earlier.build}, `)}${timeText(earlier.at)}.`,
        ];
  if (same === undefined || breakage === undefined) return before;
  const red = `Red since ${timeText(breakage.since)}, ${counted(breakage.builds, 'build')}.`;
  if (!same && seen?.times === 1) return [`Another error than before. ${red}`, ...before];
  const often = seen === undefined ? '' : `, since ${timeText(seen.since)}, ${seen.times} times in a row`;
  return [`The same error${often}. ${red}`, ...before];
};

const fixLines = (story: Story, medium: Medium): string[] => {
  const {
    fixedBy,
    blame: {nobody},
  } = story;
  if (fixedBy.length === 0)
    return [
      ...commitLine(story, medium),
      ...(nobody === undefined ? [] : [`No new commit. ${medium.safe(nobody)}.`]),
    ];
  return fixedBy.length === 1
    ? [`Fixed by ${commitText(fixedBy[0] as Commit, medium)}`]
    : ['Fixed by one of', ...listed(fixedBy, medium)];
};

const deployedLine = ({deployed}: Story, {safe}: Medium): string[] =>
  deployed ? [`Deployed to ${safe(deployed.title)} in ${durationText(deployed.seconds)}.`] : [];

const commitLines = (story: Story, medium: Medium): string[] => {
  const commits = story.changes?.commits ?? [];
  if (story.changes?.isNew === false) return [...commitLine(story, medium), 'No new commit.'];
  const own = commits.filter(({isMerge}) => !isMerge);
  return own.length > 0 ? listed(own, medium) : commitLine(story, medium);
};

/** Who, or what, had it deployed. */
const triggerLine = ({triggers}: Story, {safe}: Medium): string[] =>
  triggers.length === 0 ? [] : [`${safe(triggers.join('; '))}.`];

const listed = (commits: readonly Commit[], medium: Medium): string[] => [
  ...commits.slice(0, MOST_COMMITS).map(commit => `• ${commitText(commit, medium)}`),
  ...(commits.length > MOST_COMMITS ? [`… and ${commits.length - MOST_COMMITS} more`] : []),
];

/** Told, not called: news that all is well need no mention. */
const commitText = ({id, subject, author}: Commit, {safe}: Medium): string =>
  safe(`${id.slice(0, 7)} ${cut(subject, LONGEST_NAME)} (${cut(author.name, LONGEST_NAME)})`);

const notes = ({stages, slow, flaky, warnings, left, undone}: Story, {safe}: Medium): string[] => [
  ...backupLines(stages).map(line => safe(cut(line, LONGEST_WARNING))),
  ...undone.map(({says}) => `↩ ${safe(cut(says, LONGEST_WARNING))}`),
  ...left.map(({stage, says}) => `⚠ ${safe(stage)} was stopped. ${safe(cut(says, LONGEST_WARNING))}`),
  ...warnings.map(warning => `⚠ ${safe(cut(`${warning.message} ${warning.remedy}`, LONGEST_WARNING))}`),
  ...slow.map(
    ({stage, seconds, median}) =>
      `${safe(stage)} took ${durationText(seconds)}; the median of recent builds is ${durationText(median)}.`,
  ),
  ...flaky
    .slice(0, MOST_TESTS)
    .map(test => `Flaky: ${safe(cut(test, LONGEST_NAME))} failed before on the same commit, and passed now.`),
];

/** `Test: TESTS_FAILED: 1 of 3 tests failed.` and what is known of it, one line each, none of them safe yet. */
export const failureLines = ({error, cause}: ExplainedFailure): string[] => {
  const {where, evidence} = error;
  const {failedTests = [], services = []} = evidence;
  return [
    ...(cause === undefined || cause.sentence === error.message ? [] : [`Why: ${cause.sentence}`]),
    ...(cause?.line === undefined ? [] : [`Shown by: ${cutMiddle(cause.line, LONGEST_NAME)}`]),
    ...(where === undefined ? [] : [`Where: ${where}`]),
    `Remedy: ${cause?.remedy ?? error.remedy}`,
    ...failedTests
      .slice(0, MOST_TESTS)
      .map(test => `Failed: ${cut(`${test.name}: ${test.message.split('\n', 1)[0] ?? ''}`, LONGEST_NAME)}`),
    ...(failedTests.length > MOST_TESTS ? [`… and ${failedTests.length - MOST_TESTS} more`] : []),
    ...services.filter(isBroken).map(serviceLine),
  ];
};

const serviceLine = ({
  service,
  state,
  health,
  exitCode,
  outOfMemory,
  restarts,
}: NonNullable<ErrorReport['evidence']['services']>[number]): string =>
  [
    `Service ${service}: ${state}`,
    health,
    restarts === undefined ? '' : `restarted ${restarts === 1 ? 'once' : `${restarts} times`}`,
    exitCode === undefined ? '' : `exit code ${exitCode}`,
    outOfMemory && 'out of memory',
  ]
    .filter(Boolean)
    .join(', ');

/** The last lines of the log that matters. */
export const logLines = ({evidence: {log}}: ErrorReport): string[] =>
  (log?.lines ?? []).slice(-LOG_LINES).map(line => cutMiddle(oneLine(line), LONGEST_NAME));
