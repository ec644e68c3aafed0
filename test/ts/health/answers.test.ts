import assert from 'node:assert/strict';
import {
  type Answer,
  behindAnswer,
  lookingBehind,
  NO_HTTP,
  noAnswer,
  noSite,
  shortcoming,
} from '../../../ts-helpers/src/health/answers.ts';
import {
  behind,
  endedBehind,
  hasHeard,
  type Listener,
  speaksNoHttp,
  wasClosed,
  wasSilent,
} from '../../../ts-helpers/src/health/behind.ts';
import type {Container} from '../../../ts-helpers/src/compose/model.ts';
import type {Probe} from '../../../ts-helpers/src/health/probes.ts';

const probe = (promise: Probe['promise'], service = 'web'): Probe => ({
  url: `http://127.0.0.1:8099/${service}`,
  service,
  target: 8000,
  promise,
});
const problem = (promise: Probe['promise'], answer: Answer): string | undefined =>
  shortcoming({probe: probe(promise), answer})?.problem;

describe('an answer', () => {
  it('is any below 500, unless a page was promised', () => {
    for (const status of [200, 302, 401, 404]) assert.equal(problem('answer', {status}), undefined);
    assert.equal(problem('answer', {status: 502}), 'HTTP 502');
    assert.equal(problem('success', {status: 404}), 'HTTP 404');
    assert.equal(problem('success', {status: 204}), undefined);
  });

  it('may be no HTTP at all, unless a page was promised', () => {
    for (const said of [
      'HPE_INVALID_CONSTANT: Parse Error: Expected HTTP/',
      'EPROTO: write EPROTO wrong version number',
      'ERR_SSL_WRONG_VERSION_NUMBER: no',
      NO_HTTP.problem,
    ]) {
      assert.equal(problem('answer', {problem: said}), undefined);
      assert.equal(problem('success of one', {status: 200}), undefined);
      assert.equal(problem('success', {problem: said}), said);
    }
    for (const said of ['ECONNREFUSED: no', 'ECONNRESET: socket hang up', 'no answer within 10000 ms'])
      assert.equal(problem('answer', {problem: said}), said);
  });

  it('of one of several ports is enough, for the site is one of them', () => {
    const site = (...answers: Answer[]) => {
      const found = noSite(
        answers.map((answer, index) => ({probe: probe('success of one', `service${index}`), answer})),
      );
      return found && `${found.probe.service}: ${found.problem}`;
    };
    assert.equal(site({status: 200}, {status: 404}), undefined);
    assert.equal(site({status: 404}, {status: 301}), undefined);
    assert.equal(site({status: 200}, {status: 503}), undefined);
    assert.equal(
      site({problem: 'HPE_INVALID_CONSTANT: no'}, {status: 404}),
      'service1: HTTP 404, and no other published port did better',
    );
    assert.equal(noSite([{probe: probe('answer'), answer: {status: 404}}]), undefined);
    assert.equal(problem('success of one', {status: 503}), 'HTTP 503');
  });
});

describe('a port that says nothing', () => {
  it('is known by what is told of it', () => {
    assert.ok(wasSilent('no answer within 10000 ms'));
    for (const said of ['ECONNRESET: socket hang up', 'HTTP 502']) assert.ok(!wasSilent(said), said);
  });

  it('speaks something else where it has read what no web server takes', () => {
    const connections = (...isRead: boolean[]) => isRead.map(one => ({port: 8000, isRead: one}));
    assert.ok(hasHeard(connections(true), 8000));
    assert.ok(hasHeard([...connections(true), {port: 9000, isRead: false}], 8000));
    for (const [all, port] of [
      [[], 8000],
      [connections(false), 8000],
      [connections(true, false), 8000],
      [connections(true), 9000],
      [connections(true), undefined],
    ] as const)
      assert.ok(!hasHeard(all, port));
  });

  it('is well then, unless a page was promised', () => {
    assert.equal(speaksNoHttp({probe: probe('answer')}), undefined);
    assert.equal(speaksNoHttp({probe: probe('success of one')}), undefined);
    assert.match(speaksNoHttp({probe: probe('success')})?.problem ?? '', /does not speak HTTP/);
  });
});

