import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import type {StageResult} from '../../ts-helpers/src/result/result.ts';
import {countable} from './support/cli.ts';
import {type MailServer, startMail} from './support/mailServer.ts';

describe('a build that fails before it has a plan', () => {
  let server: MailServer;
  let folder: string;
  const jenkins = {jobName: 'production/shop-prod', buildNumber: 3};
  const notify = async (facts: Facts, env: NodeJS.ProcessEnv): Promise<string> => {
    const file = path.join(folder, '../told.json');
    writeFileSync(file, JSON.stringify(facts));
    const {stderr} = await countable(['notify', '--facts', file], {
      cwd: folder,
      env: {SMTP_URL: server.url, ...env},
    });
    return stderr;
  };

  beforeEach(async () => {
    server = await startMail();
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'countable-unplanned-')), 'shop');
    execFileSync('git', ['init', '--quiet', '--initial-branch=master', folder]);
    writeFileSync(path.join(folder, 'countable.yml'), 'timeouts: {test: soon}\n');
    const git = (...args: string[]) => execFileSync('git', args, {cwd: folder});
    git('add', '.');
    git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '-m', 'Set a limit');
  });
  afterEach(async () => {
    await server.stop();
    rmSync(path.dirname(folder), {recursive: true});
  });

  it('is mailed to who committed last, as far as the organisation lets mails reach', async () => {
    const left = path.join(folder, '../result.json');
    const {exitCode} = await countable(['plan', '--result', left], {cwd: folder});
    assert.equal(exitCode, 2);
    const result = JSON.parse(readFileSync(left, 'utf8')) as StageResult;
    assert.deepEqual(result.head?.author, {name: 'Ada', email: 'ada@example.org'});

    await notify({jenkins, results: [result]}, {COUNTABLE_MAIL_DOMAINS: 'example.org'});
    const [letter] = server.letters;
    assert.deepEqual(letter?.to, ['ada@example.org']);
    assert.match(letter?.content.subject ?? '', /^✗ shop .*\(Ada\): Plan failed$/);
    assert.match(letter?.content.text ?? '', /Plan: BAD_SETTING: /);
    assert.match(letter?.content.text ?? '', /Set a limit/);

    const refused = await notify({jenkins, results: [result]}, {COUNTABLE_MAIL_DOMAINS: 'other.example'});
    assert.match(refused, /ada@example\.org was not mailed: the organisation names neither/);
    assert.equal(server.letters.length, 1);
  });

  it("is mailed by the domains of the variable where the organisation's own file is broken", async () => {
    const house = path.join(folder, '../house.yml');
    writeFileSync(house, 'mail: {domains: 7}\n');
    const left = path.join(folder, '../result.json');
    await countable(['plan', '--result', left], {cwd: folder, env: {COUNTABLE_CONFIG: house}});
    const result = JSON.parse(readFileSync(left, 'utf8')) as StageResult;
    const said = {COUNTABLE_CONFIG: house, COUNTABLE_MAIL_DOMAINS: 'example.org'};
    const stderr = await notify({jenkins, results: [result]}, said);
    assert.match(stderr, /Mail: the organisation's settings do not count: /);
    assert.equal(server.letters.length, 1);
  });
});
