import {messageOf} from '../errors/userError.ts';

/** What to do about a refusal of Slack's, in words that name its subject. `token`: what holds it. */
export const slackRemedy = (error: unknown, subject: string, token: string): string => {
  const reason = reasonOf(error);
  const readOnly = `the app may not write in ${subject} (${reason}): let it in the channel's posting permissions, or set slack.channel in countable.yml.`;
  const remedies: Record<string, string> = {
    channel_not_found: `there is no channel ${subject}, or it is private: create it, or invite the app with /invite.`,
    not_in_channel: `the app is not in ${subject}: invite it with /invite, or give it the scope chat:write.public.`,
    is_archived: `the channel ${subject} is archived: unarchive it, or set slack.channel in countable.yml.`,
    missing_scope: `${subject}: the token lacks the scope ${missing(error)}`,
    invalid_auth: `the token is not valid: renew ${token}.`,
    not_authed: `the token is empty: renew ${token}.`,
    token_revoked: `the token was revoked: renew ${token}.`,
    token_expired: `the token has expired: renew ${token}.`,
    account_inactive: `the token belongs to a removed app or user: renew ${token}.`,
  };
  return (
    remedies[reason] ??
    (reason.startsWith('restricted_action')
      ? readOnly
      : [`${subject}: ${messageOf(error)}.`, nameRemedy(error)].filter(Boolean).join(' '))
  );
};

/** Where no name server answers, neither address nor token is wrong. */
export const nameRemedy = (error: unknown): string | undefined => {
  const {name, cause} = error as {name?: string; cause?: unknown};
  if (name === 'NameUnresolved')
    return 'See whether this machine has a network, and a name server that answers.';
  return cause == null ? undefined : nameRemedy(cause);
};

/** Slack names one scope, or all that might do; what we do with it takes more than one. */
const missing = (error: unknown): string => {
  const {needed = 'it needs'} = error as {needed?: string};
  const ours = needed.split(',').filter(scope => /^(users|chat|channels|groups):/.test(scope));
  const named = ours.length > 0 ? ours.join(' or ') : needed;
  const add = `${named}: add it to the app and install it again.`;
  if (named.startsWith('users:'))
    return `${add} People are found by their addresses with users:read.email and users:read together.`;
  if (/^(channels|groups):/.test(named))
    return `${add} A thread is found with channels:read and channels:history; in a private channel with groups:read and groups:history, where the app is a member.`;
  return add;
};

/** Slack said no, to this place or this message; another may do. A token that is none, and no answer, meet all alike. */
export const isAboutThisOne = (error: unknown): boolean => {
  const reason = reasonOf(error);
  return reason !== '' && !isOfToken(reason) && !OF_SLACK.has(reason);
};

/** Another one would not meet it. */
export const isOfToken = (reason: string): boolean => OF_THE_TOKEN.has(reason);

const OF_THE_TOKEN = new Set([
  'access_denied',
  'account_inactive',
  'enterprise_is_restricted',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
]);
const OF_SLACK = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** Slack takes the channel and not what was to be shown there; plain text may do. */
export const isAboutContent = (error: unknown): boolean =>
  /block|metadata|msg_too_long|attachment|no_text|invalid_arguments|markdown/.test(reasonOf(error));

export const isAboutMetadata = (error: unknown): boolean => reasonOf(error).includes('metadata');

const reasonOf = (error: unknown): string => (error as {reason?: string}).reason ?? '';
