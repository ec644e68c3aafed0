import assert from 'node:assert/strict';
import {readComposeSource, readYaml} from '../../ts-helpers/src/outside/composeSource.ts';
import {toErrorReport} from '../../ts-helpers/src/stage/runStage.ts';
import {repositoryPath} from '../../ts-helpers/src/history/hostedRepository.ts';
import {baseImageChanges, composeChanges} from '../../ts-helpers/src/history/composeChanges.ts';
import {composeFailure} from '../../ts-helpers/src/compose/failure.ts';
import {repositoryName} from '../../ts-helpers/src/project/conventions.ts';
import {engineFailure} from '../../ts-helpers/src/causes/engineFailure.ts';
import {looksLikeError} from '../../ts-helpers/src/text/errorLine.ts';
import {summarise} from '../../ts-helpers/src/test/verdict/junit.ts';
import {rememberedFailure} from '../../ts-helpers/src/seam/memory.ts';
import {slackMessage} from '../../ts-helpers/src/story/message.ts';
import {escaped, escapedCode} from '../../ts-helpers/src/story/escape.ts';
import {plainMessage} from '../../ts-helpers/src/story/plainMessage.ts';
import {explainMishap} from '../../ts-helpers/src/seam/mishap.ts';
import {reportPage} from '../../ts-helpers/src/story/reportPage.ts';
import {rootCause} from '../../ts-helpers/src/causes/rootCause.ts';
import {secretsOfFile} from '../../ts-helpers/src/secrets/secrets.ts';
import {platformOf} from '../../ts-helpers/src/project/platform.ts';
import {storyOf} from '../../ts-helpers/src/story/story.ts';
import {decide} from '../../ts-helpers/src/story/telling.ts';
import {plain} from '../../ts-helpers/src/text/plain.ts';
import {composeRefusal} from '../../ts-helpers/src/project/validation.ts';
import {CommandFailed, UserError} from '../../ts-helpers/src/errors/userError.ts';
import {createConsoleVoice} from '../../ts-helpers/src/run/console.ts';
import {renderError} from '../../ts-helpers/src/cli/error.ts';
import {createMasks} from '../../ts-helpers/src/secrets/mask.ts';
import {recording} from '../../ts-helpers/src/stage/transcript.ts';
import {error, failed, jenkins, NOW, plan} from './support/builds.ts';

const LENGTH = 200_000;
const of = (part: string) => part.repeat(Math.ceil(LENGTH / part.length));

/** What patterns were seen to stumble over, and what those of ours begin with. */
const TEXTS: Record<string, string> = {
  'letters without a blank': of('a'),
  capitals: of('ABC_'),
  blanks: of(' '),
  newlines: of('\n'),
  digits: of('7'),
  slashes: of('/'),
  colons: of('::'),
  dashes: of('-'),
  brackets: of('['),
  'open tags': of('<'),
  ampersands: of('&a'),
  marks: of('*_~`'),
  'quotes, some of them escaped': of('"\\"'),
  'escapes of a terminal': of('\u001B['),
  'titles of a terminal': of('\u001B]0;'),
  'letters of two places': of('😀'),
  'a minified bundle': of(
    '!function(e,t){"object"==typeof exports?module.exports=t():e.x=t()}(this,(function(){return 1}));',
  ),
  'dial tcp, over and over': of('dial tcp '),
  'beginnings of a failed build': of('failed to solve: rpc error: '),
  'beginnings of a dependency': of('dependency failed to start: container a'),
  'beginnings of a connection': of('connection to server at '),
  'beginnings of a request': of('Get "https://r/v2/": '),
  'beginnings of a demand': of('required variable a is missing a value: '),
  'beginnings of a port': of('Bind for a:1'),
  'beginnings of a Dockerfile': of('FROM --a '),
};

const command = (text: string) =>
  new CommandFailed({program: 'docker', args: ['ps'], exitCode: 1, tail: [text], stderr: text});
