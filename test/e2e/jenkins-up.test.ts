import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {runProgram} from './support/cli.ts';

const SECRET = 'ab'.repeat(32);

/** There are no images of Jenkins here, so docker is a stand-in that notes what it is asked, and Jenkins a server. */
describe('jenkins/up', () => {
  let folder: string;
  let server: Server;
  const asked: {path: string; user: string}[] = [];
  const file = (...names: string[]) => path.join(folder, ...names);
  const read = (...names: string[]) => readFileSync(file(...names), 'utf8');

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-jenkins-up-'));
    cpSync('jenkins', file('jenkins'), {recursive: true, filter: source => !/\.env$|\.secrets/.test(source)});
    cpSync('script/parts', file('script/parts'), {recursive: true});
    mkdirSync(file('bin'));
    writeFileSync(file('bin/docker'), `#!/bin/sh\nprintf '%s\\n' "$*" >>'${file('docker.txt')}'\n`);
    chmodSync(file('bin/docker'), 0o755);
    asked.length = 0;
    server = createServer(({url = '', headers}, response) => {
      const user = Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
      asked.push({path: url, user});
      const jnlp = `<jnlp><argument>${SECRET}</argument><argument>docker</argument></jnlp>`;
      response.end(url.endsWith('.jnlp') ? jnlp : '{"offline":false}');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, {recursive: true});
  });

  const up = (environment: NodeJS.ProcessEnv = {}) =>
    runProgram([file('jenkins/up')], {
      cwd: folder,
      env: {
        PATH: `${file('bin')}:${process.env['PATH'] ?? ''}`,
        JENKINS_PORT: String((server.address() as AddressInfo).port),
        ...environment,
      },
    });
  const settle = () => {
    writeFileSync(file('jenkins/.env'), 'COUNTABLE_LIBRARY_URL=https://git.example.org/library.git\n');
  };

  it('makes its settings, a password and the agent’s secret, and keeps them to itself', async () => {
    settle();
    const {exitCode, stdout, stderr} = await up();
    assert.equal(exitCode, 0, stderr);
    const password = /^JENKINS_ADMIN_PASSWORD=(.{20,})$/m.exec(read('jenkins/.env'))?.[1] ?? '';
    assert.notEqual(password, '');
    assert.deepEqual([...new Set(asked.map(({user}) => user))], [`admin:${password}`]);
    assert.equal(read('jenkins/.secrets/agent'), SECRET);
    assert.equal(statSync(file('jenkins/.env')).mode & 0o777, 0o600);
    assert.equal(statSync(file('jenkins/.secrets')).mode & 0o777, 0o700);
    for (const text of [stdout, stderr, read('docker.txt')]) {
      assert.ok(!text.includes(password) && !text.includes(SECRET));
    }
    assert.match(stdout, /Jenkins is up: http:\/\/127\.0\.0\.1:\d+, user admin\./);
  });

  it('starts the controller, then the agent, and changes no secret the second time', async () => {
    settle();
    await up();
    const before = read('jenkins/.env');
    const docker = read('docker.txt').trim().split('\n');
    assert.deepEqual(
      docker.filter(line => / up /.test(line)),
      ['compose up --detach --build controller', 'compose up --detach agent'],
    );
    assert.equal((await up()).exitCode, 0);
    assert.equal(read('jenkins/.env'), before);
  });

  it('has to know where the library is', async () => {
    const {exitCode, stderr} = await up({GIT_CEILING_DIRECTORIES: folder});
    assert.equal(exitCode, 3);
    assert.match(stderr, /COUNTABLE_LIBRARY_URL in jenkins\/\.env/);
  });

  it('says what did not come up, and where its log is', async () => {
    settle();
    const {exitCode, stderr} = await up({JENKINS_PORT: '1', JENKINS_UP_MINUTES: '0'});
    assert.equal(exitCode, 3);
    assert.match(
      stderr,
      /The controller did not come up within 0 minutes\.[^]*docker compose --project-directory jenkins logs/,
    );
  });
});
