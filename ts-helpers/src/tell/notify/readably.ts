import {type Message, withoutBlocks} from '../../story/message.ts';
import type {BreakageMark} from '../../slack/messages.ts';
import {isAboutContent, isAboutMetadata} from '../../slack/remedies.ts';

export interface Sendable {
  message: Message;
  mark?: BreakageMark | undefined;
}

/** Sends a message, and as plain text where Slack refuses how it looks. Throws what the last try did. */
export const sendReadably = async <T>(
  {message, mark}: Sendable,
  send: (one: Sendable) => Promise<T>,
): Promise<T> => {
  try {
    return await send({message, mark});
  } catch (error) {
    if (!isAboutContent(error)) throw error;
    return await send(isAboutMetadata(error) ? {message} : {message: withoutBlocks(message), mark});
  }
};
