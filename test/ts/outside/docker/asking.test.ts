import assert from 'node:assert/strict';
import {createDocker, type Docker} from '../../../../ts-helpers/src/outside/docker.ts';
import {type Answer, answering} from '../../../fakes/answering.ts';

const ID = 'a'.repeat(64);

describe('what docker tells of containers', () => {
  let asked: string[];
  const dockerThat = (answers: Readonly<Record<string, Answer>>): Docker => {
    asked = [];
    const shell = answering(words => {
      asked.push(words);
      return Object.entries(answers).find(([part]) => words.includes(part))?.[1] ?? {};
    });
    return createDocker(shell, {stream: () => assert.fail('nothing is streamed')});
  };

  it('is the value of a variable, which may have any character', async () => {
    const entries = ['PATH=/bin', 'DSN=https://a@b/1?x=y\nz', 'EMPTY='];
    const docker = dockerThat({inspect: {stdout: JSON.stringify(entries)}});
    assert.deepEqual(
      [
        await docker.variable(ID, 'DSN'),
        await docker.variable(ID, 'EMPTY'),
        await docker.variable(ID, 'NONE'),
      ],
      ['https://a@b/1?x=y\nz', '', undefined],
    );
  });

  it('is the files that were found, also where not every folder could be looked into', async () => {
    const stdout = '/app/a.js.map\n/app/b.js.map\n';
    assert.deepEqual(await dockerThat({find: {stdout}}).find(ID, '*.js.map'), [
      '/app/a.js.map',
      '/app/b.js.map',
    ]);
    const partly = {stdout, stderr: 'find: /root: Permission denied', exitCode: 1};
    assert.deepEqual(await dockerThat({find: partly}).find(ID, '*.js.map'), [
      '/app/a.js.map',
      '/app/b.js.map',
    ]);
    const none = {stdout: 'OCI runtime exec failed: exec: "find": executable file not found', exitCode: 127};
    assert.deepEqual(await dockerThat({find: none}).find(ID, '*.js.map'), []);
  });

  it('is the files that it made or changed, and not those that it removed', async () => {
    const stdout = 'C /app\nA /app/reports\nA /app/reports/a b.xml\nD /app/old\n';
    assert.deepEqual(await dockerThat({diff: {stdout}}).changed(ID), [
      '/app',
      '/app/reports',
      '/app/reports/a b.xml',
    ]);
  });

  it('is the ports of those that run, and of those that are about to run again', async () => {
    const between = {
      Id: ID,
      Name: '/again-web-1',
      Image: 'sha256:1',
      RestartCount: 4,
      Config: {Image: 'x', WorkingDir: '', Labels: {'com.docker.compose.project': 'again'}},
      HostConfig: {
        RestartPolicy: {Name: 'always'},
        PortBindings: {'81/udp': [{HostIp: '127.0.0.1', HostPort: '8081'}]},
      },
      State: {
        Status: 'restarting',
        ExitCode: 1,
        OOMKilled: false,
        Error: '',
        StartedAt: '2026-11-24T10:00:00Z',
        FinishedAt: '2026-11-24T10:00:01Z',
      },
    };
    const runs = {
      ...between,
      Id: 'b'.repeat(64),
      Name: '/shop-web-1',
      Config: {Image: 'x', WorkingDir: '', Labels: {'com.docker.compose.project': 'shop'}},
      State: {...between.State, Status: 'running'},
      NetworkSettings: {Ports: {'80/tcp': [{HostIp: '0.0.0.0', HostPort: '8080'}], '443/tcp': null}},
    };
    const docker = dockerThat({
      'docker ps': {stdout: `${runs.Id}\n${ID}\n`},
      'docker inspect': {stdout: JSON.stringify([runs, between])},
    });
    const published = await docker.publishedPorts();
    assert.deepEqual(
      published
        .map(({container, project, port, protocol}) => [container, project, port, protocol])
        .slice(0, 1),
      [['shop-web-1', 'shop', 8080, 'tcp']],
    );
    assert.deepEqual(published.at(-1), {
      port: 8081,
      protocol: 'udp',
      address: '127.0.0.1',
      container: 'again-web-1',
      project: 'again',
      service: '',
      target: 81,
    });
  });

  it('is nothing of what runs in one that does not run', async () => {
    const docker = dockerThat({top: {stderr: `Container ${ID} is not running`, exitCode: 1}});
    assert.deepEqual(await docker.processes(ID), []);
  });

  it('is each process in a line, without the heading', async () => {
    const docker = dockerThat({top: {stdout: 'PID ELAPSED COMMAND\n1 00:10 sh\n7 00:09 npm test\n'}});
    assert.deepEqual(await docker.processes(ID), ['1 00:10 sh', '7 00:09 npm test']);
  });

  it('is nothing of the network where the image has no cat, and all that can be read where there is no IPv6', async () => {
    const none = {stderr: 'exec: "cat": executable file not found in $PATH', exitCode: 126};
    assert.equal(await dockerThat({'/proc/net/tcp': none}).listeners(ID), undefined);
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
   2: 0B00007F:9C4F 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
   3: 020012AC:0050 010012AC:C350 01 00000000:00000005 00:00000000 00000000     0        0 4 1 0 100 0 0 10 0`;
    const withoutSix = {stdout: table, stderr: 'cat: /proc/net/tcp6: No such file', exitCode: 1};
    const docker = dockerThat({'/proc/net/tcp': withoutSix});
    assert.deepEqual(await docker.listeners(ID), [
      {port: 80, isLoopback: false},
      {port: 3000, isLoopback: true},
    ]);
    assert.deepEqual(await docker.connections(ID), [{port: 80, isRead: false}]);
  });

  it('is nothing to interrupt where it has ended', async () => {
    const docker = dockerThat({
      kill: {stderr: `Error response from daemon: container ${ID} is not running`, exitCode: 1},
    });
    await docker.interrupt(ID);
    assert.equal(asked.length, 1);
  });
});

describe('giving files back', () => {
  const order = {image: 'node:24', folder: '/w', paths: ['/w/a b', '/w/-x'], owner: {user: 1000, group: 100}};

  it('is done by the image’s own chown, with no more rights than that takes', async () => {
    const asked: string[] = [];
    const shell = answering(words => (asked.push(words), {}));
    await createDocker(shell, {stream: () => assert.fail('nothing is streamed')}).giveBack(order);
    assert.equal(asked.length, 1);
    assert.match(
      asked[0] ?? '',
      / --network=none .* --cap-drop=ALL .*source=\/w,target=\/countable-workspace -- node:24 -R -h 1000:100 -- \/countable-workspace\/a b \/countable-workspace\/-x$/,
    );
  });

  it('leaves no container behind where it fails, whatever the image calls chown', async () => {
    const asked: string[] = [];
    const shell = answering(words => {
      asked.push(words);
      return words.startsWith('docker run') ? {stderr: 'exec: "chown": not found', exitCode: 127} : {};
    });
    const {giveBack} = createDocker(shell, {stream: () => assert.fail('nothing is streamed')});
    await assert.rejects(giveBack(order), {exitCode: 127});
    const name = /--name=(\S+)/.exec(asked[0] ?? '')?.[1];
    assert.deepEqual(asked.slice(1), [`docker rm --force ${name}`]);
  });
});
