import assert from 'node:assert/strict';
import {docker} from './support/projects.ts';
import {MASK, SECRET, type Stage, startStage} from './support/refreshed.ts';

describe('a project on a laptop that has no data of its own', () => {
  let stage: Stage;
  let name: string;

  before(async () => {
    stage = await startStage();
    name = stage.project.name;
  });
  after(() => {
    docker('compose', '-p', name, 'down', '--volumes', '--timeout', '0');
    stage.remove();
  });

  const up = async (...words: string[]) => {
    const {exitCode, stdout, stderr} = await stage.run(['up', ...words]);
    return {
      exitCode,
      stderr,
      outcome: JSON.parse(stdout) as {done: string[]; notes: string[]; code?: string},
    };
  };
  const sql = (text: string): string =>
    docker('exec', `${name}-db-1`, 'psql', '-qAt', '-U', 'shop', 'shop', '-c', text);

  it('is up without any where nothing says how its backups are masked', async () => {
    // It is well where there is data, and there is none yet.
    stage.project.write('dc.dev.yml', 'services: {web: {healthcheck: {test: [CMD, "true"]}}}\n');
    const {exitCode, outcome, stderr} = await up();
    assert.equal(exitCode, 0, stderr);
    assert.match(outcome.notes.join('\n'), /No test data: .*nothing says how its backups are masked/);
  });

  it('gets that of production, masked, which its site may need to be well', async () => {
    docker('compose', '-p', name, 'down', '--volumes', '--timeout', '0');
    stage.project.write('docker-compose.override.yml', 'services: {}\n');
    stage.masked();
    stage.project.write('ops/mask.sql', MASK);
    const {exitCode, outcome, stderr} = await up();
    assert.equal(exitCode, 0, stderr);
    assert.match(outcome.done.join('\n'), /Load test data: the newest proven backup of production/);
    assert.deepEqual(sql('select what from orders order by 1').split('\n'), ['engine', 'tea']);
    assert.ok(!sql('select email from customer').includes(SECRET));
    assert.match(sql('select email from customer limit 1'), /@example\.invalid$/);
    assert.equal(sql('select datname from pg_database where not datistemplate order by 1'), 'postgres\nshop');
    assert.equal(docker('ps', '--all', '--quiet', '--filter', `name=countable-refresh-${name}`), '');
  });
});
