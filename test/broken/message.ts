import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import {plainMessage} from '../../ts-helpers/src/story/plainMessage.ts';
import {type Story, storyOf} from '../../ts-helpers/src/story/story.ts';
import {decide} from '../../ts-helpers/src/story/telling.ts';

export const storyThen = (facts: Facts): Story => storyOf(facts, '2026-11-26T12:00:00.000Z');

/** The first message, as people see it. */
export const messageOf = (facts: Facts): string => {
  const telling = decide(facts, storyThen(facts));
  if (telling === undefined) throw new Error('there is nothing to tell');
  return `${plainMessage(telling)}\n`;
};
