import {UserError, warningOf} from '../../errors/userError.ts';
import type {Warning} from '../../result/result.ts';
import type {SentryFacts} from './facts.ts';
import type {SentryTarget} from './target.ts';

/** No Slack workspace is connected, or not the one that is wanted. */
export const slackMissing = (
  {workspace}: SentryTarget,
  {organization, workspaces = []}: SentryFacts,
): Warning => {
  if (workspace === undefined) {
    const message = `Sentry's Slack integration is not installed in ${organization}: alerts have nowhere to go.`;
    return warningOf(new UserError('SENTRY_SLACK_MISSING', message));
  }
  return {
    code: 'SENTRY_SLACK_MISSING',
    message: `Sentry knows no Slack workspace ${workspace}: alerts have nowhere to go.`,
    remedy: `Correct \`sentry: {workspace}\`; there are: ${workspaces.map(({name}) => name).join(', ') || 'none'}.`,
  };
};

/** Of the channel nothing is known but its id. */
export const channelUnnamed = (id: string): Warning => ({
  code: 'SENTRY_CHANNEL_REFUSED',
  message: `Sentry takes a Slack channel by its name, and \`slack: {channel: ${id}}\` is an id: alerts have nowhere to go.`,
  remedy: `Set \`sentry: {channel}\` to the name of ${id} in Slack; both are sent then.`,
});
