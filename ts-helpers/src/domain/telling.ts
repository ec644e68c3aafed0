import type {Facts, Person} from './facts.ts';
import {explainMishap} from './mishap.ts';
import type {ErrorReport, StageResult} from './result.ts';

/** What there is to tell of a build: to whom, about what. Plain data, for any medium. */
export interface Telling {
  kind: 'failed' | 'fixed';
  project: string;
  branch: string;
  /** Short commit and subject of what was built. */
  commit: string;
  author?: Person;
  failures: Failure[];
  /** Slack channels in order of preference. */
  channels: string[];
  links: {title: string; url: string}[];
}

export interface Failure {
  stage: string;
  error: ErrorReport;
}

/**
 * Nothing for a build that is green like the one before, was stopped, or was overtaken. The organisation's channel
 * counts where the plan names none, for want of a plan.
 */
export const decide = (facts: Facts, organisationChannel?: string): Telling | undefined => {
  const telling = (kind: Telling['kind'], about: Failure[]) =>
    tellingOf(kind, {facts, organisationChannel}, about);
  const failures = failuresOf(facts);
  const {jenkins, results = []} = facts;
  if (failures.length > 0) return telling('failed', failures);
  const wasRed = ['FAILURE', 'UNSTABLE'].includes(jenkins?.previousResult ?? '');
  const isGreen =
    results.length > 0 && results.every(({outcome}) => outcome === 'passed' || outcome === 'skipped');
  return wasRed && isGreen && !facts.mishaps?.length ? telling('fixed', []) : undefined;
};

const failuresOf = ({results = [], mishaps = []}: Facts): Failure[] =>
  [
    ...results.flatMap(({stage, error}: StageResult) => (error ? [{stage, error}] : [])),
    ...mishaps.map(mishap => {
      const {code, message, remedy, where, exitCode, evidence} = explainMishap(mishap);
      return {
        stage: mishap.stage,
        error: {code, message, remedy, exitCode, evidence, ...(where !== undefined && {where})},
      };
    }),
  ].filter(({error}) => error.code !== 'INTERRUPTED');

const tellingOf = (
  kind: Telling['kind'],
  {facts, organisationChannel}: {facts: Facts; organisationChannel: string | undefined},
  failures: Failure[],
): Telling => {
  const {jenkins, plan} = facts;
  const build = plan?.build;
  const project = build?.project ?? projectOfJob(jenkins?.jobName);
  const commit = (build?.commit ?? facts.scm?.['GIT_COMMIT'])?.slice(0, 12);
  const url = build?.buildUrl ?? jenkins?.buildUrl;
  const given = facts.options?.['slack'] as {channel?: string} | undefined;
  const {channel = given?.channel, defaultChannel = organisationChannel} = plan?.slack ?? {};
  return {
    kind,
    project,
    branch: build?.branch ?? jenkins?.branchName ?? facts.scm?.['GIT_BRANCH'] ?? 'an unknown branch',
    commit: [commit, build?.subject].filter(Boolean).join(' '),
    ...(build?.author && {author: build.author}),
    failures,
    channels: [
      ...new Set([
        channel ?? `#${project.toLowerCase()}`,
        ...(defaultChannel === undefined ? [] : [defaultChannel]),
      ]),
    ],
    links: [
      ...(url === undefined
        ? []
        : [
            {title: `Build #${jenkins?.buildNumber ?? ''}`, url},
            {title: 'Log', url: `${url}console`},
          ]),
      ...(facts.results ?? [])
        .flatMap(({urls = []}) => urls)
        .map(address => ({title: address, url: address})),
    ],
  };
};

/** `team/shop/develop` and `shop-stage` are both of shop. */
const projectOfJob = (job = 'unknown'): string => {
  const path = job.split('/');
  return (path.at(-2) ?? path.at(-1) ?? job).replace(/-(test|stage|prod)$/, '');
};
