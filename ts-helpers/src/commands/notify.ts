import type {Facts} from '../domain/facts.ts';
import {escaped, type Message, plainMessage, slackMessage} from '../domain/message.ts';
import {decide, type Telling} from '../domain/telling.ts';
import type {Slack} from '../adapters/slack.ts';
import type {Report} from '../report.ts';

export interface NotifyNeeds {
  /** Absent without a token. Loaded only when there is something to send. */
  slack?: (() => Promise<Slack>) | undefined;
  report: Report;
  /** Where a project has no channel, and the plan knows of none. */
  organisationChannel?: string | undefined;
  mask(text: string): string;
}

export interface NotifyOutcome {
  /** What was told; null when there was nothing to tell. */
  told: Telling['kind'] | null;
  /** The channel that has it. */
  sentTo?: string;
  /** Why it was not sent, or not where it should. */
  problems: string[];
  /** As Slack would show it. */
  text?: string;
}

/** Tells people how the build went. Never throws: telling does not change a build's result. */
export const notify = async (facts: Facts, needs: NotifyNeeds, planOnly = false): Promise<NotifyOutcome> => {
  const telling = decide(facts, needs.organisationChannel);
  if (telling === undefined) return {told: null, problems: []};
  const text = needs.mask(plainMessage(telling));
  if (planOnly) {
    show(text, `Would be sent to ${telling.channels.join(', else ')}`, needs);
    return {told: telling.kind, problems: [], text};
  }
  const {sentTo, problems} =
    needs.slack === undefined
      ? {sentTo: undefined, problems: [NO_TOKEN]}
      : await send(telling, await needs.slack(), needs);
  for (const problem of needs.slack === undefined ? [] : problems) needs.report.warn(`Slack: ${problem}`);
  show(text, sentTo === undefined ? `Not sent: ${problems.join(' ')}` : `Sent to ${sentTo}`, needs);
  return {told: telling.kind, problems, text, ...(sentTo !== undefined && {sentTo})};
};

const NO_TOKEN =
  'there is no Slack token. Add the credential countable-slack-token to Jenkins (docs/how-to/configure-slack.md).';

const show = (text: string, fate: string, {report}: NotifyNeeds): void => {
  report.warn(fate);
  for (const line of text.split('\n')) report.warn(`  ${line}`);
};

const send = async (
  telling: Telling,
  slack: Slack,
  {mask}: NotifyNeeds,
): Promise<{sentTo?: string; problems: string[]}> => {
  const problems: string[] = [];
  const person = await personOf(telling, slack, problems);
  const message = masked(slackMessage(telling, person), mask);
  for (const channel of telling.channels) {
    try {
      await slack.post(channel, message);
      return {sentTo: channel, problems};
    } catch (error) {
      problems.push(remedyFor(error, channel));
      if (!isAboutChannel(error)) break;
    }
  }
  return {problems};
};

/** A mention, or the name of somebody Slack does not know. */
const personOf = async ({author}: Telling, slack: Slack, problems: string[]): Promise<string | undefined> => {
  if (author === undefined) return undefined;
  const name = escaped(`${author.name} <${author.email}>`);
  try {
    const id = await slack.userByEmail(author.email);
    return id === undefined ? name : `<@${id}> (${escaped(author.name)})`;
  } catch (error) {
    problems.push(remedyFor(error, author.email));
    return name;
  }
};

/** In the values, not in the JSON: a secret with a quote looks different there. */
const masked = ({text, blocks}: Message, mask: (text: string) => string): Message => ({
  text: mask(text),
  blocks: blocks.map(block =>
    block.type === 'section'
      ? {...block, text: {...block.text, text: mask(block.text.text)}}
      : {...block, elements: block.elements.map(element => ({...element, text: mask(element.text)}))},
  ),
});

const reasonOf = (error: unknown): string => (error as {reason?: string}).reason ?? '';

/** Another channel may do where this one does not. */
const isAboutChannel = (error: unknown): boolean =>
  ['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action'].includes(reasonOf(error));

const remedyFor = (error: unknown, subject: string): string => {
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
  return (
    remedies[reasonOf(error)] ?? `${subject}: ${error instanceof Error ? error.message : String(error)}.`
  );
};
