import type {FirstTelling} from '../../seam/firstTelling.ts';
import type {Thread} from '../../seam/memory.ts';
import {fixedMessage, type Message, nameOnly, slackMessage} from '../../story/message.ts';
import {escaped} from '../../story/escape.ts';
import type {Naming} from '../../story/messageWords.ts';
import {markedBranch} from '../../story/story.ts';
import {type Telling, tellsOfBreakage} from '../../story/telling.ts';
import type {BreakageMark, Slack} from '../../slack/messages.ts';
import {sendReadably} from './readably.ts';
import {isAboutThisOne, slackRemedy} from '../../slack/remedies.ts';

/** What Slack has of a build now. */
export interface SlackOutcome {
  /** The channel that has it; undefined when none does. */
  sentTo?: string;
  /** What this build's rest completes. */
  message?: Thread;
  /** Where later builds reply. */
  thread?: Thread;
  /** Names of those who were written to directly. */
  direct: string[];
  /** Why it was not sent, or not where it should; each once. */
  problems: string[];
}

const MOST_DIRECT = 5;

/**
 * Tells Slack: the first failure as a message of its own, later ones and the fix as replies to it. What this build has
 * told already, in `first`, is completed. Never throws.
 */
export const tellSlack = async (
  telling: Telling,
  slack: Slack,
  {first, token}: {first: FirstTelling['slack']; token: string},
): Promise<SlackOutcome> => {
  const problems = new Set<string>();
  const ids = tellsOfBreakage(telling.kind) ? await idsOf({telling, slack, token, problems}) : new Map();
  const name: Naming = person => {
    const id = ids.get(person.email);
    return id === undefined
      ? escaped(`${person.name} <${person.email}>`)
      : `<@${id}> (${escaped(person.name)})`;
  };
  const sending: Sending = {telling, slack, token, name, problems};
  const sent = (await complete(sending, first)) ?? (await reply(sending)) ?? (await post(sending));
  const told = first?.direct ?? [];
  const direct = sent?.sentTo === undefined ? [] : await writeDirectly(sending, ids, told);
  return {...sent, direct: [...told, ...direct], problems: [...problems]};
};

interface Sending {
  telling: Telling;
  slack: Slack;
  /** What holds it. */
  token: string;
  name: Naming;
  problems: Set<string>;
}

type Sent = Pick<SlackOutcome, 'sentTo' | 'message' | 'thread'>;

/** Asks for each address once; who is not known is named. */
const idsOf = async ({
  telling,
  slack,
  token,
  problems,
}: Omit<Sending, 'name'>): Promise<Map<string, string>> => {
  const ids = new Map<string, string>();
  for (const {email} of telling.story.blame.people.slice(0, 10)) {
    try {
      const id = await slack.userByEmail(email);
      if (id !== undefined) ids.set(email, id);
    } catch (error) {
      problems.add(slackRemedy(error, email, token));
      // What is wrong with the token or the network will be wrong with the next address.
      if (!isAboutThisOne(error)) break;
    }
  }
  return ids;
};

/** The message that told of the first failure says all now; undefined where there is none, or none any more. */
const complete = async (
  {telling, slack, token, name, problems}: Sending,
  first: FirstTelling['slack'],
): Promise<Sent | undefined> => {
  if (first === undefined || !tellsOfBreakage(telling.kind)) return undefined;
  const {sentTo, message, thread} = first;
  const mark = message.ts === thread.ts ? markOf(telling, 'open') : undefined;
  try {
    await sendReadably({message: slackMessage(telling, name), mark}, one =>
      slack.update(message, one.message, one.mark),
    );
  } catch (error) {
    if (isAboutThisOne(error)) return undefined;
    problems.add(slackRemedy(error, 'the message about the first failure', token));
  }
  return {sentTo, message, thread};
};

/** In the thread of the breakage, if there is one; undefined where the message has to stand for itself. */
const reply = async ({telling, slack, token, name, problems}: Sending): Promise<Sent | undefined> => {
  const {kind, story} = telling;
  const isFixed = kind === 'fixed';
  const thread = (isFixed ? story.course.ended : story.course.breakage)?.thread;
  if (thread === undefined || !(isFixed || tellsOfBreakage(telling.kind))) return undefined;
  try {
    const how = {thread: thread.ts, broadcast: isFixed};
    const message = await sendReadably({message: slackMessage(telling, name)}, one =>
      slack.post(thread.channel, one.message, how),
    );
    if (isFixed) await turnGreen({telling, slack, token, problems}, thread);
    return {sentTo: thread.channel, message, thread};
  } catch (error) {
    if (isAboutThisOne(error)) return undefined;
    problems.add(slackRemedy(error, thread.channel, token));
    return {};
  }
};

/** The channel knows already: that the first message stays red is all there is to lose. */
const turnGreen = async (
  {telling, slack, token, problems}: Omit<Sending, 'name'>,
  thread: Thread,
): Promise<void> => {
  const {ended} = telling.story.course;
  try {
    if (ended === undefined) return;
    await sendReadably(
      {message: fixedMessage(telling, ended), mark: markOf(telling, 'fixed')},
      ({message, mark}) => slack.update(thread, message, mark),
    );
  } catch (error) {
    problems.add(slackRemedy(error, 'the first message of the breakage', token));
  }
};

const post = async ({telling, slack, token, name, problems}: Sending): Promise<Sent | undefined> => {
  const mark = tellsOfBreakage(telling.kind) ? markOf(telling, 'open') : undefined;
  const refusals: string[] = [];
  for (const channel of telling.channels) {
    try {
      const remark =
        refusals.length > 0 ? `Meant for ${telling.channels[0]}: ${refusals.join(' ')}` : undefined;
      const thread = await sendReadably({message: slackMessage(telling, name, remark), mark}, one =>
        slack.post(channel, one.message, {mark: one.mark}),
      );
      return {sentTo: channel, message: thread, thread};
    } catch (error) {
      const remedy = slackRemedy(error, channel, token);
      refusals.push(remedy);
      problems.add(remedy);
      if (!isAboutThisOne(error)) break;
    }
  }
  return undefined;
};

/** By this a later build finds the message where nothing else is left. */
const markOf = ({story}: Telling, state: BreakageMark['state']): BreakageMark => {
  const {project, course} = story;
  const {since = '', commit = '', build, url} = course.ended ?? course.breakage ?? {};
  return {
    project,
    branch: markedBranch(story),
    state,
    since,
    commit,
    ...(build !== undefined && {build}),
    ...(url !== undefined && {url}),
  };
};

const writeDirectly = async (
  {telling, slack, token, problems}: Sending,
  ids: ReadonlyMap<string, string>,
  told: readonly string[],
): Promise<string[]> => {
  if (!telling.direct) return [];
  const message: Message = slackMessage(telling, nameOnly);
  const reached: string[] = [];
  for (const {name, email} of telling.story.blame.people.slice(0, MOST_DIRECT)) {
    const id = ids.get(email);
    if (id === undefined || told.includes(name)) continue;
    try {
      await sendReadably({message}, one => slack.post(id, one.message));
      reached.push(name);
    } catch (error) {
      problems.add(slackRemedy(error, `the direct message to ${name}`, token));
    }
  }
  return reached;
};
