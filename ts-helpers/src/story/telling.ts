import type {Facts} from '../seam/facts.ts';
import {slackChannel} from '../project/slackChannel.ts';
import type {Story} from './story.ts';

/** Whether a build is told, as what, and where. */
export interface Telling {
  kind: 'failed' | 'unstable' | 'fixed' | 'deployed' | 'aborted' | 'noticed';
  story: Story;
  /** Slack channels in order of preference. */
  channels: string[];
  /** Also to the people who are blamed. */
  direct: boolean;
}

/**
 * Nothing for a build that is green like the one before and brings no news, or was overtaken; while stages are running,
 * nothing but a failure. The organisation's
 * channel counts where the plan names none, for want of a plan.
 */
export const decide = (facts: Facts, story: Story, organisationChannel?: string): Telling | undefined => {
  const kind = kindOf(facts, story);
  if (kind === undefined || (story.running.length > 0 && kind !== 'failed')) return undefined;
  const direct = facts.plan?.slack.direct ?? givenSlack(facts)?.direct;
  return {
    kind,
    story,
    channels: channelsOf(facts, story.project, organisationChannel),
    direct: direct === true && tellsOfBreakage(kind),
  };
};

/** Slack channels in order of preference. */
export const channelsOf = (facts: Facts, project: string, organisationChannel?: string): string[] => {
  const {channel = givenSlack(facts)?.channel, defaultChannel = organisationChannel} =
    facts.plan?.slack ?? {};
  const wanted = [channel ?? project, ...(defaultChannel === undefined ? [] : [defaultChannel])];
  return [...new Set(wanted.map(slackChannel).filter(name => name !== ''))];
};

/** Where planning failed, arguments of the Jenkinsfile are all the settings there are. */
const givenSlack = ({options}: Facts): {channel?: string; direct?: boolean} | undefined =>
  options?.['slack'] as {channel?: string; direct?: boolean} | undefined;

/** By Jenkins' word, which it keeps where the last report is gone. */
export const wasRed = ({jenkins}: Facts): boolean =>
  ['FAILURE', 'UNSTABLE'].includes(jenkins?.previousResult ?? '');

/** Whether somebody is to be called: only who broke something is. */
export const tellsOfBreakage = (kind: Telling['kind']): boolean => kind === 'failed' || kind === 'unstable';

const kindOf = (
  facts: Facts,
  {verdict, course, deployed, slow, flaky, isBackup}: Story,
): Telling['kind'] | undefined => {
  if (verdict === 'red') return 'failed';
  if (verdict === 'unstable') return 'unstable';
  if (verdict === 'aborted') return 'aborted';
  if (verdict === 'overtaken') return undefined;
  if (course.ended || wasRed(facts)) return 'fixed';
  // A backup of many, as there is one each night: the report has it.
  if (isBackup) return undefined;
  if (deployed) return 'deployed';
  return slow.length > 0 || flaky.length > 0 ? 'noticed' : undefined;
};