describe('a port that closes without a word', () => {
  const short = (promise: Probe['promise'] = 'answer') => ({
    probe: probe(promise),
    problem: 'ECONNRESET: socket hang up',
  });
  const listening = (...ports: [port: number, isLoopback?: boolean][]): Listener[] =>
    ports.map(([port, isLoopback = false]) => ({port, isLoopback}));

  it('is known by what it says', () => {
    for (const said of [
      'ECONNRESET: socket hang up',
      'ECONNREFUSED: connect',
      'socket hang up',
      'EPIPE: write',
    ])
      assert.ok(wasClosed(said), said);
    for (const said of [
      'HPE_INVALID_CONSTANT: no',
      'no answer within 10000 ms',
      'HTTP 502',
      'EHOSTUNREACH: no',
    ])
      assert.ok(!wasClosed(said), said);
  });

  it('is up where something listens behind it that speaks no HTTP', () => {
    assert.equal(behind(short(), listening([8000])), undefined);
    assert.equal(behind(short('success of one'), listening([8000])), undefined);
    assert.equal(behind(short('success'), listening([8000]))?.isFinal, undefined);
  });

  it('will never answer where it listens for its own container alone', () => {
    const found = behind(short(), listening([8000, true], [22]));
    assert.equal(found?.isFinal, true);
    assert.match(found.problem, /^web listens on port 8000 for its own container alone: on 127\.0\.0\.1/);
    assert.equal(behind(short(), listening([8000, true], [8000])), undefined);
  });

  it('is waited for where nothing listens behind it yet, and told with what listens instead', () => {
    assert.equal(behind(short(), [])?.problem, 'web does not listen on port 8000');
    const found = behind(short(), listening([5000], [3000], [3000], [9999, true]));
    assert.deepEqual(
      [found?.problem, found?.isFinal],
      ['web does not listen on port 8000, but on 3000, 5000', undefined],
    );
  });

  it('is waited for where nobody can see what listens', () => {
    assert.deepEqual(behind(short(), undefined), short());
  });
});

describe('a port of a service that has ended', () => {
  const ended = (state: string, service = 'web') => ({service, state}) as Container;
  const short = {probe: probe('answer'), problem: 'ECONNREFUSED: no'};

  it('will never answer', () => {
    assert.equal(endedBehind(short, [ended('exited')])?.isFinal, true);
    for (const containers of [
      [],
      [ended('running')],
      [ended('exited'), ended('running')],
      [ended('exited', 'db')],
    ])
      assert.equal(endedBehind(short, containers), undefined);
  });

  it('is told without a time, for nobody waited', () => {
    const about = {minutes: 5, evidence: {}};
    assert.equal(
      noAnswer({...short, isFinal: true}, about).message,
      'http://127.0.0.1:8099/web did not answer: ECONNREFUSED: no.',
    );
    const {message, where} = noAnswer(short, about);
    assert.equal(message, 'http://127.0.0.1:8099/web did not answer within 5 minutes: ECONNREFUSED: no.');
    assert.equal(where, 'service web');
  });

  it('that answers with an error has answered, and is told with what its status means', () => {
    const of = (problem: string) => noAnswer({...short, problem}, {minutes: 5, evidence: {}});
    assert.equal(of('HTTP 503').message, 'http://127.0.0.1:8099/web answered HTTP 503 for 5 minutes.');
    assert.match(of('HTTP 500').remedy, /its errors to stderr/);
    assert.equal(
      of('HTTP 400').message,
      'http://127.0.0.1:8099/web answered HTTP 400, perhaps for its host 127.0.0.1, for 5 minutes.',
    );
    assert.match(of('HTTP 400').remedy, /ALLOWED_HOSTS/);
  });
});

describe('what is behind an answer', () => {
  const services = {
    proxy: {depends_on: {web: {condition: 'x'}, db: {condition: 'x'}}},
    web: {depends_on: {db: {condition: 'x'}}},
    db: {image: 'postgres:15'},
  };
  const of = (said: string, service = 'proxy') =>
    behindAnswer({probe: probe('answer', service), problem: said}, {services});

  it('is what the service depends on, where it says that something is wrong there', () => {
    assert.deepEqual(of('HTTP 502'), ['web']);
    assert.deepEqual(of('HTTP 503'), ['web']);
  });

  it('is nothing where it is asked for what it has not, has nobody to ask, or asks its database alone', () => {
    assert.deepEqual(of('HTTP 404'), []);
    assert.deepEqual(of('ECONNRESET'), []);
    assert.deepEqual(of('HTTP 500', 'web'), []);
  });

  it('is shown by its log where the proxy wrote none', () => {
    const services = [
      {service: 'proxy', state: 'running'},
      {service: 'web', state: 'running', log: ['KeyError: 1']},
    ];
    const shown = (lines: string[]) =>
      lookingBehind({services, log: {source: 'proxy', lines}}, ['web']).log?.source;
    assert.equal(shown([]), 'web');
    assert.equal(shown(['[error] it is odd']), 'proxy');
  });
});
