import type {Breakage} from '../seam/memory.ts';
import {escaped, escapedCode} from './escape.ts';
import {headlineOf} from './headline.ts';
import {aboutOf, failureLines, logLines, type Naming} from './messageWords.ts';
import type {ExplainedFailure, Story} from './story.ts';
import type {Telling} from './telling.ts';
import {cut} from '../text/plain.ts';

/** A Slack message: blocks, and the text of notifications, which is all of it where there are none. Limits: https://docs.slack.dev/reference/block-kit/blocks */
export interface Message {
  text: string;
  blocks?: Block[];
}

export type Block =
  | {type: 'section'; text: {type: 'mrkdwn'; text: string}}
  | {type: 'context'; elements: {type: 'mrkdwn'; text: string}[]};

const MOST_BLOCKS = 50;
const LONGEST_SECTION = 3_000;
/** All blocks together: from some 13,200 letters on Slack says msg_blocks_too_long, which it documents nowhere. */
const LONGEST_BLOCKS = 12_000;
/** Of a text without blocks Slack advises no more, and cuts from 40,000 on. */
const LONGEST_TEXT = 4_000;
/** A block for the headline, one for the links, one for a remark, one for what was left out. */
const OWN_BLOCKS = 4;

/** The message for Slack. `remark` is ours: why it is in this channel, for one. */
export const slackMessage = (telling: Telling, name: Naming, remark?: string): Message => {
  const {story} = telling;
  const headline = headlineOf(telling);
  const links = linksOf(story);
  const about = section([`*${escaped(headline)}*`, ...aboutOf(telling, {safe: escaped, name})].join('\n'));
  const end = [
    ...(links === '' ? [] : [context(links)]),
    ...(remark === undefined ? [] : [context(escaped(remark))]),
  ];
  const failures = story.failures.flatMap(failureBlocks);
  const more = section('_There is more in the log._');
  const kept = fitting(failures, LONGEST_BLOCKS - lengthOf([about, more, ...end]));
  return {
    text: escaped(headline),
    blocks: [about, ...kept, ...(kept.length < failures.length ? [more] : []), ...end],
  };
};

/** The same without blocks, for a Slack that does not take them. */
export const withoutBlocks = ({text, blocks = []}: Message): Message => ({
  text: blocks.length === 0 ? text : shortened(textsOf(blocks).join('\n'), LONGEST_TEXT),
});

/** What failed before what was logged, as far as there is room. */
const fitting = (failures: readonly Failing[], room: number): Block[] => {
  const kept = new Set<Block>();
  let left = room;
  for (const block of [...failures.filter(({isLog}) => !isLog), ...failures.filter(({isLog}) => isLog)]) {
    const length = lengthOf([block.block]);
    if (length > left || kept.size >= MOST_BLOCKS - OWN_BLOCKS) continue;
    left -= length;
    kept.add(block.block);
  }
  return failures.map(({block}) => block).filter(block => kept.has(block));
};

const textsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(block =>
    block.type === 'section' ? [block.text.text] : block.elements.map(({text}) => text),
  );

const lengthOf = (blocks: readonly Block[]): number =>
  textsOf(blocks).reduce((sum, text) => sum + text.length, 0);

/** What becomes of the message of a breakage that is over. */
export const fixedMessage = (telling: Telling, {failures, url, build}: Breakage): Message => {
  const headline = headlineOf(telling);
  const was = failures.map(
    ({stage, code, message}) => `Was: *${escaped(stage)}*: ${code}: ${escaped(message)}`,
  );
  const first = url === undefined ? '' : link({title: `First red build #${build ?? ''}`, url});
  const links = [first, linksOf(telling.story)].filter(Boolean).join(' · ');
  return {
    text: escaped(headline),
    blocks: [
      section([`*${escaped(headline)}*`, ...aboutOf(telling, {safe: escaped, name: nameOnly})].join('\n')),
      ...(was.length === 0 ? [] : [section(was.join('\n'))]),
      ...(links === '' ? [] : [context(links)]),
    ],
  };
};

/** Who is only told of is not called. */
export const nameOnly: Naming = ({name}) => escaped(name);

interface Failing {
  block: Block;
  isLog: boolean;
}

const failureBlocks = (failure: ExplainedFailure): Failing[] => {
  const {stage, error} = failure;
  const log = logLines(error);
  const said = [
    `*${escaped(stage)}*: ${error.code}: ${escaped(error.message)}`,
    ...failureLines(failure).map(escaped),
  ];
  return [
    {block: section(said.join('\n')), isLog: false},
    ...(log.length > 0 ? [{block: codeBlock(log), isLog: true}] : []),
  ];
};

/** As many as fit, none of them cut. */
const linksOf = ({links}: Story): string =>
  links.map(link).reduce((line, next) => {
    const longer = line === '' ? next : `${line} · ${next}`;
    return longer.length <= LONGEST_SECTION ? longer : line;
  }, '');

const link = ({title, url}: Story['links'][number]): string =>
  `<${escapedCode(url).replaceAll('|', '%7C')}|${escaped(title)}>`;

const section = (text: string): Block => ({
  type: 'section',
  text: {type: 'mrkdwn', text: shortened(text, LONGEST_SECTION)},
});

/** Escapes and mentions are not cut in half. */
const shortened = (text: string, most: number): string =>
  cut(text, most).replace(/(?:&[a-z]*|<[^<>]*)…$/, '…');

const context = (text: string): Block => ({
  type: 'context',
  elements: [{type: 'mrkdwn', text: cut(text, LONGEST_SECTION)}],
});

/** The newest lines that fit. */
const codeBlock = (lines: readonly string[]): Block => {
  const fence = '```';
  const kept: string[] = [];
  let length = fence.length * 2 + 2;
  for (const line of [...lines].reverse()) {
    const safe = escapedCode(line);
    length += safe.length + 1;
    if (length > LONGEST_SECTION) break;
    kept.unshift(safe);
  }
  return section(`${fence}\n${kept.join('\n')}\n${fence}`);
};
