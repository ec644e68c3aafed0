import type {Breakage} from './memory.ts';
import {escaped, escapedCode} from './message/escape.ts';
import {aboutOf, failureLines, headlineOf, logLines, type Naming} from './message/words.ts';
import type {ExplainedFailure, Story} from './story.ts';
import type {Telling} from './telling.ts';
import {cut} from './text.ts';

/** A Slack message: blocks, and the text of notifications. Limits: https://docs.slack.dev/reference/block-kit/blocks */
export interface Message {
  text: string;
  blocks: Block[];
}

export type Block =
  | {type: 'section'; text: {type: 'mrkdwn'; text: string}}
  | {type: 'context'; elements: {type: 'mrkdwn'; text: string}[]};

const MOST_BLOCKS = 50;
const LONGEST_SECTION = 3_000;
/** A block for the headline, one for the links, one for a remark, one for what was left out. */
const OWN_BLOCKS = 4;

/** The message for Slack. `remark` is ours: why it is in this channel, for one. */
export const slackMessage = (telling: Telling, name: Naming, remark?: string): Message => {
  const {story} = telling;
  const headline = headlineOf(telling);
  const failures = story.failures.flatMap(failureBlocks);
  const room = MOST_BLOCKS - OWN_BLOCKS;
  const links = linksOf(story);
  const about = aboutOf(telling, {safe: escaped, name});
  return {
    text: escaped(headline),
    blocks: [
      section([`*${escaped(headline)}*`, ...about].join('\n')),
      ...failures.slice(0, room),
      ...(failures.length > room ? [section('_There is more in the log._')] : []),
      ...(links === '' ? [] : [context(links)]),
      ...(remark === undefined ? [] : [context(escaped(remark))]),
    ],
  };
};

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

const failureBlocks = (failure: ExplainedFailure): Block[] => {
  const {stage, error} = failure;
  const log = logLines(error);
  return [
    section(
      [
        `*${escaped(stage)}*: ${error.code}: ${escaped(error.message)}`,
        ...failureLines(failure).map(escaped),
      ].join('\n'),
    ),
    ...(log.length > 0 ? [codeBlock(log)] : []),
  ];
};

/** As many as fit, none of them cut. */
const linksOf = ({links}: Story): string =>
  links.map(link).reduce((line, next) => {
    const longer = line === '' ? next : `${line} · ${next}`;
    return longer.length <= LONGEST_SECTION ? longer : line;
  }, '');

const link = ({title, url}: Story['links'][number]): string =>
  `<${escapedCode(url).replaceAll('|', '%7C')}|${title === url ? escapedCode(title) : escaped(title)}>`;

const section = (text: string): Block => ({
  type: 'section',
  // Escapes and mentions are not cut in half.
  text: {type: 'mrkdwn', text: cut(text, LONGEST_SECTION).replace(/(?:&[a-z]*|<[^<>]*)…$/, '…')},
});

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
