import assert from 'node:assert/strict';
import type {ErrorReport} from '../../../ts-helpers/src/result/result.ts';
import {renderError, renderErrors} from '../../../ts-helpers/src/cli/error.ts';

const error: ErrorReport = {
  code: 'SERVICE_EXITED',
  message: 'web ended.',
  remedy: 'Look.',
  exitCode: 6,
  evidence: {},
};

describe('an error on a terminal', () => {
  it('is each of several stages, for the one that knows the cause may be any', () => {
    const both = [
      {error: {...error, message: 'One.'}, tag: 'Deploy to staging'},
      {error: {...error, message: 'Two.'}, tag: 'Test'},
    ];
    const lines = renderErrors(both, false).trimEnd().split('\n');
    assert.equal(lines[0], '[Deploy to staging] ✗ SERVICE_EXITED: One.');
    assert.ok(lines.includes('[Test] ✗ SERVICE_EXITED: Two.'), lines.join('\n'));
    assert.ok(lines.every(line => line.startsWith('[Deploy to staging] ') || line.startsWith('[Test] ')));
    assert.equal(renderErrors([{error}], false), renderError(error, false));
  });

  it('says what is wrong, where, and what to do', () => {
    assert.equal(
      renderError({...error, code: 'LOCK_HELD', where: 'dc.stage.yml:3'}, false),
      '✗ LOCK_HELD: web ended.\n  where   dc.stage.yml:3\n  remedy  Look.\n',
    );
  });

  it('shows the services, the failed tests and the log', () => {
    const text = renderError(
      {
        ...error,
        evidence: {
          services: [
            {service: 'db', state: 'running', health: 'healthy'},
            {service: 'web', state: 'exited', exitCode: 137, outOfMemory: true, restarts: 2},
          ],
          failedTests: [{name: 'adds up', message: '1 != 2\nstack'}],
          log: {source: 'web', lines: ['one', 'two']},
        },
      },
      false,
    );
    assert.equal(
      text,
      `✗ SERVICE_EXITED: web ended.
  why     The service web needed more memory than it may have, and was killed.
  remedy  Raise mem_limit of web (deploy.resources.limits.memory), or let it use less; without a limit, give the host more memory.
  failed  adds up: 1 != 2
  service db: running (healthy)
  service web: exited, exit code 137, out of memory, restarted 2 times
  log of web:
  │ one
  │ two
`,
    );
  });

  it('has the remedy of what the stage was of, a deploy or tests', () => {
    const log = {source: 'web', lines: ['FATAL:  password authentication failed for user "postgres"']};
    const remedyOf = (about?: {project: string; environment?: string}) =>
      renderError({...error, evidence: {log}}, false, about)
        .split('\n')
        .find(line => line.startsWith('  remedy'));
    assert.match(
      remedyOf({project: 'clinic', environment: 'stage'}) ?? '',
      /Put that back into the secret file \(Jenkins credential clinic-stage-env\)/,
    );
    assert.match(
      remedyOf({project: 'clinic'}) ?? '',
      /Let the service of the database and the one of the tests/,
    );
  });

  it('names twenty failed tests, and counts the rest', () => {
    const failedTests = Array.from({length: 23}, (_, index) => ({name: `test ${index}`, message: ''}));
    const lines = renderError({...error, evidence: {failedTests}}, false).split('\n');
    assert.equal(lines.filter(line => line.startsWith('  failed  test')).length, 20);
    assert.ok(lines.includes('  failed  … and 3 more'));
  });

  it('begins no line that somebody else wrote, and does nothing to the terminal', () => {
    const nasty = 'a\u001B]0;x\u0007b\n✓ forged\u001B[8m\rc';
    const text = renderError(
      {
        ...error,
        message: nasty,
        where: nasty,
        remedy: nasty,
        evidence: {
          services: [{service: nasty, state: 'running'}],
          failedTests: [{name: nasty, message: ''}],
          log: {source: nasty, lines: [nasty, nasty]},
        },
      },
      false,
    );
    assert.equal(text.split('\n').length, 9);
    assert.ok(
      text
        .split('\n')
        .slice(0, -1)
        .every(line => line.includes('ab ✓ forged c')),
      text,
    );
  });

  it('is coloured where colours are wanted', () => {
    // eslint-disable-next-line no-control-regex
    assert.match(renderError(error, true), /^\u001B\[31m✗\u001B\[39m \u001B\[1mSERVICE_EXITED/);
  });
});
