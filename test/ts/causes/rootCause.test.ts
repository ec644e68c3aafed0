import assert from 'node:assert/strict';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {explainMishap} from '../../../ts-helpers/src/seam/mishap.ts';
import type {ErrorReport, ServiceState} from '../../../ts-helpers/src/result/result.ts';
import {type Cause, rootCause} from '../../../ts-helpers/src/causes/rootCause.ts';
import {RULES} from '../../../ts-helpers/src/causes/rootCause/rules.ts';
import {error} from '../support/builds.ts';

/**
 * What failures looked like on a real engine, in a folder for each rule (COUNTABLE_RECORD=1 with the e2e tests of root
 * causes writes them), and beside each what people are told of it (COUNTABLE_RECORD=1 with this test). Of no engine is
 * jenkins-crumb: no controller runs here that would say it, and its words are those of Jenkins' own source.
 */
const FOLDER = path.resolve('test/fixtures/causes');
const isRecording = process.env['COUNTABLE_RECORD'] !== undefined;

const recorded = readdirSync(FOLDER).flatMap(rule =>
  readdirSync(path.join(FOLDER, rule))
    .filter(file => file.endsWith('.json'))
    .map(file => {
      const place = path.join(FOLDER, rule, file);
      return {
        rule,
        what: path.basename(file, '.json'),
        failure: JSON.parse(readFileSync(place, 'utf8')) as ErrorReport,
        told: place.replace(/\.json$/, '.txt'),
      };
    }),
);

const about = ({code, where = ''}: ErrorReport) =>
  code.startsWith('TESTS') || where === 'service test' || where.startsWith('Dockerfile of test')
    ? {project: 'shop'}
    : {project: 'shop', environment: 'stage'};

const tellingOf = ({whose, sentence, remedy, line, source}: Cause): string =>
  [
    `Why: ${sentence}`,
    `Remedy: ${remedy}`,
    `Whose: ${whose}`,
    ...(line === undefined ? [] : [`Shown by: ${line}, in ${source}`]),
    '',
  ].join('\n');

