import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, mkdirSync, readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {leftOf, sample, type SampleProject} from './support/projects.ts';

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
});
