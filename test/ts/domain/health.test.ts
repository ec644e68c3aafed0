import assert from 'node:assert/strict';
import type {Container} from '../../../ts-helpers/src/domain/compose.ts';
import {judge, probesOf, shortcoming} from '../../../ts-helpers/src/domain/health.ts';
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
const verdict = (facts: Partial<Container>, before = new Map<string, number>()) =>
  judge([container(facts)], before, now);

describe('the health of a deploy', () => {
  it('is up when every container runs and every check is healthy', () => {
    assert.deepEqual(judge([container({}), container({health: 'healthy'})], new Map(), now), {state: 'up'});
  });

  it('takes a one-shot service that ended with 0 as done', () => {
    assert.equal(verdict({state: 'exited', exitCode: 0}).state, 'up');
  });

  it('waits for checks that are starting, and for fresh containers to settle', () => {
    assert.deepEqual(verdict({health: 'starting'}), {state: 'waiting', services: ['web']});
    assert.equal(verdict({startedAt: now}).state, 'waiting');
    assert.equal(verdict({state: 'restarting', restarts: 1, restartPolicy: 'always'}).state, 'waiting');
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
    assert.equal(verdict({restarts: 10}, new Map([['id-of-web', 10]])).state, 'up');
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
