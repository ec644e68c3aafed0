import assert from 'node:assert/strict';
import path from 'node:path';
import type {Kind} from '../../../ts-helpers/src/skeleton/plan.ts';
import {backups} from './backups.ts';
import {startBucket, type TestBucket} from './bucket.ts';
import {countable} from './cli.ts';
import {deploy, type DeployProject, freePort, secretFile} from './deploys.ts';
import {nodeImage} from './nodeImage.ts';
import {docker} from './projects.ts';
import {asked, begun, changed, saidOf, visited} from './skeletons.ts';

export interface Life {
  kind: Kind;
  /** A file with these words, which the first page shows, and others that take their place. */
  page: {file: string; says: [string, string]};
  /** That nginx serves from the one folder. */
  staticFile: string;
  /** Of its database, where it has one: the table of messages. */
  table?: string;
}

/** A project that `countable new` has made: each step begins where the one before has ended. */
export const livesThrough = ({kind, page, staticFile, table}: Life) => {
  let project: DeployProject;
  let port: number;
  before(async () => {
    if (kind !== 'django') nodeImage();
    [project, port] = await Promise.all([begun(kind), freePort()]);
  });
  after(() => {
    project.remove();
  });

  const deployed = async (environment: string): Promise<void> => {
    const secrets = `POSTGRES_PASSWORD=a-wall-of-lead\nSECRET_KEY=a-roof-of-reed\nWEB_PORT=${port}\n`;
    const env = {COUNTABLE_ENV_FILE: secretFile(project, secrets)};
    const {exitCode, stderr} = await deploy(project, {environment, env});
    assert.equal(exitCode, 0, stderr);
  };
  const first = (): Promise<string> => asked(`http://127.0.0.1:${port}/`);

  it('breaks no convention', async () => {
    assert.deepEqual(await saidOf(project), []);
  });

  it('passes its tests', async () => {
    const {exitCode, stdout, stderr} = await countable(['test', '--json'], {cwd: project.workspace});
    assert.equal(exitCode, 0, stderr);
    const {tests} = JSON.parse(stdout) as {tests: {total: number; failed: number}};
    assert.deepEqual([tests.total, tests.failed], [3, 0]);
  });

  it('is deployed, and again without losing a request', async () => {
    const [before, after] = page.says;
    await deployed('prod');
    assert.ok((await first()).includes(before));
    changed(project, page.file, page.says);
    const visits = visited(port, ['/', staticFile]);
    await deployed('prod');
    const answers = await visits.stop();
    assert.deepEqual(answers.filter(answer => !answer.startsWith('200 ')).slice(0, 3), []);
    assert.ok(answers.some(answer => answer.includes(before)));
    assert.ok(answers.some(answer => answer.includes(after)));
  });

  if (table === undefined) return {project: () => project, first, deployed};

  let bucket: TestBucket;
  let organisation: string;
  before(async () => {
    bucket = await startBucket();
    organisation = bucket.organisation(path.join(project.folder, 'organisation.yml'));
  });
  after(() => {
    bucket.remove();
  });
  const run = async (...words: string[]) => {
    const done = await backups(words, {project, organisation, bucket});
    assert.equal(done.exitCode, 0, done.stderr);
    return done.result;
  };
  const sql = (text: string, environment = 'prod'): string =>
    docker(
      ...['exec', `${project.name}-${environment}-db-1`, 'psql', '-qAt', '-v', 'ON_ERROR_STOP=1'],
      ...['-U', 'postgres', '-c', text],
    );

  it('is backed up, proven by what it asks itself, and restored', async () => {
    sql((table === 'contact_message' ? INSERT_DJANGO : INSERT).replace('TABLE', table));
    assert.equal((await run('backup')).proof?.verdict, 'proven');
    sql(`delete from ${table}`);
    await run('restore', '--yes', project.name);
    assert.equal(sql(`select name from ${table}`), 'Ada');
    assert.match(await first(), /^200 /);
  });

  it('gives another environment its data, with every column masked or kept by its own rules', async () => {
    port = await freePort();
    await deployed('stage');
    await run('refresh', '--environment', 'stage');
    assert.match(
      sql(`select email || ' ' || text from ${table}`, 'stage'),
      /^u[0-9a-f]+@example\.invalid masked$/,
    );
  });

  return {project: () => project, first, deployed, run, sql};
};

const INSERT = "insert into TABLE (name, email, text) values ('Ada', 'ada@example.org', 'Hi')";
const INSERT_DJANGO =
  "insert into TABLE (name, email, text, attachment, at) values ('Ada', 'ada@example.org', 'Hi', '', now())";
