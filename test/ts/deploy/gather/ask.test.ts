import assert from 'node:assert/strict';
import {createServer, type Socket} from 'node:net';
import type {AddressInfo} from 'node:net';
import {createHttp} from '../../../../ts-helpers/src/outside/http.ts';
import {createSilence} from '../../../../ts-helpers/src/outside/silence.ts';
import {createAsk} from '../../../../ts-helpers/src/deploy/gather/ask.ts';
import type {Answer} from '../../../../ts-helpers/src/health/answers.ts';
import type {Connection} from '../../../../ts-helpers/src/health/behind.ts';
import type {Probe} from '../../../../ts-helpers/src/health/probes.ts';
import {container} from '../../support/watched.ts';

const probe = (promise: Probe['promise'], service = 'statsd', target = 8126): Probe => ({
  url: `http://127.0.0.1:1/${service}`,
  service,
  target,
  promise,
});
const SILENT: Answer = {problem: 'no answer within 10000 ms'};

/** What is wrong at each of three looks, and how often each address was asked. */
const asking = async (
  probes: readonly Probe[],
  answers: Readonly<Record<string, Answer>>,
  found: readonly Connection[] | 'refused' | undefined,
) => {
  let provoked = 0;
  const asked: string[] = [];
  const ask = createAsk(probes, {
    docker: {
      listeners: () => Promise.resolve([{port: 1883, isLoopback: false}]),
      connections: () => Promise.resolve(typeof found === 'object' ? [...found] : undefined),
    },
    http: {
      ask(url) {
        asked.push(url);
        return Promise.resolve(answers[url.slice(url.lastIndexOf('/') + 1)] ?? SILENT);
      },
    },
    silence: {
      whileSilent(_url, {look}) {
        provoked += 1;
        return typeof found === 'object' ? look() : Promise.resolve(found);
      },
    },
  });
  const containers = probes.map(({service = ''}) => container({service}));
  const problems: string[][] = [];
  for (let look = 0; look < 3; look += 1)
    problems.push((await ask(containers, () => true)).map(({problem}) => problem));
  return {problems, provoked, asked: asked.length};
};

const read = [{port: 8126, isRead: true}];

describe('asking a port that accepts and says nothing', () => {
  it('is done with it once it has read what no web server takes', async () => {
    assert.deepEqual(await asking([probe('answer')], {}, read), {
      problems: [[], [], []],
      provoked: 1,
      asked: 1,
    });
  });

  it('waits for what has not read it, for it may be starting', async () => {
    for (const found of [[{port: 8126, isRead: false}], [], undefined])
      assert.deepEqual(await asking([probe('answer')], {}, found), {
        problems: [1, 2, 3].map(() => ['no answer within 10000 ms']),
        provoked: 3,
        asked: 3,
      });
  });

  it('waits for a web server that is slow, and provokes it but once', async () => {
    assert.deepEqual(await asking([probe('answer')], {}, 'refused'), {
      problems: [1, 2, 3].map(() => ['no answer within 10000 ms']),
      provoked: 1,
      asked: 3,
    });
  });

  it('still waits for the site where there are others beside it', async () => {
    const probes = [probe('success of one'), probe('success of one', 'web')];
    assert.deepEqual((await asking(probes, {web: {status: 200}}, read)).problems, [[], [], []]);
    assert.deepEqual((await asking(probes, {web: {status: 404}}, read)).problems[2], [
      'HTTP 404, and no other published port did better',
    ]);
  });

  it('still waits for the site where another port closes', async () => {
    const probes = [probe('success of one', 'broker', 1883), probe('success of one', 'web')];
    const answers = {broker: {problem: 'socket hang up'}, web: {status: 404}};
    assert.deepEqual((await asking(probes, answers, read)).problems[0], [
      'HTTP 404, and no other published port did better',
    ]);
  });

  it('says of the only address that was to be a page what it is', async () => {
    const {problems} = await asking([probe('success')], {}, read);
    assert.match(problems[2]?.[0] ?? '', /^statsd reads what it is sent on port 8126 and says nothing/);
  });
});

describe('what a server makes of what is no HTTP', () => {
  const found = async (answer: (socket: Socket) => void) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const {port} = server.address() as AddressInfo;
    const sockets: Socket[] = [];
    server.on('connection', socket => sockets.push(socket));
    try {
      return await createSilence().whileSilent(`http://127.0.0.1:${port}/`, {
        forMs: 100,
        look: () => Promise.resolve('looked'),
      });
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  };

  it('is looked at where it stays silent', async () => {
    assert.equal(await found(socket => socket.resume()), 'looked');
  });

  it('is a refusal where it says something or hangs up', async () => {
    assert.equal(await found(socket => socket.end()), 'refused');
    assert.equal(await found(socket => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')), 'refused');
  });

  it('is nothing where nobody is there', async () => {
    const look = () => Promise.resolve('looked');
    assert.equal(await createSilence().whileSilent('http://127.0.0.1:1/', {forMs: 100, look}), undefined);
  });

  it('is known of a site as silence first', async () => {
    const server = createServer(socket => socket.resume()).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const {port} = server.address() as AddressInfo;
    const answer = await createHttp().ask(`http://127.0.0.1:${port}/`, {timeoutMs: 50});
    server.close();
    assert.deepEqual(answer, {problem: 'no answer within 50 ms'});
  });

  it('is no answer of a site that takes the connection over, or hangs up', async () => {
    for (const [says, problem] of [
      ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', /without an answer/],
      ['', /ECONNRESET/],
    ] as const) {
      const server = createServer(socket => socket.on('error', () => undefined).end(says)).listen(
        0,
        '127.0.0.1',
      );
      await new Promise(resolve => server.once('listening', resolve));
      const {port} = server.address() as AddressInfo;
      const answer = await createHttp().ask(`http://127.0.0.1:${port}/`, {timeoutMs: 5_000});
      server.close();
      assert.match('problem' in answer ? answer.problem : '', problem);
    }
  });
});
