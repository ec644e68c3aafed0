import assert from 'node:assert/strict';
import type {DockerCommand} from '../../../../ts-helpers/src/outside/dockerCommand.ts';
import {historyOf} from '../../../../ts-helpers/src/outside/docker/history.ts';
import {portsOfBindings} from '../../../../ts-helpers/src/outside/docker/ports.ts';
import {socketsOf} from '../../../../ts-helpers/src/outside/docker/sockets.ts';
import {inOrder} from '../../../../ts-helpers/src/outside/docker/stamps.ts';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';

/** A docker that prints this, and remembers what it was asked. */
const printing = (stdout: string) => {
  const asked: string[][] = [];
  const docker: DockerCommand = (args, {onLine} = {}) => {
    asked.push([...args]);
    if (onLine) for (const line of stdout.split('\n')) onLine(line);
    return Promise.resolve({stdout: onLine ? '' : stdout, stderr: ''});
  };
  return {docker, asked};
};
const failing =
  (stdout: string, exitCode = 1): DockerCommand =>
  () =>
    Promise.reject(new CommandFailed({program: 'docker', args: ['exec'], tail: [], stdout, exitCode}));

describe('the history of an engine', () => {
  const event = (Action: string, ID: string, exitCode?: string) =>
    JSON.stringify({Action, Actor: {ID, Attributes: {name: ID, ...(exitCode && {exitCode})}}});

  it('tells the ends of containers, and which were for lack of memory', async () => {
    const {docker, asked} = printing(
      [event('die', 'a', '1'), event('oom', 'b'), event('die', 'b', '137'), event('die', 'b', '2')].join(
        '\n',
      ),
    );
    const span = {since: new Date(1_795_660_513_404), until: new Date(1_795_660_520_000)};
    assert.deepEqual(await historyOf(docker).deaths('x=y', span), [
      {container: 'a', exitCode: 1, outOfMemory: false},
      {container: 'b', exitCode: 137, outOfMemory: true},
      {container: 'b', exitCode: 2, outOfMemory: false},
    ]);
    assert.match(asked[0]?.join(' ') ?? '', /label=x=y .*--since 1795660513\.404 --until 1795660520\.000/);
    assert.deepEqual(await historyOf(printing('').docker).deaths('x=y', span), []);
  });

  it('tells lack of memory also where the news of it comes after the end', async () => {
    const {docker} = printing(
      [event('die', 'a', '137'), event('oom', 'a'), event('die', 'a', '1')].join('\n'),
    );
    const span = {since: new Date(0), until: new Date(1)};
    assert.deepEqual(await historyOf(docker).deaths('x=y', span), [
      {container: 'a', exitCode: 137, outOfMemory: true},
      {container: 'a', exitCode: 1, outOfMemory: false},
    ]);
  });

  it('says so where the engine answers something else', async () => {
    const span = {since: new Date(0), until: new Date(1)};
    await assert.rejects(historyOf(printing('<html>').docker).deaths('x', span), {code: 'COMMAND_GARBLED'});
    await assert.rejects(historyOf(printing('today').docker).time(), {code: 'COMMAND_GARBLED'});
  });

  it('brings the lines of both streams into the order of time', async () => {
    const {docker, asked} = printing(
      [
        '2026-11-26T02:35:12.100000000Z first',
        '2026-11-26T02:35:12.300000000Z third',
        '2026-11-26T02:35:12.200000000Z second',
        '2026-11-26T02:35:12.400000000Z ',
      ].join('\n'),
    );
    const lines = await historyOf(docker).logs('id', {lines: 7, since: new Date(1_000)});
    assert.deepEqual(lines, ['first', 'second', 'third', '']);
    assert.deepEqual(asked[0], ['logs', '--timestamps', '--tail', '7', '--since', '1.000', 'id']);
  });

  it('keeps lines without a time behind the one before them', () => {
    assert.deepEqual(
      inOrder(['2026-11-26T02:35:13.0Z b', 'of b', '2026-11-26T02:35:12.0Z a', '(There is no more.)']),
      ['a', '(There is no more.)', 'b', 'of b'],
    );
  });
});

describe('the ports of containers', () => {
  it('are read as they are bound, but for those that Docker chooses', () => {
    const places = [
      {HostIp: '127.0.0.1', HostPort: '8099'},
      {HostIp: '', HostPort: ''},
    ];
    assert.deepEqual(portsOfBindings({'80/tcp': places, '53/udp': null}), [
      {port: 8099, protocol: 'tcp', address: '127.0.0.1'},
    ]);
    assert.deepEqual(portsOfBindings(null), []);
  });
});

describe('the sockets of a container', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid',
    '   0: 00000000:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0',
    '   1: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0',
    '   2: 0B00007F:A3B5 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0',
    '   3: 020012AC:1F40 010012AC:D431 01 00000000:00000000 00:00000000 00000000     0',
    '   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0',
    '   1: 00000000000000000000000001000000:0051 00000000000000000000000000000000:0000 0A 0',
    '   2: 0000000000000000FFFF00000100007F:0052 00000000000000000000000000000000:0000 0A 0',
  ].join('\n');
  const expected = [
    {port: 8000, isLoopback: false},
    {port: 3000, isLoopback: true},
    {port: 80, isLoopback: false},
    {port: 81, isLoopback: true},
    {port: 82, isLoopback: true},
  ];

  it('are those that listen, and not Docker’s own name server', async () => {
    assert.deepEqual(await socketsOf(printing(table).docker).listeners('id'), expected);
  });

  it('are known where the kernel has no IPv6, and unknown where there is no cat', async () => {
    assert.deepEqual(await socketsOf(failing(table)).listeners('id'), expected);
    assert.equal(await socketsOf(failing('', 127)).listeners('id'), undefined);
    assert.equal(await socketsOf(failing('', 126)).connections('id'), undefined);
    await assert.rejects(socketsOf(failing('')).listeners('id'), CommandFailed);
  });

  it('are known with what came through them, and whether the program has read it', async () => {
    const connected = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 00000000:1F40 00000000:0000 0A 00000000:00000002 00:00000000 00000000     0        0 9588958 3 0 100 0',
      '   1: 070011AC:1F40 010011AC:9CFC 08 00000000:00000024 00:00000000 00000000     0        0 0 1 0 20 4 28 10',
      '   2: 070011AC:1F40 010011AC:9D00 01 00000000:00000023 00:00000000 00000000     0        0 0 1 0 20 4 30 10',
      '   3: 070011AC:1F41 010011AC:9D02 01 00000000:00000000 00:00000000 00000000     0        0 0 1 0 20 4 30 10',
      '   4: 070011AC:1F42 010011AC:9788 01 00000000:00000000 00:00000000 00000000  1000        0 9599352 1 0 20',
      '   5: 070011AC:1F43 010011AC:9788 01 00000000:00000023 00:00000000 00000000  1000        0 9599353 1 0 20',
      '   6: 0100007F:1F40 0100007F:9788 01 00000000:00000000 00:00000000 00000000     0        0 9599354 1 0 20',
    ].join('\n');
    assert.deepEqual(await socketsOf(printing(connected).docker).connections('id'), [
      {port: 8000, isRead: false},
      {port: 8001, isRead: false},
      {port: 8002, isRead: true},
      {port: 8003, isRead: false},
    ]);
  });
});