const silent = createConsoleVoice({
  write: () => undefined,
  now: () => new Date(NOW),
  elapsed: () => 0,
  masks: createMasks(),
  isTerminal: false,
  colours: true,
  verbose: true,
  quiet: false,
});
const testCase = (text: string) => ({
  name: text,
  group: text,
  outcome: 'failed' as const,
  message: text,
  details: text,
});
const unsaid = (work: () => unknown) => {
  try {
    return work();
  } catch (thrown) {
    assert.ok(thrown instanceof UserError, String(thrown));
    return undefined;
  }
};
const told = (text: string) => {
  const red = failed({message: text, where: text, evidence: {log: {source: text, lines: [text]}}});
  const facts = {jenkins: jenkins({jobName: text, triggers: [text]}), plan, results: [red], log: [text]};
  return {facts, story: storyOf(facts, NOW)};
};

/** All that takes texts from outside, each by its own ways. */
const TAKERS: Record<string, (text: string) => unknown> = {
  'a failed build': text => composeFailure({doing: 'build', tail: [text, ` > [${text}] ${text}:`, text]}),
  'a failed start': text => composeFailure({doing: 'up', tail: [text, text]}),
  'an engine in trouble': text => engineFailure(command(text)),
  'a failed command': text => toErrorReport(command(text)),
  'a root cause': text =>
    rootCause(error({code: 'START_FAILED', message: text, evidence: {log: {source: 'web', lines: [text]}}})),
  'a likely error': text => looksLikeError(`error ${text}`),
  'what Compose refuses': text =>
    composeRefusal(new UserError('COMPOSE_INVALID', text), '/x', {sources: [], readFor: {project: 'shop'}}),
  'plain text': plain,
  'text for Slack': escaped,
  'code for Slack': escapedCode,
  'a secret file': text => secretsOfFile(`A=${text}\n${text}`),
  'a compose file': text =>
    unsaid(() =>
      readComposeSource('dc.yml', `services: {a: {ports: ["${text.replaceAll(/["\\\n]/g, '')}"]}} # ${text}`),
    ),
  'any YAML': readYaml,
  'two compose files': text =>
    composeChanges(
      'dc.yml',
      {services: {a: {image: text, ports: [text]}}},
      {services: {a: {image: `${text}b`}}},
    ),
  'a Dockerfile': text => baseImageChanges('Dockerfile', text, `FROM a\n${text}`),
  'an address of git': text => [
    repositoryPath(text),
    repositoryName(text),
    repositoryPath(`ssh://git@host/${text}`),
  ],
  'failed tests': text => summarise([testCase(text)]),
  'what is remembered': text =>
    rememberedFailure('Test', {code: 'X', message: text, where: text, tests: [text]}),
  'a manifest': text =>
    platformOf({
      files: [text, 'requirements.txt'],
      manifests: {'requirements.txt': text, 'package.json': text},
    }),
  'a mishap of Jenkins': text =>
    explainMishap({stage: text, during: 'step', exception: text, causes: [text]}),
  'an error on a terminal': text =>
    renderError(error({message: text, evidence: {log: {source: 'a', lines: [text]}}}), true),
  'a log on a terminal': text => {
    silent.output(text);
    silent.warn(text);
  },
  'a transcript': text => {
    const {output, transcript} = recording(silent, masked => masked);
    output(text);
    output(`error ${text}`);
    return transcript();
  },
  'a message': text => {
    const {facts, story} = told(text);
    const telling = decide(facts, story, '#agency');
    assert.ok(telling);
    return [slackMessage(telling, ({name}) => name), plainMessage(telling)];
  },
  'a report': text => reportPage(told(text).story, NOW),
};

describe('a text of 200,000 letters without an end of line, or of nothing else', () => {
  for (const [taker, take] of Object.entries(TAKERS)) {
    it(`costs ${taker} little time, whatever it is made of`, () => {
      for (const [what, text] of Object.entries(TEXTS)) {
        const begun = process.cpuUsage();
        take(text);
        const {user} = process.cpuUsage(begun);
        assert.ok(user < 5_000_000, `${what}: ${user / 1000} ms`);
      }
    }).timeout(120_000);
  }
});
