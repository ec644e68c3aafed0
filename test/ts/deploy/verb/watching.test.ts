import assert from 'node:assert/strict';
import {CommandFailed, UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Program} from '../../../fakes/engine/program.ts';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {failureOf} from '../../support/failureOf.ts';

const failing = (tail: string) =>
  new CommandFailed({program: 'docker', args: ['x'], exitCode: 1, tail: [tail]});

describe('what keeps a deploy from counting, in process', () => {
  let host: Host;
  const given = async (web: Program, files: Readonly<Record<string, string>> = SITE): Promise<Host> => {
    host = await createHost(files);
    host.engine.programs['web'] = web;
    return host;
  };
  const errorOf = (): Promise<UserError> => failureOf(host.deploy());
  afterEach(() => host.remove());

  it('is a service that ends, with its log', async () => {
    await given(
      {exits: 1, prints: ['SyntaxError: Unexpected token']},
      {
        ...SITE,
        'docker-compose.yml': SITE['docker-compose.yml'].replace('    restart: unless-stopped\n', ''),
      },
    );
    const {code, message, where, evidence} = await errorOf();
    assert.deepEqual(
      [code, message, where],
      ['SERVICE_EXITED', 'The service web ended with exit code 1.', 'service web'],
    );
    assert.deepEqual(evidence.log, {source: 'web', lines: ['SyntaxError: Unexpected token']});
    assert.deepEqual(evidence.services?.map(({service}) => service).sort(), ['db', 'web']);
  });

  it('is one that ends again and again', async () => {
    await given({exits: 3, afterMs: 200});
    const {code, message} = await errorOf();
    assert.equal(code, 'SERVICE_EXITED');
    assert.match(message, /^The service web .*exit code 3/);
  });

  it('is one that is killed for lack of memory', async () => {
    await given({exits: 137, afterMs: 2_000, isStarved: true});
    assert.equal((await errorOf()).code, 'OUT_OF_MEMORY');
  });

  it('is one that is killed for lack of memory also where the engine says so a moment later', async () => {
    const once = SITE['docker-compose.yml'].replace('    restart: unless-stopped\n', '');
    const {engine} = await given({exits: 137}, {...SITE, 'docker-compose.yml': once});
    const {wait} = engine.clock;
    engine.clock.wait = async milliseconds => {
      await wait(milliseconds);
      for (const one of engine.containers) one.outOfMemory ||= one.exitCode === 137;
    };
    assert.equal((await errorOf()).code, 'OUT_OF_MEMORY');
  });

  it('is told also where the engine does not say how services ended', async () => {
    const {engine, voice} = await given({exits: 3, afterMs: 200});
    engine.failing.set('docker events', failing('no events'));
    assert.equal((await errorOf()).code, 'SERVICE_EXITED');
    assert.ok(voice.lines().some(line => line.startsWith('How services ended cannot be told')));
  });

  it('is one that is not healthy, with what its check says', async () => {
    await given({health: {unhealthyAfterMs: 3_000, says: 'connection refused'}});
    const {code, where, evidence} = await errorOf();
    assert.deepEqual([code, where], ['SERVICE_UNHEALTHY', 'service web']);
    assert.ok(evidence.log?.lines.some(line => line.includes('connection refused')));
  });

  it('is one that never says whether it is healthy', async () => {
    const {engine} = await given({health: {}}, {...SITE, 'countable.yml': 'health: {minutes: 2}'});
    const begun = engine.clock.elapsed();
    const {code, message} = await errorOf();
    assert.deepEqual([code, message], ['SERVICE_UNHEALTHY', 'web did not become healthy within 2 minutes.']);
    assert.ok(engine.clock.elapsed() - begun >= 120_000);
  });

  it('is a page that fails', async () => {
    await given(
      {answers: 500, prints: ['ZeroDivisionError']},
      {...SITE, 'countable.yml': 'health: {minutes: 1}'},
    );
    const {code, where, evidence} = await errorOf();
    assert.deepEqual([code, where], ['NO_ANSWER', 'service web']);
    assert.deepEqual(evidence.log?.lines, ['ZeroDivisionError']);
  });

  for (const port of ['80', '38350-38352:80'])
    it(`is one that fails at a port that Docker chooses, as of ${port}, which the plan says is asked`, async () => {
      const compose = SITE['docker-compose.yml'].replace('8080:80', port);
      const files = {...SITE, 'docker-compose.yml': compose, 'countable.yml': 'health: {minutes: 1}'};
      await given({answers: 500}, files);
      const {steps} = await host.plan();
      assert.ok(steps.some(({does}) => does.endsWith(' and what Docker publishes answers')));
      const {code, where} = await errorOf();
      assert.deepEqual([code, where], ['NO_ANSWER', 'service web']);
      host.engine.programs['web'] = {answers: 200};
      const {urls = []} = await host.deploy();
      assert.match(urls.join(), /^http:\/\/127\.0\.0\.1:(32768|38350)\/$/);
    });

  it('is a page that is not there, where one is promised', async () => {
    await given({answers: 404}, {...SITE, 'countable.yml': 'health: {minutes: 1, path: /status}'});
    const {code, message} = await errorOf();
    assert.equal(code, 'NO_ANSWER');
    assert.match(message, /http:\/\/127\.0\.0\.1:8080\/status.*404/);
  });

  it('is nothing for a page that is not there, where none is promised', async () => {
    await given({answers: 404});
    assert.equal((await host.deploy()).outcome, 'passed');
  });

  it('is one that listens for its own container alone', async () => {
    await given({listens: [{port: 80, isLoopback: true}]});
    const {code, message} = await errorOf();
    assert.equal(code, 'NO_ANSWER');
    assert.match(message, /on 127\.0\.0\.1, not on 0\.0\.0\.0/);
  });

  it('is one that listens at another port', async () => {
    await given({listens: [{port: 3000, isLoopback: false}]});
    const {code, message} = await errorOf();
    assert.equal(code, 'NO_ANSWER');
    assert.match(message, /web does not listen on port 80, but on 3000/);
  });

  it('is one that keeps silent', async () => {
    await given(
      {answers: 'nothing', prints: ['listening to nobody']},
      {...SITE, 'countable.yml': 'health: {minutes: 1}'},
    );
    const {code, message, evidence} = await errorOf();
    assert.equal(code, 'NO_ANSWER');
    assert.ok(message.includes('http://127.0.0.1:8080/'), message);
    assert.deepEqual(evidence.log, {source: 'web', lines: ['listening to nobody']});
  });

  it('is a database that listens at no port', async () => {
    const {engine} = await given({}, {...SITE, 'countable.yml': 'health: {minutes: 1}'});
    engine.programs['db'] = {listens: []};
    const {code, message} = await errorOf();
    assert.equal(code, 'SERVICE_UNHEALTHY');
    assert.equal(message, 'The database db listens at no port after 1 minute.');
  });

  it('is one that ends, also where its log cannot be had', async () => {
    const {engine} = await given({exits: 3, afterMs: 200});
    engine.failing.set('docker logs', failing('No such container'));
    assert.equal((await errorOf()).code, 'SERVICE_EXITED');
  });

  it('is a port that somebody takes meanwhile', async () => {
    const {engine} = await given({});
    const {compose} = host.needs;
    const build = compose.build.bind(compose);
    compose.build = async (...args) => {
      await build(...args);
      engine.takenPorts.add(8080);
    };
    assert.deepEqual([(await errorOf()).code], ['PORT_TAKEN']);
  });

  it('is a lack of time, and then it is told what runs', async () => {
    const {engine} = await given({health: {}});
    const wait = engine.clock.wait.bind(engine.clock);
    engine.clock.wait = async ms => {
      await wait(ms);
      if (engine.clock.elapsed() > 30_000) throw new UserError('TIME_LIMIT', 'The stage took too long.');
    };
    const {code, leaves, evidence} = await errorOf();
    assert.equal(code, 'TIME_LIMIT');
    assert.match(leaves.undone ?? '', /^Nothing of \S+ is left running in staging/);
    assert.equal(leaves.left, undefined);
    assert.ok(evidence.log?.lines.some(line => line.startsWith('web ran: ')));
  });
});
