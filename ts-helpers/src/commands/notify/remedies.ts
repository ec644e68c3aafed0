import {messageOf} from '../../errors.ts';

/** What to do about a refusal of Slack's, in words that name its subject. */
export const slackRemedy = (error: unknown, subject: string): string => {
  const remedies: Record<string, string> = {
    channel_not_found: `there is no channel ${subject}, or it is private: create it, or invite the app with /invite.`,
    not_in_channel: `the app is not in ${subject}: invite it with /invite, or give it the scope chat:write.public.`,
    is_archived: `the channel ${subject} is archived: unarchive it, or set slack.channel in countable.yml.`,
    restricted_action: `the app may not write in ${subject}: ask an administrator of the workspace.`,
    missing_scope: `the token lacks the scope ${(error as {needed?: string}).needed ?? 'it needs'}: add it to the app and install it again.`,
    invalid_auth: 'the token is not valid: renew the credential countable-slack-token.',
    token_revoked: 'the token was revoked: renew the credential countable-slack-token.',
    account_inactive:
      'the token belongs to a removed app or user: renew the credential countable-slack-token.',
  };
  return remedies[reasonOf(error)] ?? `${subject}: ${messageOf(error)}.`;
};

/** Another channel may do where this one does not. */
export const isAboutChannel = (error: unknown): boolean =>
  ['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action'].includes(reasonOf(error));

/** The message that a thread hangs on was deleted, or its channel is no place to write to any more. */
export const isThreadGone = (error: unknown): boolean =>
  isAboutChannel(error) ||
  ['thread_not_found', 'message_not_found', 'cannot_reply_to_message'].includes(reasonOf(error));

const reasonOf = (error: unknown): string => (error as {reason?: string}).reason ?? '';
