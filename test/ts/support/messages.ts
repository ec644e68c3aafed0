import assert from 'node:assert/strict';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import {type Message, slackMessage} from '../../../ts-helpers/src/story/message.ts';
import {escaped} from '../../../ts-helpers/src/story/escape.ts';
import type {ErrorReport, StageResult} from '../../../ts-helpers/src/result/result.ts';
import {decide, type Telling} from '../../../ts-helpers/src/story/telling.ts';
import {build, failed, jenkins, stories, story} from './builds.ts';

export const telling = (facts: Facts): Telling => {
  const told = decide(facts, story(facts));
  assert.ok(told);
  return told;
};

export const broken = (more: Partial<ErrorReport> = {}, stages: StageResult[] = []): Telling =>
  telling(build([failed(more), ...stages]));

/** The last of a row of builds. */
export const last = (...builds: Facts[]): Telling => {
  const told = stories(builds).at(-1);
  assert.ok(told);
  const facts = {...builds.at(-1), jenkins: jenkins({previousResult: 'FAILURE'})};
  const decided = decide(facts, told);
  assert.ok(decided);
  return decided;
};

export const mention = ({name}: {name: string}) => `<@${escaped(name)}>`;
export const inSlack = (told: Telling) => slackMessage(told, mention);

export const texts = ({blocks = []}: Message): string[] =>
  blocks.flatMap(block =>
    block.type === 'section' ? [block.text.text] : block.elements.map(({text}) => text),
  );
