import type {ToldTrouble} from '../archive/fleetRecord.ts';
import {durationText, secondsBetween} from '../text/time.ts';
import {isStop} from '../errors/userError.ts';
import type {Slack} from '../slack/messages.ts';
import {isAboutThisOne, slackRemedy} from '../slack/remedies.ts';
import {escaped, escapedCode} from '../story/escape.ts';
import type {Message} from '../story/message.ts';
import type {Voice} from '../run/voice.ts';
import type {TellingPlan, TroubleWord} from './plan/telling.ts';

export interface TellNeeds {
  /** Absent without a token. */
  slack: (() => Promise<Pick<Slack, 'post' | 'update'>>) | undefined;
  channel: string | undefined;
  /** What holds the token. */
  token: string;
  voice: Pick<Voice, 'warn'>;
  now: Date;
}

/** One thread for each trouble. Never throws but when it is to end; what could not be told is told the next time. */
export const tellTroubles = async (plan: TellingPlan, needs: TellNeeds): Promise<ToldTrouble[]> => {
  const {begun, goingOn, unchanged, over, waiting} = plan;
  const asBefore = [...unchanged, ...goingOn.map(({told}) => told)];
  if (begun.length + goingOn.length + over.length === 0) return asBefore;
  const {slack: load, channel, voice} = needs;
  if (load === undefined || channel === undefined) {
    voice.warn(
      `Slack is told nothing: there is no ${load === undefined ? 'token' : 'channel (`fleet: {channel}`)'}.`,
    );
    return [...asBefore, ...over];
  }
  const sending: Sending = {slack: await load(), channel, needs, isOver: false};
  const left: ToldTrouble[] = [...unchanged];
  for (const told of over) if (!(await turnGreen(told, sending))) left.push(told);
  for (const {word, told} of goingOn) left.push(await changed(word, told, sending));
  for (const word of begun) {
    const told = await began(word, sending);
    if (told !== undefined) left.push(told);
  }
  if (waiting > 0)
    await attempt(sending, () =>
      sending.slack.post(channel, {
        text: `✗ ${waiting} more backups need somebody: \`countable fleet --plan\``,
      }),
    );
  return left;
};

interface Sending {
  slack: Pick<Slack, 'post' | 'update'>;
  channel: string;
  needs: TellNeeds;
  /** What is wrong with the token or the way will be so for the next message. */
  isOver: boolean;
}

const began = async (word: TroubleWord, sending: Sending): Promise<ToldTrouble | undefined> => {
  const {id, message, since} = word;
  const thread = await attempt(sending, () => sending.slack.post(sending.channel, redMessage(word)));
  return thread && {id, message, since, thread};
};

const changed = async (word: TroubleWord, told: ToldTrouble, sending: Sending): Promise<ToldTrouble> => {
  const done = await attempt(sending, async () => {
    await sending.slack.update(told.thread, redMessage(word));
    return true;
  });
  return done ? {...told, message: word.message} : told;
};

/** A thread that is gone needs no green. */
const turnGreen = async (told: ToldTrouble, sending: Sending): Promise<boolean> => {
  const {thread} = told;
  const {now} = sending.needs;
  const lasted = durationText(secondsBetween(told.since, now.toISOString()));
  const text = `✓ ${escaped(told.message)} It is over, after ${lasted}.`;
  await attempt(sending, async () => {
    await sending.slack.update(thread, {text: `✓ ~${escaped(told.message)}~`});
    await sending.slack.post(thread.channel, {text}, {thread: thread.ts});
  });
  return !sending.isOver;
};

const redMessage = ({message, command}: TroubleWord): Message => ({
  text: `✗ ${escaped(message)}\n\`${escapedCode(command)}\``,
});

const attempt = async <T>(sending: Sending, work: () => Promise<T>): Promise<T | undefined> => {
  if (sending.isOver) return undefined;
  const {channel, needs} = sending;
  try {
    return await work();
  } catch (error) {
    if (isStop(error)) throw error;
    needs.voice.warn(`Slack: ${slackRemedy(error, channel, needs.token)}`);
    sending.isOver = !isAboutThisOne(error);
    return undefined;
  }
};
