import assert from 'node:assert/strict';
import type {Container} from '../../../ts-helpers/src/domain/compose.ts';
import {judge, probesOf, type Seen, shortcoming, startOf} from '../../../ts-helpers/src/domain/health.ts';
import {resolveSettings} from '../../../ts-helpers/src/settings.ts';

const now = new Date('2026-11-23T12:00:00Z');
const container = (facts: Partial<Container>): Container => ({
  id: 'id-of-web',
  name: 'shop-stage-web-1',
  service: 'web',
  project: 'shop-stage',
  state: 'running',
  exitCode: 0,
  outOfMemory: false,
  restarts: 0,
  startError: '',
  restartPolicy: 'no',
  startedAt: new Date(now.getTime() - 60_000),
  image: 'web',
  imageId: 'sha256:1',
  labels: {},
  ...facts,
});
/** All that run have done so for a minute, unless told otherwise. */
const seen = (...containers: Container[]): Seen => ({
  restartsBefore: new Map(),
  runningSince: new Map(containers.map(one => [startOf(one), 0])),
  elapsed: 60_000,
});
const verdict = (facts: Partial<Container>, more: Partial<Seen> = {}) =>
  judge([container(facts)], {...seen(container(facts)), ...more});

describe('the health of a deploy', () => {
  it('is up when every container runs and every check is healthy', () => {
    const both = [container({}), container({health: 'healthy'})];
    assert.deepEqual(judge(both, seen(...both)), {state: 'up'});
  });

  it('takes a one-shot service that ended with 0 as done', () => {
    assert.equal(verdict({state: 'exited', exitCode: 0}).state, 'up');
  });

  it('waits for checks that are starting, and for fresh containers to settle', () => {
    assert.deepEqual(verdict({health: 'starting'}), {state: 'waiting', services: ['web']});
    assert.equal(verdict({}, {runningSince: new Map([[startOf(container({})), 58_001]])}).state, 'waiting');
    assert.equal(verdict({}, {runningSince: new Map([[startOf(container({})), 58_000]])}).state, 'up');
    assert.equal(verdict({state: 'restarting', restarts: 1, restartPolicy: 'always'}).state, 'waiting');
  });

  it('goes by what was seen, whatever the engine’s clock says of the start', () => {
    for (const startedAt of [
      '2026-11-22T12:00:00Z',
      '2026-11-24T12:00:00Z',
      '0001-01-01T00:00:00Z',
      'never',
    ]) {
      const facts = {startedAt: new Date(startedAt)};
      assert.equal(verdict(facts).state, 'up', startedAt);
      assert.equal(verdict(facts, {runningSince: new Map()}).state, 'waiting', startedAt);
    }
  });

  it('takes a restarted container for a fresh one', () => {
    const runningSince = new Map([[startOf(container({})), 0]]);
    assert.equal(verdict({startedAt: now}, {runningSince}).state, 'waiting');
  });

  const failures: [string, Partial<Container>, string][] = [
    ['a container that ended with an error', {state: 'exited', exitCode: 3}, 'SERVICE_EXITED'],
    [
      'one that Docker restarts again and again',
      {state: 'restarting', restarts: 3, exitCode: 1, restartPolicy: 'always'},
      'SERVICE_EXITED',
    ],
    ['an unhealthy one', {health: 'unhealthy'}, 'SERVICE_UNHEALTHY'],
    ['one killed for lack of memory', {state: 'exited', exitCode: 137, outOfMemory: true}, 'OUT_OF_MEMORY'],
    [
      'one that could not be started',
      {state: 'created', startError: 'exec: "nope": not found'},
      'SERVICE_EXITED',
    ],
  ];
  for (const [name, facts, code] of failures) {
    it(`fails at once for ${name}`, () => {
      const result = verdict(facts);
      assert.equal(result.state === 'failed' && result.code, code);
    });
  }

  it('explains a one-shot service that restarts for ever', () => {
    const result = verdict({state: 'restarting', restarts: 3, exitCode: 0, restartPolicy: 'always'});
    assert.match(result.state === 'failed' ? result.message : '', /restart: "no", not always/);
  });

  it('does not hold restarts of last month against a container that was not touched', () => {
    const restartsBefore = new Map([['id-of-web', 10]]);
    assert.equal(verdict({restarts: 10}, {restartsBefore}).state, 'up');
  });
});

describe('the addresses that have to answer', () => {
  const model = {
    name: 'shop-prod',
    services: {
      nginx: {
        ports: [
          {target: 80, published: '8099'},
          {target: 443, published: '8443'},
          {target: 53, published: '53', protocol: 'udp'},
        ],
      },
      db: {image: 'postgres:15', ports: [{target: 5432, published: '5432', host_ip: '127.0.0.1'}]},
      admin: {ports: [{target: 9000, published: '9000', host_ip: '::1'}, {target: 9001}]},
    },
  };
  const urls = (health: object) =>
    probesOf(model, resolveSettings({options: {health}}), '127.0.0.1').map(({url}) => url);

  it('are the published ports that are not a database’s', () => {
    assert.deepEqual(urls({}), ['http://127.0.0.1:8099/', 'https://127.0.0.1:8443/', 'http://[::1]:9000/']);
  });

  it('are the one that is set, or none', () => {
    assert.deepEqual(urls({url: 'https://shop.example.com/up'}), ['https://shop.example.com/up']);
    assert.deepEqual(urls({none: true}), []);
  });

  it('take any answer below 500, unless a path promises more', () => {
    const [lenient] = probesOf(model, resolveSettings({}), 'h');
    const [strict] = probesOf(model, resolveSettings({options: {health: {path: '/healthz'}}}), 'h');
    assert.ok(lenient && strict);
    assert.equal(strict.url, 'http://h:8099/healthz');
    for (const status of [200, 302, 401, 404]) assert.equal(shortcoming(lenient, {status}), undefined);
    assert.equal(shortcoming(lenient, {status: 502}), 'HTTP 502');
    assert.equal(shortcoming(strict, {status: 404}), 'HTTP 404');
    assert.equal(shortcoming(strict, {status: 204}), undefined);
    assert.equal(shortcoming(lenient, {problem: 'ECONNREFUSED: no'}), 'ECONNREFUSED: no');
    assert.equal(shortcoming(lenient, {problem: 'HPE_INVALID_CONSTANT: Parse Error'}), undefined);
  });
});
