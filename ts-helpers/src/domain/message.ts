import type {Failure, Telling} from './telling.ts';
import type {ErrorReport} from './result.ts';

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
const LONGEST_NAME = 200;
const LOG_LINES = 20;
const MOST_TESTS = 10;
/** A block for the headline, one for the context, one for what was left out. */
const OWN_BLOCKS = 3;

/** The message for Slack. `person` is how the committer is called there: a mention, or his name. */
export const slackMessage = (telling: Telling, person: string | undefined): Message => {
  const headline = headlineOf(telling);
  const about = [person, ...aboutOf(telling).map(escaped)].filter(text => text !== undefined).join(' · ');
  const failures = telling.failures.flatMap(failureBlocks);
  const room = MOST_BLOCKS - OWN_BLOCKS;
  const links = linksOf(telling);
  return {
    text: escaped(headline),
    blocks: [
      section(`*${escaped(headline)}*\n${about}`),
      ...failures.slice(0, room),
      ...(failures.length > room ? [section('_There is more in the log._')] : []),
      ...(links === '' ? [] : [context(links)]),
    ],
  };
};

/** The same, as Slack would show it, for the build log. */
export const plainMessage = (telling: Telling): string => {
  const {author, links} = telling;
  const about = [...(author ? [`@${author.name} <${author.email}>`] : []), ...aboutOf(telling)].join(' · ');
  return [
    headlineOf(telling),
    about,
    ...telling.failures.flatMap(({stage, error}) => [
      '',
      `${stage}: ${error.code}: ${error.message}`,
      ...detailsOf(error),
      ...logOf(error).map(line => `    ${line}`),
    ]),
    ...(links.length > 0
      ? ['', ...links.map(({title, url}) => (title === url ? url : `${title}: ${url}`))]
      : []),
  ]
    .map(withoutAnsi)
    .join('\n');
};

/** As many as fit, none of them cut. */
const linksOf = ({links}: Telling): string =>
  links
    .map(({title, url}) => `<${escaped(url).replaceAll('|', '%7C')}|${escaped(title)}>`)
    .reduce((line, link) => {
      const longer = line === '' ? link : `${line} · ${link}`;
      return longer.length <= LONGEST_SECTION ? longer : line;
    }, '');

const headlineOf = ({kind, project, branch, failures}: Telling): string => {
  const place = cut(`${project}, branch ${branch}`, LONGEST_NAME);
  if (kind === 'fixed') return `✓ ${place}: green again`;
  return `✗ ${place}: ${failures.map(({stage}) => stage).join(' and ')} failed`;
};

const aboutOf = ({commit}: Telling): string[] => (commit === '' ? [] : [cut(commit, LONGEST_NAME)]);

const failureBlocks = ({stage, error}: Failure): Block[] => {
  const log = logOf(error);
  return [
    section(
      [
        `*${escaped(stage)}*: ${error.code}: ${escaped(error.message)}`,
        ...detailsOf(error).map(escaped),
      ].join('\n'),
    ),
    ...(log.length > 0 ? [codeBlock(log)] : []),
  ];
};

const detailsOf = ({where, remedy, evidence}: ErrorReport): string[] => {
  const {failedTests = [], services = []} = evidence;
  const broken = services.filter(({state, health, exitCode}) =>
    state !== 'running' && exitCode !== 0 ? true : health === 'unhealthy',
  );
  return [
    ...(where === undefined ? [] : [`Where: ${where}`]),
    `Remedy: ${remedy}`,
    ...failedTests
      .slice(0, MOST_TESTS)
      .map(test => `Failed: ${cut(`${test.name}: ${test.message.split('\n', 1)[0] ?? ''}`, LONGEST_NAME)}`),
    ...(failedTests.length > MOST_TESTS ? [`… and ${failedTests.length - MOST_TESTS} more`] : []),
    ...broken.map(({service, state, health, exitCode, outOfMemory}) =>
      [
        `Service ${service}: ${state}`,
        health,
        exitCode === undefined ? '' : `exit code ${exitCode}`,
        outOfMemory && 'out of memory',
      ]
        .filter(Boolean)
        .join(', '),
    ),
  ];
};

const logOf = ({evidence: {log}}: ErrorReport): string[] =>
  (log?.lines ?? []).slice(-LOG_LINES).map(line => cut(withoutAnsi(line), LONGEST_NAME));

const section = (text: string): Block => ({
  type: 'section',
  // Escapes are not cut in half.
  text: {type: 'mrkdwn', text: cut(text, LONGEST_SECTION).replace(/&[a-z]*…$/, '…')},
});

const context = (text: string): Block => ({type: 'context', elements: [{type: 'mrkdwn', text}]});

/** The newest lines that fit; the fence cannot be closed from within. */
const codeBlock = (lines: readonly string[]): Block => {
  const fence = '```';
  const kept: string[] = [];
  let length = fence.length * 2 + 2;
  for (const line of [...lines].reverse()) {
    const safe = escaped(line).replaceAll(fence, "'''");
    length += safe.length + 1;
    if (length > LONGEST_SECTION) break;
    kept.unshift(safe);
  }
  return section(`${fence}\n${kept.join('\n')}\n${fence}`);
};

/**
 * What comes from outside stays text: no link, no mention, no mass mention (https://docs.slack.dev/messaging/formatting-message-text).
 * A space without width keeps @channel and its like from being read as mentions by any client.
 */
export const escaped = (text: string): string =>
  withoutAnsi(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=channel|here|everyone)/gi, '@\u200B');

// eslint-disable-next-line no-control-regex
const ANSI = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007]*(?:\u0007|\u001B\\))/g;

const withoutAnsi = (text: string): string => text.replace(ANSI, '');

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
