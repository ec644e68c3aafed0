import type {Invocation} from '../cli/parse.ts';
import type {PipelineOutcome} from '../commands/pipeline.ts';
import type {DeployPlan} from '../domain/deploy.ts';
import type {PipelinePlan} from '../domain/pipeline.ts';
import type {StageResult} from '../domain/result.ts';
import type {SentryPlan} from '../domain/sentry.ts';
import {startTitle, type TestPlan} from '../domain/testrun.ts';
import {oneLine, counted} from '../domain/text.ts';
import {eachText} from './eachText.ts';
import {type JenkinsResult, jenkinsText, type SentryResult, sentryText} from './setUp.ts';

/** What a verb found or did, for people, each text in a line; `--json` has all of it. */
export const renderResult = (given: unknown, {verb, flags}: Invocation): string => {
  const result = eachText(given, oneLine);
  if (verb === 'plan' || (verb === 'pipeline' && flags.plan)) return pipelinePlan(result as PipelinePlan);
  if (verb === 'deploy' && flags.plan) return deployPlan(result as DeployPlan);
  if (verb === 'test' && flags.plan) return testPlan(result as TestPlan | null);
  if (verb === 'deploy' || verb === 'test') return `${stageLine(result as StageResult)}\n`;
  if (verb === 'sentry') return sentryText(result as SentryResult);
  if (verb === 'jenkins') return jenkinsText(result as JenkinsResult);
  if (verb === 'pipeline') return pipelineEnds(result as PipelineOutcome);
  return '';
};

/** How every stage ended, also those that were not reached. */
const pipelineEnds = ({plan: {groups}, results}: PipelineOutcome): string => {
  const reached = results.map(({stage}) => stage);
  const failed = results.filter(({outcome}) => outcome === 'failed').map(({stage}) => stage);
  const missed = groups
    .flatMap(({stages}) => stages.map(({name}) => name))
    .filter(name => !reached.includes(name))
    .map(name => `${name}: not begun, because ${failed.join(' and ')} failed`);
  return [...results.map(stageLine), ...missed].map(line => `${line}\n`).join('');
};

const pipelinePlan = ({build, groups, notes}: PipelinePlan): string =>
  [
    `${build.project}, branch ${build.branch ?? 'unknown'}, commit ${build.commit?.slice(0, 12) ?? 'unknown'}${build.dirty ? '-dirty' : ''}`,
    build.because,
    ...notes,
    ...groups.map(({stages}, index) => {
      const together = stages.length > 1 ? ' (at the same time)' : '';
      return `${index + 1}. ${stages.map(({name, timeLimitMinutes}) => `${name}, at most ${timeLimitMinutes} min`).join('; ')}${together}`;
    }),
    ...(groups.length === 0 ? ['Nothing to do.'] : []),
    ...(groups.some(({stages}) => stages.some(({verb}) => verb === 'test'))
      ? []
      : ['No tests, as `test: none` says.']),
    '',
  ].join('\n');

const deployPlan = ({
  release,
  composeProject,
  previous,
  steps,
  sentry,
}: DeployPlan & {sentry?: SentryPlan}): string =>
  [
    `${composeProject}: version ${release.version}${previous ? `, now ${previous.version} since ${previous.at}` : ', nothing deployed yet'}`,
    ...numbered(steps.map(({does}) => does)),
    ...(sentry ? [`In Sentry: ${sentryText(sentry)}`] : ['']),
  ].join('\n');

const testPlan = (plan: TestPlan | null): string => {
  if (plan === null) return 'Nothing to do: `test: none`.\n';
  const {composeProject, service, command, builds, own, given} = plan;
  return [
    `${composeProject}: thrown away in the end; touches nothing but its own${given.length > 0 ? ', and what is given to it' : ''}`,
    ...own.map(sentence => `   own: ${sentence}`),
    ...given.map(sentence => `   given: ${sentence}`),
    ...numbered([
      ...(builds.length > 0 ? [`Build ${builds.join(', ')}`] : []),
      startTitle(plan),
      command === null ? `Follow ${service} to its exit code` : `Run in ${service}: ${command}`,
      'Collect JUnit XML',
      'Remove its containers, networks, volumes and images',
    ]),
    '',
  ].join('\n');
};

const numbered = (lines: readonly string[]): string[] => lines.map((line, index) => `${index + 1}. ${line}`);

const stageLine = ({stage, outcome, durationMs, tests, urls, error}: StageResult): string =>
  [
    `${stage}: ${outcome} in ${(durationMs / 1000).toFixed(1)} s`,
    tests && `${counted(tests.total, 'test')}, ${tests.failed} failed, ${tests.skipped} skipped`,
    urls && urls.length > 0 && urls.join(' '),
    error && `${error.code}: ${error.message}`,
  ]
    .filter(Boolean)
    .join(' · ');
