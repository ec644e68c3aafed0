import {messageOf, UserError, type ErrorCode} from '../errors/userError.ts';
import {isOfToken, nameRemedy} from './remedies.ts';

/** What Slack said of something that was asked of it: `to make #shop`. */
export const slackFailure = (error: unknown, asked: string): unknown => {
  const {name, reason = '', needed} = error as {name?: string; reason?: string; needed?: string};
  if (name === 'SlackUnreachable') {
    const remedy = nameRemedy(error);
    return new UserError('SERVICE_UNREACHABLE', `Slack cannot be reached: ${messageOf(error)}.`, {
      where: 'Slack',
      ...(remedy !== undefined && {remedy}),
      cause: error,
    });
  }
  if (name !== 'SlackRefused') return error;
  if (reason === 'missing_scope')
    return new UserError(
      'SCOPE_MISSING',
      `The token may not be used ${asked}: it lacks ${needed ?? 'a scope'}.`,
      {
        where: TOKEN,
        remedy: `Add ${needed ?? 'it'} to the app (OAuth & Permissions, Bot Token Scopes), and install it again: docs/how-to/configure-slack.md.`,
        cause: error,
      },
    );
  if (isOfToken(reason))
    return new UserError('TOKEN_REFUSED', `Slack does not accept the token: ${reason}.`, {
      where: TOKEN,
      cause: error,
    });
  return new UserError(REFUSALS[reason] ?? 'SLACK_REFUSED', `Slack refuses ${asked}: ${reason}.`, {
    where: 'Slack',
    cause: error,
  });
};

const TOKEN = 'SLACK_BOT_TOKEN';

/** https://docs.slack.dev/reference/methods/conversations.create and conversations.join */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  name_taken: 'SLACK_CHANNEL_HIDDEN',
  is_archived: 'SLACK_CHANNEL_ARCHIVED',
};
