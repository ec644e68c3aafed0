import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {countable} from './support/cli.ts';
import {
  commit,
  deploy,
  deployable,
  deployEnvironment,
  type DeployProject,
  freePort,
  write,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const SETTINGS = 'health: {settle: 2, minutes: 1}\n';

/** A site that is built, with a page of its own, and a database whose volume counts how often it was set up. */
const site = (page: string, command = 'exec httpd -f -p 80 -h /srv') => ({
  Dockerfile: `FROM busybox:1.35\nRUN mkdir -p /srv && echo ${page} > /srv/index.html\nCMD ["sh", "-c", "${command}"]\n`,
});
const compose = (port: number) => `services:
  web:
    build: .
    init: true
    ports: ['127.0.0.1:${port}:80']
    healthcheck: {test: [CMD, wget, -q, -O, /dev/null, 'http://127.0.0.1/'], interval: 1s, retries: 30}
  db:
    image: busybox:1.35
    init: true
    command: sh -c 'test -e /data/set-up || date > /data/set-up; exec sleep 3600'
    volumes: ['data:/data']
volumes: {data: }
`;

describe('a deploy that fails on a real engine', () => {
  let project: DeployProject;
  let port: number;
  afterEach(() => {
    project.remove();
  });

  const begin = async (files: Record<string, string> = site('first')) => {
    port = await freePort();
    project = deployable({
      'docker-compose.yml': compose(port),
      'dc.stage.yml': 'services: {}\n',
      'countable.yml': SETTINGS,
      ...files,
    });
  };
  const deployed = async () => {
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
  };
  const change = (files: Record<string, string>) => {
    write(project, files);
    commit(project);
    return deploy(project);
  };
  const page = async () => (await fetch(`http://127.0.0.1:${port}/`)).text();
  const ids = () => {
    const format = '{{.Label "com.docker.compose.service"}} {{.ID}} {{.State}}';
    const label = `label=com.docker.compose.project=${project.name}-stage`;
    return docker('ps', '--all', '--filter', label, '--format', format).split('\n').sort();
  };
  const images = () =>
    docker('images', '--filter', `reference=${project.name}-stage-*`, '--format', '{{.Repository}}:{{.Tag}}')
      .split('\n')
      .filter(Boolean)
      .sort();

  const keptLog = (undone = '') => readFileSync(undone.split(' on that machine: ')[1] ?? '', 'utf8');

  it('is back where it was: page, containers that did not change, images, files', async () => {
    await begin();
    await deployed();
    const [before, tags] = [ids(), images()];
    const {exitCode, result, stderr} = await change({...site('broken', 'sleep 1; exit 3'), 'new.txt': 'new'});
    assert.equal(exitCode, 6, stderr);
    assert.equal(result.error?.code, 'SERVICE_EXITED');
    assert.match(
      result.undone ?? '',
      /^\w{12} is back in staging, and answers(; .* was away for [^;]+ s)?\. What \w{12} logged is kept on that machine: \S+$/,
    );
    assert.match(keptLog(result.undone), /web-1, exited with exit code 3/);
    assert.match(stderr, /! The deploy failed: [A-Z_]+.* Bringing \w{12} back to staging: live since /);
    assert.match(stderr, /is back in staging, and answers[.;]/);
    assert.equal(await page(), 'first\n');
    assert.equal(ids()[0], before[0], 'what did not change went on');
    assert.equal(ids().length, before.length);
    assert.deepEqual(images(), tags);
    assert.ok(!existsSync(path.join(project.root, `${project.name}-stage`, 'new.txt')));
  });

  it('leaves nothing of a first release but its volumes', async () => {
    await begin(site('broken', 'exit 3'));
    const {exitCode, result, stderr} = await deploy(project);
    assert.equal(exitCode, 6, stderr);
    assert.match(
      result.undone ?? '',
      /^Nothing of \w{12} is left running in staging; its volumes stay\. What /,
    );
    assert.match(keptLog(result.undone), /web-1, exited with exit code 3/);
    assert.deepEqual([ids(), images()], [[''], []]);
    const network = docker('network', 'ls', '--filter', `name=${project.name}`, '--format', '{{.Name}}');
    assert.equal(network, '');
    assert.match(docker('volume', 'ls', '--filter', `name=${project.name}`, '--format', '{{.Name}}'), /data/);
    assert.deepEqual(readdirSync(path.join(project.root, `${project.name}-stage`)), []);
    // The next one begins anew.
    assert.equal((await change(site('second'))).exitCode, 0);
    assert.equal(await page(), 'second\n');
  });

  it('goes back by hand, and lists what ran when', async () => {
    await begin();
    await deployed();
    assert.equal((await change(site('second'))).exitCode, 0);
    const run = (...words: string[]) =>
      countable(words, {cwd: project.workspace, env: deployEnvironment(project)});
    const planned = await run('rollback', 'stage', '--plan');
    assert.match(planned.stdout, /1\. Bring the files of \w{12} to .*\n2\. Restart web; db goes on/);
    const back = await run('rollback', 'stage');
    assert.equal(back.exitCode, 0, back.stderr);
    assert.equal(await page(), 'first\n');
    const {stdout} = await run('releases', 'stage', '--json');
    const {stage} = JSON.parse(stdout) as {stage: {version: string; isLive: boolean}[]};
    assert.deepEqual(
      stage.map(({isLive}) => isLive),
      [true, false, false],
    );
    assert.equal(stage[0]?.version, stage[2]?.version);
    assert.match((await run('releases')).stdout, /^staging:\n {2}▸ \w{12} \(/);
  });
});
