import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {once} from 'node:events';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {UpOutcome} from '../../ts-helpers/src/laptop/up.ts';
import {createRepository} from '../fakes/repository.ts';
import {builtCli} from './support/builtCli.ts';
import {countable} from './support/cli.ts';
import {freePort} from './support/deploys.ts';
import {docker} from './support/projects.ts';

/** A site that shows what is in its database, by the password that both have of .env alone. */
const SHOP = {
  'docker-compose.yml': `
services:
  web:
    build: .
    environment: {PGPASSWORD: "\${DB_PASSWORD}"}
    depends_on: {db: {condition: service_healthy}}
  db:
    image: postgres:15
    environment: {POSTGRES_DB: shop, POSTGRES_PASSWORD: "\${DB_PASSWORD}"}
    healthcheck: {test: [CMD, pg_isready, -q, -U, postgres, -h, 127.0.0.1], interval: 1s, retries: 60}
    volumes: ["data:/var/lib/postgresql/data"]
volumes: {data: }
`,
  Dockerfile: 'FROM postgres:15\nCOPY serve.pl /\nENTRYPOINT ["perl", "/serve.pl"]\n',
  'serve.pl': `use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalPort => 80, Listen => 9, ReuseAddr => 1) or die;
while (my $one = $server->accept) {
  1 while defined($_ = <$one>) && /\\S/;
  my $said = \`psql -qtA -h db -U postgres shop -c 'select name from shops'\`;
  print $one "HTTP/1.0 200 OK\\r\\n\\r\\n$said";
  close $one;
}
`,
  '.env.example': 'DB_PASSWORD=<generate:24>\n',
  '.gitignore': '.env\ndocker-compose.override.yml\n',
  'ops/seed.sql': "create table shops (name text); insert into shops values ('Ada’s shop');\n",
};

describe('a project on a laptop', () => {
  let root: string;
  let name: string;
  let port: number;
  beforeEach(async () => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'countable-laptop-')));
    name = `laptop-${randomBytes(4).toString('hex')}`;
    port = await freePort();
    mkdirSync(path.join(root, 'from', name), {recursive: true});
    createRepository(path.join(root, 'from', name)).commit('Begin', {
      ...SHOP,
      'dc.dev.yml': `services: {web: {ports: ["127.0.0.1:${port}:80"]}}\n`,
    });
  });
  afterEach(() => {
    docker('compose', '-p', name, 'down', '--volumes', '--timeout', '0', '--rmi', 'local');
    rmSync(root, {recursive: true});
  });

  const folder = () => path.join(root, name);
  const run = async (...words: string[]) => {
    const {exitCode, stdout, stderr} = await countable(words, {
      cwd: words[0] === 'up' && words[1]?.startsWith('/') ? root : folder(),
      env: {COUNTABLE_DEPLOY_ROOT: path.join(root, 'deploys')},
    });
    return {exitCode, stdout, stderr};
  };
  const page = async (at = port) => (await fetch(`http://127.0.0.1:${at}/`)).text();
  const shell = (input: string) => {
    const [program = '', ...words] = [...builtCli(), 'shell', 'db'];
    return spawnSync(program, words, {cwd: folder(), input, encoding: 'utf8'});
  };

  it('comes from nothing to a page with data, is looked into, ended, and begun again', async () => {
    const first = await run('up', path.join(root, 'from', name), '--json');
    assert.equal(first.exitCode, 0, first.stderr);
    const {urls, composeProject} = JSON.parse(first.stdout) as UpOutcome;
    assert.deepEqual([urls, composeProject], [[`http://localhost:${port}/`], name]);
    assert.equal((await page()).trim(), 'Ada’s shop');

    // The compose project is the one that bare Compose has there, and it finds nothing to change.
    const before = docker('compose', '-p', name, 'ps', '--quiet');
    const bare = spawnSync('docker', ['compose', 'up', '--detach'], {cwd: folder(), encoding: 'utf8'});
    assert.equal(bare.status, 0, bare.stderr);
    assert.equal(docker('compose', '-p', name, 'ps', '--quiet'), before);

    const {status, stdout} = shell('echo "$0 sees $PG_MAJOR"; exit 7');
    assert.deepEqual([status, stdout.trim()], [7, 'bash sees 15']);
    const password = readFileSync(path.join(folder(), '.env'), 'utf8').trim().split('=')[1] ?? '';
    assert.equal(password.length, 24);
    shell(`psql -qU postgres -c "it is ${password}"`);
    const logs = await run('logs', 'db', '--tail', '5');
    assert.match(logs.stdout, /STATEMENT: +it is \*{4}$/m);

    shell(`psql -qU postgres shop -c "insert into shops values ('mine')"`);
    assert.equal((await run('down')).exitCode, 0);
    assert.match((await run('logs')).stderr, /no container of \S+ here, and so no log/);
    assert.equal((await run('up', '--quiet')).exitCode, 0);
    assert.equal((await page()).trim(), 'Ada’s shop\nmine');
    assert.match((await run('reset')).stderr, /RESET_UNCONFIRMED/);
    assert.equal((await run('reset', '--yes', name)).exitCode, 0);
    assert.equal((await page()).trim(), 'Ada’s shop');
  });

  it('is refused a port with the program that has it, and takes the next one', async () => {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const refused = await run('up', path.join(root, 'from', name));
    assert.equal(refused.exitCode, 3);
    assert.match(
      refused.stderr,
      new RegExp(
        `The port ${port} that web is to publish is in use by node\\S* \\(process ${process.pid}\\)`,
      ),
    );
    const [, pair = ''] = /countable up --port (\S+)/.exec(refused.stderr) ?? [];
    const taken = await run('up', '--port', pair);
    assert.equal(taken.exitCode, 0, taken.stderr);
    assert.equal((await page(Number(pair.split('=')[1]))).trim(), 'Ada’s shop');
    server.close();
  });
});
