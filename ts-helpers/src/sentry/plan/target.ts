import type {BuildIdentity} from '../../result/buildIdentity.ts';
import {composeProjectName} from '../../project/conventions.ts';
import {isSlackId, slackChannel} from '../../project/slackChannel.ts';
import type {SentrySettings, Settings} from '../../settings/settings.ts';
import type {AlertChannel} from './alerts.ts';
import {UserError} from '../../errors/userError.ts';

/** The Sentry project of an environment as it is to be. */
export interface SentryTarget {
  slug: string;
  /** Null where neither settings nor Sentry tells it yet. */
  team: string | null;
  platform: string;
  /** Slack channels that will do, the preferred first. */
  channels: readonly AlertChannel[];
  /** Slack workspace, where several are connected. */
  workspace: string | undefined;
  spike: number;
  /** Address to be watched. */
  uptime: string | undefined;
}

const LONGEST_NAME = 50;

/** The setting of the project's Sentry, which has to have one. */
export const sentryTarget = (
  {project}: Pick<BuildIdentity, 'project'>,
  {settings, sentry, environment}: {settings: Settings; sentry: SentrySettings; environment: string},
  platform: string,
): SentryTarget => {
  const {slack, health, instance} = settings;
  const parts = instance === undefined ? [project] : [project, instance];
  const slug = sentry.project ?? composeProjectName(...parts, environment);
  if (slug.length > LONGEST_NAME) {
    const message = `${slug} has ${slug.length} characters; the name of a Sentry project has ${LONGEST_NAME} at most.`;
    throw new UserError('SENTRY_NAME_TOO_LONG', message, {where: 'sentry.project'});
  }
  return {
    slug,
    team: sentry.team ?? null,
    platform: sentry.platform ?? platform,
    channels: channelsOf(project, slack, sentry),
    workspace: sentry.workspace,
    spike: sentry.spike,
    uptime: sentry.uptime === 'none' ? undefined : (sentry.uptime ?? publicAddress(health.url)),
  };
};

/** Sentry takes a channel by its name; the id of one that has a name in the settings stands beside it. */
const channelsOf = (
  project: string,
  slack: Settings['slack'],
  {channel}: Pick<SentrySettings, 'channel'>,
): AlertChannel[] => {
  if (channel !== undefined) {
    const id = slack.channel === undefined ? undefined : channelOf(slack.channel).id;
    return [{...channelOf(channel), ...(id !== undefined && {id})}];
  }
  const names =
    slack.channel === undefined
      ? [project, ...(slack.defaultChannel === undefined ? [] : [slack.defaultChannel])]
      : [slack.channel];
  return names.map(channelOf).filter(({name}) => name !== '');
};

const channelOf = (text: string): AlertChannel => {
  const channel = slackChannel(text);
  return isSlackId(channel) ? {id: channel} : {name: channel};
};

/** An address that Sentry can reach as well as the host itself: a name of the internet. */
const publicAddress = (url: string | undefined): string | undefined => {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const {hostname} = new URL(url);
  const isName = /\.[a-z][a-z0-9-]*$/i.test(hostname);
  return isName && !/\.(local|internal|localhost|lan|test)$/i.test(hostname) ? url : undefined;
};
