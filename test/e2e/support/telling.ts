import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {NotifyOutcome} from '../../../ts-helpers/src/tell/notify.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import {inProcess} from '../../outside/support/inProcess.ts';
import type {Run} from './cli.ts';
import type {Posted} from './slackMessages.ts';
import {SLACK_SPEC, type SlackMethod, type SlackServer, startSlack} from './slackServer.ts';
import {hasSpec} from './specs.ts';

export const TOKEN = 'xoxb-1234-abcdef';

/** What Jenkins knows of a build whose tests failed. */
export const red: Facts = {
  jenkins: {
    jobName: 'shop/develop',
    buildNumber: 7,
    buildUrl: 'https://ci.example.org/job/shop/7/',
    branchName: 'develop',
  },
  plan: {
    build: {
      project: 'shop',
      branch: 'develop',
      because: 'The branch develop deploys to staging.',
      commit: 'abcdef0123456789abcdef0123456789abcdef01',
      subject: 'Sell <b>more</b> & more',
      author: {name: 'Ada Lovelace', email: 'ada@example.org'},
    },
    groups: [],
    notify: {agents: [''], credentials: []},
    notes: [],
    slack: {},
    mail: {when: 'fallback', domains: ['example.org'], addresses: []},
  },
  results: [
    {
      stage: 'Test',
      outcome: 'failed',
      startedAt: '2026-11-23T12:00:00.000Z',
      durationMs: 1000,
      error: {
        code: 'TESTS_FAILED',
        message: '1 of 3 tests failed.',
        remedy: 'Correct the code.',
        exitCode: 5,
        evidence: {
          failedTests: [{name: 'adds up', message: '1 != 2'}],
          log: {
            source: 'test',
            lines: ['first line', '@everyone look <!channel> ```', 'AssertionError: 1 != 2'],
          },
        },
      },
    },
  ],
};

export const green: Facts = {
  ...red,
  jenkins: {...red.jenkins!, previousResult: 'FAILURE'},
  results: [{stage: 'Test', outcome: 'passed', startedAt: '2026-11-23T12:00:00.000Z', durationMs: 1000}],
};

interface Told extends Run {
  outcome: NotifyOutcome;
}

export interface Telling {
  slack: SlackServer;
  /** `countable notify` with these facts, in process, to its end, which is always a good one. */
  notify(facts: Facts, environment?: NodeJS.ProcessEnv): Promise<Told>;
  /** The same, with Slack's answers, and when every request is as Slack's document wants it. */
  told(facts: Facts, answers?: SlackServer['answers'], environment?: NodeJS.ProcessEnv): Promise<Told>;
  /** Methods that were called, each with what it was called about. */
  called(): [SlackMethod, string | undefined][];
  /** The text of all blocks of the only message. */
  posted(): string;
}

/**
 * A Slack of its own for a suite, which is skipped where Slack's document is missing. With `keep` it remembers from one
 * test to the next.
 */
export const tellingSlack = ({keep = false} = {}): Telling => {
  let folder: string;

  before(async function () {
    if (!hasSpec(SLACK_SPEC)) {
      console.log(`    skipped: ${SLACK_SPEC} is missing; script/specs fetches it`);
      this.skip();
    }
    telling.slack = await startSlack();
  });
  after(async () => {
    await (telling.slack as SlackServer | undefined)?.stop();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-slack-'));
    if (!keep) telling.slack.reset();
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const telling: Telling = {
    slack: undefined as unknown as SlackServer,

    async notify(facts, environment = {}) {
      const file = path.join(folder, 'facts.json');
      writeFileSync(file, JSON.stringify(facts));
      const run = await inProcess(['notify', '--facts', file, '--json'], {
        cwd: folder,
        env: {SLACK_BOT_TOKEN: TOKEN, SLACK_API_URL: telling.slack.url, ...environment},
      });
      assert.equal(run.exitCode, 0, `telling people never fails a build:\n${run.stderr}`);
      assert.ok(!`${run.stdout}${run.stderr}`.includes(TOKEN), 'the token is shown nowhere');
      return {...run, outcome: JSON.parse(run.stdout) as NotifyOutcome};
    },

    async told(facts, answers = {}, environment) {
      telling.slack.answers = answers;
      const run = await telling.notify(facts, environment);
      assert.deepEqual(telling.slack.violations, []);
      return run;
    },

    called: () =>
      telling.slack.calls.map(({method, fields}) => [method, fields['channel'] ?? fields['email']]),

    posted() {
      assert.equal(telling.slack.messages.length, 1);
      return textOf(telling.slack.messages[0]!);
    },
  };
  return telling;
};

/** All that a message says. */
export const textOf = ({blocks}: Posted): string =>
  blocks.flatMap(({text, elements = []}) => [text, ...elements].map(one => one?.text ?? '')).join('\n');
