import {UserError} from '../errors/userError.ts';
import type {Warning} from '../result/result.ts';
import {OF_A_SERVICE, type Step} from '../result/step.ts';

export interface SlackTarget {
  /** `#name`, or an id. */
  channel: string;
  /** Addresses of who is to be in it, whatever was before. */
  invite: readonly string[];
  /** Who is invited into a channel that is made: nobody who has left it is brought back. */
  author: string | undefined;
}

export interface SlackFacts {
  workspace: string;
  /** Undefined where the app sees none. */
  channel:
    | {id: string; name: string; isArchived: boolean; isMember: boolean; members: readonly string[]}
    | undefined;
  /** Ids by address, or why there is none. */
  people: Readonly<Record<string, {id: string} | {problem: Warning}>>;
}

export type SlackStep = Step &
  ({id: 'make'; name: string} | {id: 'join'; channel: string} | {id: `invite ${string}`; user: string});

export interface SlackPlan {
  workspace: string;
  /** `#name`. */
  channel: string;
  steps: SlackStep[];
  /** What cannot be had, and why. */
  problems: Warning[];
}

/** How the channel stands now. */
export interface SlackOutcome extends Omit<SlackPlan, 'steps'> {
  /** Its page. */
  url?: string;
  /** What was done, in words; empty where nothing had to change. */
  changed: string[];
}

/** Who is wanted in it. */
export const wantedIn = ({invite, author}: SlackTarget, channel: SlackFacts['channel']): string[] => [
  ...new Set([...(channel === undefined && author !== undefined ? [author] : []), ...invite]),
];

/** What it takes for the app and these people to be in the channel. Throws SLACK_CHANNEL_UNKNOWN and SLACK_CHANNEL_ARCHIVED. */
export const planSlack = (target: SlackTarget, {workspace, channel, people}: SlackFacts): SlackPlan => {
  const text = channel === undefined ? target.channel : `#${channel.name}`;
  if (channel === undefined && !text.startsWith('#'))
    throw new UserError(
      'SLACK_CHANNEL_UNKNOWN',
      `There is no channel with the id ${text} that the app sees.`,
      {
        where: 'slack.channel',
      },
    );
  if (channel?.isArchived)
    throw new UserError('SLACK_CHANNEL_ARCHIVED', `The channel ${text} is archived.`, {where: text});
  const wanted = wantedIn(target, channel);
  const steps: SlackStep[] = [
    ...(channel === undefined
      ? [{...OF_A_SERVICE, id: 'make', name: text.slice(1), does: `Make the channel ${text}`} as const]
      : []),
    ...(channel?.isMember === false
      ? [{...OF_A_SERVICE, id: 'join', channel: channel.id, does: `Have the app join ${text}`} as const]
      : []),
    ...wanted.flatMap((email): SlackStep[] => {
      const person = people[email];
      if (person === undefined || 'problem' in person || channel?.members.includes(person.id)) return [];
      return [
        {...OF_A_SERVICE, id: `invite ${email}`, user: person.id, does: `Invite ${email} into ${text}`},
      ];
    }),
  ];
  const problems = wanted.flatMap(email => {
    const person = people[email];
    return person !== undefined && 'problem' in person ? [person.problem] : [];
  });
  return {workspace, channel: text, steps, problems};
};
