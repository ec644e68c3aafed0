import assert from 'node:assert/strict';
import path from 'node:path';
import {backups} from './support/backups.ts';
import {startBucket, type TestBucket} from './support/bucket.ts';
import {countable} from './support/cli.ts';
import {deploy, type DeployProject, freePort, secretFile} from './support/deploys.ts';
import {docker} from './support/projects.ts';
import {asked, begun, changed, saidOf, visited} from './support/skeletons.ts';

/** One project, from its first commit to a restore: each step begins where the one before has ended. */
describe('a new Django project', () => {
  let project: DeployProject;
  let bucket: TestBucket;
  let organisation: string;
  let port: number;
  before(async () => {
    [project, bucket, port] = await Promise.all([begun('django'), startBucket(), freePort()]);
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
  });
  after(() => {
    project.remove();
    bucket.remove();
  });

  const deployed = async (environment: string): Promise<void> => {
    const secrets = `POSTGRES_PASSWORD=a-wall-of-lead\nSECRET_KEY=a-roof-of-reed\nWEB_PORT=${port}\n`;
    const env = {COUNTABLE_ENV_FILE: secretFile(project, secrets)};
    const {exitCode, stderr} = await deploy(project, {environment, env});
    assert.equal(exitCode, 0, stderr);
  };
  const sql = (text: string): string =>
    docker('exec', `${project.name}-prod-db-1`, 'psql', '-qAt', '-U', 'postgres', '-c', text);
  const run = async (...words: string[]) => {
    const done = await backups(words, {project, organisation, bucket});
    assert.equal(done.exitCode, 0, done.stderr);
    return done.result;
  };

  it('breaks no convention', async () => {
    assert.deepEqual(await saidOf(project), []);
  });

  it('passes its tests, each by its name', async () => {
    const {exitCode, stdout, stderr} = await countable(['test', '--json'], {cwd: project.workspace});
    assert.equal(exitCode, 0, stderr);
    const {tests} = JSON.parse(stdout) as {tests: {total: number; failed: number}};
    assert.deepEqual([tests.total, tests.failed], [3, 0]);
  });

  it('is deployed, and again without losing a request', async () => {
    await deployed('prod');
    assert.match(await asked(`http://127.0.0.1:${port}/static/admin/css/base.css`), /^200 /);
    changed(project, 'contact/templates/contact/index.html', ['Send', 'Send it']);
    const visits = visited(port, ['/', '/static/contact/style.css']);
    await deployed('prod');
    const answers = await visits.stop();
    assert.deepEqual(answers.filter(answer => !answer.startsWith('200 ')).slice(0, 3), []);
    assert.ok(answers.some(answer => answer.includes('>Send it</button>')));
    assert.ok(answers.some(answer => answer.includes('>Send</button>')));
  });

  it('is backed up, proven by what it asks itself, and restored', async () => {
    sql(
      "insert into contact_message (name, email, text, attachment, at) values ('Ada', 'ada@example.org', 'Hi', '', now())",
    );
    const {proof} = await run('backup');
    assert.equal(proof?.verdict, 'proven');
    sql('delete from contact_message');
    await run('restore', '--yes', project.name);
    assert.equal(sql('select name from contact_message'), 'Ada');
    assert.match(await asked(`http://127.0.0.1:${port}/`), /^200 /);
  });

  it('refreshes another environment, with every column masked or kept by its own rules', async () => {
    sql(
      "insert into auth_user values (1, 'secret-hash', now(), true, 'ada', 'Ada', 'L', 'ada@example.org', true, true, now())",
    );
    sql("insert into django_session values ('a-session', 'somebody', now())");
    await run('backup');
    port = await freePort();
    await deployed('stage');
    await run('refresh', '--environment', 'stage');
    const seen = docker(
      ...['exec', `${project.name}-stage-db-1`, 'psql', '-qAt', '-U', 'postgres', '-c'],
      'select email || password || (select count(*) from django_session) from auth_user',
    );
    assert.match(seen, /^u[0-9a-f]+@example\.invalid![0-9a-f]+0$/);
  });
});
