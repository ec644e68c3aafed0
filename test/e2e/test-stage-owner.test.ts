import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, lstatSync, mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {ownershipOf} from '../../ts-helpers/src/outside/docker/ownership.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import {docker, leftOf, sample, type SampleProject} from './support/projects.ts';

const PROGRAM = path.join(import.meta.dirname, 'support', 'testStage.ts');
/** Nobody of this machine, but one of those who may talk to the engine. */
const USER = {uid: 23_456, gid: statSync('/var/run/docker.sock').gid};

/** Only root can be somebody else. */
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('a test run of a user who is not root', () => {
  let project: SampleProject;

  afterEach(() => {
    assert.deepEqual(leftOf(project), []);
    project.remove();
  });

  const own = (files: Record<string, string>): void => {
    project = sample(files);
    execFileSync('git', ['init', '--quiet'], {cwd: project.workspace});
    const parent = path.dirname(project.workspace);
    mkdirSync(path.join(parent, 'home'));
    chmodSync(parent, 0o755);
    execFileSync('chown', ['-R', `${USER.uid}:${USER.gid}`, parent]);
  };

  const as = (program: string, args: string[], options: object = {}) =>
    spawn(program, args, {
      ...USER,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {PATH: process.env['PATH'], HOME: path.join(path.dirname(project.workspace), 'home'), ...options},
    });

  const ended = async (child: ReturnType<typeof as>) => {
    let [printed, said] = ['', ''];
    child.stdout.on('data', chunk => (printed += String(chunk)));
    child.stderr.on('data', chunk => (said += String(chunk)));
    await once(child, 'close');
    return {exitCode: child.exitCode, printed, said};
  };

  const run = async () => {
    const program = as(process.execPath, [PROGRAM, project.workspace, project.output]);
    const {exitCode, printed, said} = await ended(program);
    return {exitCode, said, outcome: JSON.parse(printed) as Record<string, unknown>};
  };

  /** What Jenkins does before the next build, as that user. */
  const checkOut = () =>
    ended(as('git', ['-C', project.workspace, 'clean', '-ffdxq', '-e', 'docker-compose.yml']));

  const WRITES =
    'mkdir -p /w/build/deep /w/.cache /w/closed && echo x > /w/build/deep/file && echo y > /w/top && ln -s /etc /w/link && ' +
    'mkdir -m 0700 /w/secret && echo z > /w/secret/z && chown -R 999:999 /w/.cache && chmod 0555 /w/closed && echo "<testsuite><testcase name=\'a\'/></testsuite>" > /w/junit.xml';

  const compose = (image: string, script = WRITES, more = {}) =>
    JSON.stringify({
      services: {test: {image, command: ['sh', '-c', script], volumes: ['.:/w', './made:/made'], ...more}},
    });

  it('leaves the workspace as the next checkout needs it', async () => {
    own({'docker-compose.yml': compose('busybox:1.35')});
    const {exitCode, said, outcome} = await run();
    assert.deepEqual([exitCode, outcome['junit']], [0, ['junit.xml']], said);
    const foreign = execFileSync('find', [project.workspace, '!', '-user', String(USER.uid)], {
      encoding: 'utf8',
    });
    assert.equal(foreign, '');
    assert.doesNotMatch(said, /could not|cannot remove/);
    assert.deepEqual(await checkOut(), {exitCode: 0, printed: '', said: ''});
    assert.deepEqual(readdirSync(project.workspace).sort(), ['.git', 'docker-compose.yml']);
  });

  it('does so after tests that failed, and whatever image it has', async () => {
    own({'docker-compose.yml': compose('python:3.11-slim', `${WRITES}; exit 3`)});
    assert.equal((await run()).outcome['error'], 'TESTS_FAILED');
    assert.equal((await checkOut()).exitCode, 0);
  });

  it('does so when it is stopped', async () => {
    own({'docker-compose.yml': compose('busybox:1.35', `${WRITES}; echo written; sleep 60`, {init: true})});
    const child = as(process.execPath, [PROGRAM, project.workspace, project.output]);
    child.stderr.on('data', chunk => {
      if (String(chunk).includes('written')) child.kill('SIGTERM');
    });
    assert.equal((await ended(child)).exitCode, 130);
    assert.equal((await checkOut()).exitCode, 0);
  });

  it('leaves alone what was another’s before: a database of the developer’s own', async () => {
    own({'docker-compose.yml': compose('busybox:1.35', 'echo x > /w/new')});
    const data = path.join(project.workspace, 'pgdata');
    mkdirSync(data, {mode: 0o700});
    writeFileSync(path.join(data, 'PG_VERSION'), '15');
    execFileSync('chown', ['-R', '999:999', data]);
    assert.equal((await run()).exitCode, 0);
    assert.deepEqual([lstatSync(data).uid, lstatSync(path.join(data, 'PG_VERSION')).uid], [999, 999]);
    assert.equal(lstatSync(path.join(project.workspace, 'new')).uid, USER.uid);
  });

  it('says what stays and how to give it back where no image can', async () => {
    const Dockerfile =
      'FROM busybox:1.35 AS base\nFROM scratch\nCOPY --from=base /bin/busybox /busybox\nENTRYPOINT ["/busybox", "touch", "/w/x"]\n';
    own({
      Dockerfile,
      'docker-compose.yml': JSON.stringify({services: {test: {build: '.', volumes: ['.:/w']}}}),
    });
    const {exitCode, said} = await run();
    assert.equal(exitCode, 0);
    assert.ok(said.includes(`${project.workspace}/x. No image of the run could give it back`), said);
    assert.ok(said.includes(`sudo chown -R "$USER" ${project.workspace}`));
  });

  it('takes another image where the chown of one is of no use', async () => {
    const Dockerfile =
      'FROM busybox:1.35\nRUN rm /bin/chown && printf "#!/bin/sh\\nexit 1\\n" > /bin/chown && chmod 755 /bin/chown\n';
    own({
      Dockerfile,
      'docker-compose.yml': JSON.stringify({
        services: {
          test: {build: '.', command: 'touch /w/x', volumes: ['.:/w'], depends_on: ['db']},
          db: {image: 'busybox:1.35', command: 'true'},
        },
      }),
    });
    assert.equal((await run()).exitCode, 0);
    assert.equal(lstatSync(path.join(project.workspace, 'x')).uid, USER.uid, 'given back by the other image');
    assert.equal(docker('ps', '--all', '--quiet', '--filter', `volume=${project.workspace}`), '');
  });
});

describe('giving files back', () => {
  it('ends whatever an image calls chown when that never ends, and leaves nothing of it', async () => {
    const never = '#!/bin/sh\\ntrap : TERM\\nwhile true; do sleep 1; done\\n';
    const Dockerfile = `FROM busybox:1.35\nRUN rm /bin/chown && printf '${never}' > /bin/chown && chmod 755 /bin/chown\n`;
    const project = sample({Dockerfile});
    const image = `${project.name}-never`;
    docker('build', '--quiet', '--tag', image, project.workspace);
    const shell = createShell(new AbortController().signal);
    const {giveBack} = ownershipOf((args, options) => shell.run('docker', args, options), 2_000);
    const order = {image, folder: project.workspace, paths: [project.workspace], owner: {user: 5, group: 5}};
    const begin = performance.now();
    await assert.rejects(giveBack(order), CommandFailed);
    // It never ends; ours has two seconds, and Docker's stop takes ten more.
    assert.ok(performance.now() - begin < 150_000);
    assert.equal(docker('ps', '--all', '--quiet', '--filter', `ancestor=${image}`), '');
    docker('image', 'rm', image);
    project.remove();
  });
});
