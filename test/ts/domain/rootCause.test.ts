import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {explainMishap} from '../../../ts-helpers/src/domain/mishap.ts';
import type {ErrorReport} from '../../../ts-helpers/src/domain/result.ts';
import {rootCause} from '../../../ts-helpers/src/domain/rootCause.ts';
import {RULES} from '../../../ts-helpers/src/domain/rootCause/rules.ts';
import {error} from '../support/builds.ts';

/** What failures looked like on a real engine: `COUNTABLE_RECORD=1` with the e2e tests of root causes writes them. */
const FOLDER = path.resolve('test/fixtures/causes');

const expected: Record<string, string> = {
  'a-certificate-that-has-expired': 'certificate-expired',
  'a-compose-file-that-is-no-YAML': 'compose-syntax',
  'a-database-that-does-not-accept-connections-yet': 'database-not-ready',
  'a-disk-that-is-full': 'disk-full',
  'a-host-that-DNS-does-not-know': 'no-route',
  'a-host-that-cannot-be-reached': 'no-route',
  'a-port-that-is-taken-in-a-container': 'port-taken',
  'a-port-that-is-taken-on-the-host': 'port-taken',
  'a-registry-that-is-down': 'registry-down',
  'a-service-that-needs-too-much-memory': 'out-of-memory',
  'a-test-that-failed': 'test-failed',
  'a-time-limit-that-was-reached': 'time-limit',
  'a-user-who-may-not-talk-to-the-Docker-engine': 'docker-socket',
  'a-variable-that-compose-misses': 'missing-variable',
  'a-variable-that-the-program-misses': 'missing-variable',
  'an-agent-that-was-lost': 'agent-lost',
  'an-image-that-does-not-exist': 'image-not-found',
  'migrations-that-conflict-in-the-code': 'migration-conflict',
  'migrations-that-conflict-in-the-database': 'migration-conflict',
  'tests-that-are-nowhere': 'test-not-started',
  'tests-that-never-started': 'test-not-started',
};

const recorded = (name: string) =>
  JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as ErrorReport;

describe('the rules of root causes', () => {
  it('are told all recorded failures, and every rule has one', () => {
    const names = readdirSync(FOLDER).map(file => path.basename(file, '.json'));
    assert.deepEqual(names.sort(), Object.keys(expected).sort());
    assert.deepEqual([...new Set(Object.values(expected))].sort(), RULES.map(({name}) => name).sort());
  });

  for (const [name, rule] of Object.entries(expected)) {
    it(`know ${name.replaceAll('-', ' ')}, and a remedy`, () => {
      const cause = rootCause(recorded(name));
      assert.equal(cause?.rule, rule);
      assert.match(cause.sentence, /^[A-Z][^]*[.\])]?$/);
      assert.ok(cause.remedy.length > 20);
    });
  }

  it('recognise an agent that Jenkins lost, by what it throws', () => {
    const {code, message, remedy, exitCode, evidence} = explainMishap({
      stage: 'Test',
      during: 'step',
      exception: 'org.jenkinsci.plugins.workflow.steps.FlowInterruptedException',
      causes: [
        'org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution.RemovedNodeCause: Agent was removed',
      ],
    });
    assert.equal(rootCause({code, message, remedy, exitCode, evidence})?.rule, 'agent-lost');
  });

  const log = (...lines: string[]) =>
    error({code: 'SERVICE_EXITED', evidence: {log: {source: 'web', lines}}});

  it('show the first line that tells, for what follows is its consequence', () => {
    const cause = rootCause(
      log('boot', 'OSError: [Errno 28] No space left on device', 'connect ECONNREFUSED 10.0.0.2:5432'),
    );
    assert.deepEqual(
      [cause?.rule, cause?.line, cause?.source],
      ['disk-full', 'OSError: [Errno 28] No space left on device', 'web'],
    );
  });

  it('look at other services as well, where the failing one does not tell', () => {
    const services = [
      {service: 'db', state: 'exited', log: ['initdb: error: could not write: No space left on device']},
    ];
    assert.equal(rootCause(error({code: 'SERVICE_UNHEALTHY', evidence: {services}}))?.source, 'db');
  });

  it('do not take what a passing test prints for the cause of another test’s failure', () => {
    const cause = rootCause(
      error({
        evidence: {
          failedTests: [{name: 'adds', message: 'expected 5'}],
          log: {source: 'test', lines: ['handles "no space left on device" gracefully: ok']},
        },
      }),
    );
    assert.equal(cause?.rule, 'test-failed');
  });

  it('find the cause of failing tests in what they say', () => {
    const failedTests = [
      {
        name: 'saves',
        message:
          'psycopg.OperationalError: connection to server at "db" (10.0.0.2), port 5432 failed: Connection refused',
      },
    ];
    assert.equal(rootCause(error({evidence: {failedTests}}))?.rule, 'database-not-ready');
  });

  it('know nothing of what they do not know', () => {
    assert.equal(rootCause(log('Segmentation fault')), undefined);
  });

  for (const line of ['a'.repeat(200_000), ' '.repeat(200_000), '/'.repeat(100_000), '::'.repeat(100_000)]) {
    it(`take a line of ${line.length} times ${JSON.stringify(line[0])} in their stride`, () => {
      const start = process.cpuUsage();
      rootCause(log(line));
      const {user} = process.cpuUsage(start);
      assert.ok(user < 1_000_000, `${user} µs`);
    });
  }
});