describe('the rules of root causes', () => {
  it('are many, and each has a failure that was really there', () => {
    assert.ok(RULES.length >= 40, `${RULES.length}`);
    const bare = RULES.map(({name}) => name).filter(name => !recorded.some(({rule}) => rule === name));
    assert.deepEqual(bare, []);
  });

  it('name the service that an error is about, also where nothing is told of how it runs', () => {
    const lines = [
      "[ALERT]    (65) : config : parsing [/etc/haproxy.cfg:1]: unknown keyword 'x' out of section.",
    ];
    const refused = error({
      code: 'PROXY_REFUSES',
      where: 'service front',
      evidence: {log: {source: 'front', lines}},
    });
    assert.equal(
      rootCause(refused, {project: 'shop', environment: 'prod'})?.remedy,
      'Correct /etc/haproxy.cfg:1; on a laptop countable deploy prod says whether it is right.',
    );
    const evidence = {...refused.evidence, mounted: [{named: '/etc/haproxy.cfg', path: 'proxy/haproxy.cfg'}]};
    assert.match(rootCause({...refused, evidence})?.remedy ?? '', /^Correct proxy\/haproxy\.cfg:1;/);
  });

  for (const {rule, what, failure, told} of recorded) {
    it(`know ${what.replaceAll('-', ' ')}, and tell it in the words that are kept`, () => {
      const cause = rootCause(failure, about(failure));
      assert.equal(cause?.rule, rule, JSON.stringify(cause));
      if (isRecording) writeFileSync(told, tellingOf(cause));
      assert.equal(tellingOf(cause), readFileSync(told, 'utf8'));
    });

    it(`know ${what.replaceAll('-', ' ')} in whatever order they are asked`, () => {
      assert.equal(rootCause(failure, about(failure), [...RULES].reverse())?.rule, rule);
    });

    it(`leave nothing to fill in where they tell of ${what.replaceAll('-', ' ')}`, () => {
      const {sentence = '', remedy = ''} = rootCause(failure, about(failure)) ?? {};
      assert.match(sentence, /^\S.+\S$/s);
      assert.doesNotMatch(remedy, /<[a-z][^>]*>|undefined|\$\{NAME|…|\blog below\b/);
      assert.ok(remedy.length > 20);
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

  it('take the last exception of what failed, not what it has got over before', () => {
    const cause = rootCause(
      log(
        'connect ECONNREFUSED 10.0.0.2:5432',
        'retry',
        "ModuleNotFoundError: No module named 'flask'",
        'bye',
      ),
    );
    assert.deepEqual(
      [cause?.rule, cause?.line, cause?.source],
      ['python-module-missing', "ModuleNotFoundError: No module named 'flask'", 'web'],
    );
  });

  it('show the line of it that says most', () => {
    const cause = rootCause(
      log('Error: listen EADDRINUSE: address already in use :::8000', "  code: 'EADDRINUSE',", '}'),
    );
    assert.equal(cause?.line, 'Error: listen EADDRINUSE: address already in use :::8000');
  });

  const starting = {
    service: 'db',
    state: 'running',
    health: 'healthy' as const,
    image: 'postgres:15',
    log: ['FATAL:  the database system is starting up', 'LOG:  database system is ready'],
  };
  const web = (...lines: string[]) => ({service: 'web', state: 'exited', exitCode: 1, log: lines});
  const failing = (lines: readonly string[], services: readonly ServiceState[]) =>
    error({code: 'SERVICE_EXITED', evidence: {log: {source: 'web', lines}, services}});

  it('take nothing from a healthy neighbour, whatever it had to say when it started', () => {
    const lines = [
      'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "users_pkey"',
    ];
    assert.equal(rootCause(failing(lines, [starting, web(...lines)]))?.rule, 'not-unique');
    assert.equal(rootCause(failing(['Traceback'], [starting, web('Traceback')])), undefined);
  });

  it('look behind what is only seen of a neighbour, where that tells itself why it fails', () => {
    const lines = ['could not translate host name "db" to address'];
    const db = {
      ...starting,
      state: 'exited',
      health: undefined,
      exitCode: 1,
      log: ['PANIC:  No space left on device'],
    };
    const {health, ...ended} = db;
    assert.deepEqual(rootCause(failing(lines, [ended, web(...lines)]))?.source, 'db');
  });

  it('tell a full disk of the machine from a full place of one container', () => {
    const lines = ["OSError: [Errno 28] No space left on device: '/cache/x'"];
    const host = (free: number) => ({
      name: 'agent-1',
      disk: {path: '/', free, total: 100e9},
      memory: {free: 1e9, total: 2e9},
      load: [0, 0, 0] as const,
      processors: 2,
    });
    const of = (free: number) =>
      rootCause(
        error({
          code: 'SERVICE_EXITED',
          evidence: {log: {source: 'web', lines}, services: [web()], host: host(free)},
        }),
      );
    assert.deepEqual(
      [of(71e9)?.whose, of(71e9)?.sentence],
      ['project', 'The space that web has for /cache/x is used up.'],
    );
    assert.deepEqual([of(1e8)?.whose, of(1e8)?.sentence], ['machine', 'The disk of agent-1 is full.']);
    assert.match(of(71e9)?.remedy ?? '', /^The disk of agent-1 has 71 GB free\. .*\/cache:size=512m"/);
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
    assert.equal(rootCause(log('It is a fine day')), undefined);
  });

  for (const line of ['a'.repeat(200_000), ' '.repeat(200_000), '/'.repeat(100_000), '::'.repeat(100_000)]) {
    it(`take a line of ${line.length} times ${JSON.stringify(line[0])} in their stride`, () => {
      const start = process.cpuUsage();
      rootCause(log(line));
      const {user} = process.cpuUsage(start);
      assert.ok(user < 5_000_000, `${user} µs`);
    });
  }
});
