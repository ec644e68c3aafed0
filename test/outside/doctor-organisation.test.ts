import assert from 'node:assert/strict';
import {tmpdir} from 'node:os';
import type {DoctorResult} from '../../ts-helpers/src/doctor/doctor.ts';
import {inProcess} from './support/inProcess.ts';

describe('countable doctor organisation, of nothing that is set up', () => {
  const run = (...flags: string[]) =>
    inProcess(['doctor', 'organisation', ...flags], {
      cwd: tmpdir(),
      env: {COUNTABLE_CONFIG: undefined, SLACK_BOT_TOKEN: undefined, SENTRY_AUTH_TOKEN: undefined},
    });

  it('names the bucket that is missing as an error, and tokens as notes', async () => {
    const {stdout, exitCode} = await run('--json');
    const {findings, project} = JSON.parse(stdout) as DoctorResult;
    assert.equal(project, 'organisation');
    assert.deepEqual(
      findings.map(({code, severity, file}) => [code, severity, file]),
      [
        ['bucket-missing', 'error', 'COUNTABLE_CONFIG'],
        ['token-missing', 'note', 'SENTRY_AUTH_TOKEN'],
        ['token-missing', 'note', 'SLACK_BOT_TOKEN'],
      ],
    );
    assert.equal(exitCode, 4);
    assert.match((await run('--format', 'junit')).stdout, /^<\?xml [^]*bucket-missing/);
  });

  it('takes no flag that is for projects', async () => {
    for (const flag of ['--fix', '--history', '--write-baseline']) {
      const {stderr, exitCode} = await run(flag);
      assert.match(stderr, new RegExp(`${flag} is for projects, and not for countable doctor organisation`));
      assert.equal(exitCode, 2);
    }
  });
});
