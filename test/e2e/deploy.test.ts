import assert from 'node:assert/strict';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {
  commit,
  deploy,
  deployable,
  type DeployOptions,
  type DeployProject,
  freePort,
  leftOnDisk,
  secretFile,
  write,
} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const SITE = {
  'docker-compose.yml': `services:
  web:
    image: busybox:1.35
    init: true
    command: httpd -f -p 80 -h /srv
    volumes: ['./site:/srv:ro', 'data:/data']
  keeper:
    image: busybox:1.35
    init: true
    command: sleep 600
volumes: {data: }
`,
  'dc.stage.yml': `services:
  web:
    ports: ['\${PORT}:80']
    environment: {PASSWORD: '\${PASSWORD}'}
`,
  'site/index.html': 'one',
};

describe('a deploy', () => {
  let project: DeployProject;
  let port: number;

  beforeEach(async () => {
    project = deployable(SITE);
    port = await freePort();
  });
  afterEach(() => {
    project.remove();
  });

  const up = async (options: DeployOptions = {}) => {
    const COUNTABLE_ENV_FILE = secretFile(project, `PORT=${port}\nPASSWORD=hunter2-of-web\n`);
    const run = await deploy(project, {...options, env: {COUNTABLE_ENV_FILE, ...options.env}});
    assert.equal(run.exitCode, 0, run.stderr);
    assert.doesNotMatch(`${run.stdout}${run.stderr}`, /hunter2/, 'no secret is shown');
    return run;
  };
  const folder = () => path.join(project.root, `${project.name}-stage`);
  const page = async () => (await fetch(`http://127.0.0.1:${port}/`)).text();
  const idOf = (service: string) =>
    docker('ps', '--quiet', '--filter', `name=${project.name}-stage-${service}-1`);
  const labelOf = (service: string, label: string) =>
    docker('inspect', '--format', `{{index .Config.Labels "${label}"}}`, idOf(service));

  it('brings the commit up, leaves it as labels, and the secrets in .env for its owner alone; then changes what changed and nothing else', async () => {
    const id = commit(project, {message: 'Sell more'});
    const {result, stderr} = await up();
    assert.deepEqual(
      [result.stage, result.outcome, result.composeProject, result.urls],
      ['Deploy to staging', 'passed', `${project.name}-stage`, [`http://127.0.0.1:${port}/`]],
    );
    assert.equal(await page(), 'one');
    assert.match(stderr, /^\d\d:\d\d:\d\d ✓ All are healthy/m, 'a line with its time for every step');
    assert.deepEqual(
      leftOnDisk(project).filter(file => file.startsWith('tmp/')),
      [],
    );
    assert.equal(labelOf('web', 'ca.countable.commit'), id);
    assert.equal(labelOf('web', 'ca.countable.version'), id.slice(0, 12));
    assert.equal(labelOf('web', 'ca.countable.branch'), 'develop');
    assert.equal(labelOf('web', 'ca.countable.project'), project.name);
    assert.equal(labelOf('web', 'ca.countable.environment'), 'stage');
    assert.equal(labelOf('web', 'ca.countable.by'), 'Ada <ada@example.org>');
    const secrets = path.join(folder(), '.env');
    assert.equal(statSync(secrets).mode & 0o777, 0o600);
    assert.equal(readFileSync(secrets, 'utf8'), `PORT=${port}\nPASSWORD=hunter2-of-web\n`);
    assert.equal(
      readFileSync(path.join(folder(), 'docker-compose.override.yml'), 'utf8'),
      SITE['dc.stage.yml'],
      'plain `docker compose` in the folder means the same project',
    );

    const [web, keeper] = [idOf('web'), idOf('keeper')];
    const again = await up();
    assert.deepEqual([idOf('web'), idOf('keeper')], [web, keeper]);
    assert.match(again.stderr, / 0 files written, 0 removed$/m);

    docker('exec', web, 'sh', '-c', 'echo kept > /data/note');
    writeFileSync(path.join(folder(), 'upload.bin'), 'upload');
    write(project, {'site/index.html': 'two'});
    const next = commit(project);
    await up();
    assert.equal(await page(), 'two', 'only a mounted file changed');
    assert.notEqual(idOf('web'), web);
    assert.equal(idOf('keeper'), keeper);
    assert.equal(labelOf('web', 'ca.countable.commit'), next);
    assert.equal(docker('exec', idOf('web'), 'cat', '/data/note'), 'kept');
    assert.equal(readFileSync(path.join(folder(), 'upload.bin'), 'utf8'), 'upload');
  });
});
