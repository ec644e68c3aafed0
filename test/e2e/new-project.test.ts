import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {NewOutcome} from '../../ts-helpers/src/skeleton/create.ts';
import {countable} from './support/cli.ts';
import {type Accounts, SENTRY_SPEC, startAccounts} from './support/howTos/accounts.ts';
import {SENTRY_TOKEN} from './support/sentry/server.ts';
import {BY_ADA} from '../ts/support/byAda.ts';
import {SLACK_SPEC} from './support/slackServer.ts';
import {hasSpec} from './support/specs.ts';
import {TOKEN} from './support/telling.ts';

describe('a project that is begun', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-e2e-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const begin = (env: NodeJS.ProcessEnv, ...words: string[]) =>
    countable(['new', 'shop', ...words], {cwd: folder, env: {...BY_ADA, ...env}});
  const outcomeOf = ({stdout}: {stdout: string}) => JSON.parse(stdout) as NewOutcome;
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', args, {cwd: path.join(folder, cwd), encoding: 'utf8'}).trim();
  const bare = (): string => {
    const at = path.join(folder, 'shop.git');
    execFileSync('git', ['init', '--quiet', '--bare', at]);
    return at;
  };

  describe('and killed', () => {
    /** A git that kills whoever calls it for the so-manieth time, before it does anything. */
    const killing = (call: number): {PATH: string} => {
      const bin = path.join(folder, `bin-${call}`);
      const calls = path.join(bin, 'calls');
      mkdirSync(bin);
      writeFileSync(
        path.join(bin, 'git'),
        `#!/bin/sh\necho >>'${calls}'\n[ "$(wc -l <'${calls}')" = ${call} ] && kill -9 $PPID\nPATH='${process.env['PATH']}' exec git "$@"\n`,
        {mode: 0o755},
      );
      return {PATH: `${bin}:${process.env['PATH']}`};
    };

    it('goes on where it was, wherever that is, and a run after that changes nothing', async () => {
      const remote = bare();
      let call = 0;
      let killed: boolean;
      do {
        call += 1;
        const {stdout, exitCode} = await begin(killing(call), '--from', 'static', '--remote', remote);
        killed = exitCode !== 0;
        assert.equal(killed, stdout === '');
        const ended = await begin({}, '--from', 'static', '--remote', remote, '--json');
        assert.equal(ended.exitCode, 0, `killed at call ${call}: ${ended.stderr}`);
        assert.equal(git('shop', 'status', '--porcelain'), '');
        assert.equal(git('shop', 'rev-list', '--count', 'develop'), '1');
        assert.equal(git('shop', 'ls-tree', '-r', '--name-only', 'master').split('\n').length, 13);
        for (const branch of ['develop', 'master'])
          assert.equal(git('shop.git', 'rev-parse', branch), git('shop', 'rev-parse', branch));
        assert.deepEqual(
          outcomeOf(await begin({}, '--from', 'static', '--remote', remote, '--json')).changed,
          [],
        );
        rmSync(path.join(folder, 'shop'), {recursive: true});
        rmSync(remote, {recursive: true});
        bare();
      } while (killed);
      assert.ok(call > 10, `${call} calls of git`);
    });
  });

  describe('with accounts', () => {
    let accounts: Accounts;
    beforeEach(async function () {
      if (!hasSpec(SLACK_SPEC) || !hasSpec(SENTRY_SPEC)) this.skip();
      accounts = await startAccounts('Slack, SENTRY_');
    });
    afterEach(async () => {
      await (accounts as Accounts | undefined)?.stop();
    });

    const access = (): NodeJS.ProcessEnv => ({
      ...accounts.access,
      SLACK_BOT_TOKEN: TOKEN,
      SENTRY_AUTH_TOKEN: SENTRY_TOKEN,
      SENTRY_URL: accounts.sentry?.url,
      SENTRY_ORG: 'acme',
      SENTRY_TEAM: 'web',
    });

    it('is planned whole, and nothing is made for that', async () => {
      const remote = bare();
      const {stdout} = await begin(access(), '--from', 'node', '--remote', remote, '--plan', '--json');
      const {steps, leftOut} = JSON.parse(stdout) as {steps: {id: string}[]; leftOut: unknown[]};
      assert.deepEqual(
        steps.map(({id}) => id),
        ['files', 'remote', 'push', 'slack', 'sentry', 'jobs'],
      );
      assert.deepEqual(leftOut, []);
      assert.ok(!existsSync(path.join(folder, 'shop')));
      assert.deepEqual([accounts.jenkins.items.size, accounts.slack?.channels], [0, []]);
    });

    it('has all of them, says what people have to give, and goes on after one of them failed', async () => {
      const {slack, sentry, jenkins} = accounts;
      assert.ok(slack && sentry);
      const remote = bare();
      jenkins.troubles['POST /jenkins/createItem'] = Array.from({length: 20}, () => ({status: 503}));
      const first = await begin(access(), '--from', 'node', '--remote', remote, '--json');
      assert.notEqual(first.exitCode, 0);
      assert.doesNotMatch(`${first.stdout}${first.stderr}`, new RegExp(`${TOKEN}|${SENTRY_TOKEN}`));
      assert.deepEqual(
        slack.channels.map(({name}) => name),
        ['shop'],
      );
      assert.equal(jenkins.items.size, 0);

      jenkins.troubles = {};
      const second = await begin(access(), '--from', 'node', '--remote', remote, '--json');
      assert.equal(second.exitCode, 0, second.stderr);
      const {changed, byHand} = outcomeOf(second);
      assert.ok(changed.length > 0 && changed.every(what => /job|folder/i.test(what)), changed.join('\n'));
      assert.deepEqual(byHand, [
        'countable jenkins credentials --set shop-stage-env --from FILE',
        'countable jenkins credentials --set shop-prod-env --from FILE',
      ]);
      assert.match(jenkins.items.get('shop') ?? '', /shop\.git/);

      const third = outcomeOf(await begin(access(), '--from', 'node', '--remote', remote, '--json'));
      assert.deepEqual(third.changed, []);
      assert.equal(readFileSync(path.join(folder, 'shop/Jenkinsfile'), 'utf8'), 'countablePipeline()\n');
    });

    it('asks for no secret file where nothing is secret', async () => {
      const {SLACK_BOT_TOKEN: _, SENTRY_AUTH_TOKEN: __, ...jenkins} = access();
      const {byHand, leftOut} = outcomeOf(
        await begin(jenkins, '--from', 'static', '--remote', bare(), '--json'),
      );
      assert.deepEqual(byHand, []);
      assert.deepEqual(
        leftOut.map(({why}) => why),
        ['set SLACK_BOT_TOKEN', 'set SENTRY_AUTH_TOKEN'],
      );
    });
  });
});
