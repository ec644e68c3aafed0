import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {countable} from './support/cli.ts';

/** As docs/how-to/secrets.md shows it. */
const SHOP = `services:
  web:
    image: busybox:1.35
    command: ['true']
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD}
`;
const TESTS = `services:
  test:
    image: busybox:1.35
    command: sh -c 'echo "it is $$DB_PASSWORD ($$COLOUR)"'
    depends_on: [web]
    environment:
      DB_PASSWORD: \${DB_PASSWORD}
      COLOUR: \${COLOUR:-none}
`;

describe('the variables of a test run', () => {
  let folder: string;
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
      writeFileSync(path.join(folder, file), text);
    }
  };
  const run = (environment: NodeJS.ProcessEnv = {}) => countable(['test'], {cwd: folder, env: environment});
  const said = async (environment: NodeJS.ProcessEnv = {}): Promise<string> => {
    const {exitCode, stdout, stderr} = await run(environment);
    assert.equal(exitCode, 0, stderr);
    return /it is (.*)/.exec(`${stdout}${stderr}`)?.[1] ?? '';
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-variables-'));
    write({'docker-compose.yml': SHOP, 'dc.test.yml': TESTS, 'countable.yml': 'name: variables\n'});
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  it('are missed, and where they would be found is said', async () => {
    const {exitCode, stderr} = await run();
    assert.equal(exitCode, 4);
    assert.match(stderr, /MISSING_VARIABLE: The variable DB_PASSWORD has no value\./);
    assert.match(stderr, /Add to \.env\.test in the repository: DB_PASSWORD=<generate>,/);
    assert.match(stderr, /the secret file \(COUNTABLE_TEST_ENV_FILE\)/);
  });

  it('come from .env.test', async () => {
    write({'.env.test': 'DB_PASSWORD=orange\n'});
    assert.equal(await said(), 'orange (none)');
  });

  it('come from .env.example where there is no .env.test', async () => {
    write({'.env.example': 'DB_PASSWORD=orange\n'});
    assert.equal(await said(), 'orange (none)');
    write({'.env.test': 'DB_PASSWORD=apple\n'});
    assert.equal(await said(), 'apple (none)');
  });

  it('come from .env also, of which .env.test counts more, and .env.example less', async () => {
    write({'.env': 'DB_PASSWORD=pear\nCOLOUR=red\n', '.env.test': 'DB_PASSWORD=apple\n'});
    assert.equal(await said(), 'apple (red)');
    rmSync(path.join(folder, '.env.test'));
    write({'.env.example': 'DB_PASSWORD=orange\nCOLOUR=blue\n', '.env': 'DB_PASSWORD=pear\n'});
    assert.equal(await said(), 'pear (blue)');
  });

  it('come from the secret file first, which is hidden', async () => {
    const file = path.join(folder, '../variables-secret.env');
    writeFileSync(file, 'DB_PASSWORD=Zk3-secret-9911\n');
    write({'.env.test': 'DB_PASSWORD=apple\nCOLOUR=red\n'});
    try {
      assert.equal(await said({COUNTABLE_TEST_ENV_FILE: file}), '**** (red)');
    } finally {
      rmSync(file);
    }
  });

  it('are drawn for each run where the file says so, hidden, and the same in every service', async () => {
    write({
      '.env.test': 'DB_PASSWORD=<generate>\n',
      'dc.test.yml': TESTS.replace('it is ', () => 'it is $${#DB_PASSWORD} '),
    });
    assert.equal(await said(), '32 **** (none)');
  });

  it('are drawn where .env alone says so', async () => {
    write({'.env': 'DB_PASSWORD=<generate>\n'});
    assert.equal(await said(), '**** (none)');
  });

  it('are not taken for a value where the sign is nearly written', async () => {
    for (const value of ['<genrate>', '<generate 8>', '<GENERATE>', '<generate>suffix', '"<generate"']) {
      write({'.env.test': `COLOUR=red\nDB_PASSWORD=${value}\n`});
      const {exitCode, stderr} = await run();
      assert.equal(exitCode, 4, stderr);
      assert.match(
        stderr,
        /NOT_DRAWN: The value of DB_PASSWORD, line 2 of \.env\.test, is nearly <generate>/,
      );
    }
    const file = path.join(folder, '../variables-near.env');
    writeFileSync(file, 'DB_PASSWORD=plain\n');
    try {
      assert.equal(await said({COUNTABLE_TEST_ENV_FILE: file}), 'plain (red)');
      writeFileSync(file, 'DB_PASSWORD=<genrate>\n');
      assert.match(
        (await run({COUNTABLE_TEST_ENV_FILE: file})).stderr,
        /line 1 of \S*variables-near\.env, is/,
      );
    } finally {
      rmSync(file);
    }
  });

  it('may be missing where another file overrides what uses them', async () => {
    write({
      'dc.test.yml': `services:
  web: {environment: {POSTGRES_PASSWORD: test}}
  test: {image: 'busybox:1.35', command: 'true', depends_on: [web]}
`,
    });
    assert.equal((await run()).exitCode, 0);
  });

  it('lie beside the compose file, or at the top', async () => {
    for (const file of ['docker-compose.yml', 'dc.test.yml']) rmSync(path.join(folder, file));
    write({
      'infra/docker-compose.yml': SHOP,
      'infra/dc.test.yml': TESTS,
      'countable.yml': 'name: variables\ncompose: {file: infra/docker-compose.yml}\n',
      '.env.test': 'DB_PASSWORD=top\n',
    });
    assert.equal(await said(), 'top (none)');
    write({'infra/.env.test': 'DB_PASSWORD=beside\n'});
    assert.equal(await said(), 'beside (none)');
  });

  it('are not read from outside of the project', async () => {
    const file = path.join(folder, '../variables-elsewhere.env');
    writeFileSync(file, 'DB_PASSWORD=elsewhere\n');
    symlinkSync(file, path.join(folder, '.env.test'));
    try {
      assert.match((await run()).stderr, /OUTSIDE_PROJECT: \.env\.test leads out of the project/);
    } finally {
      rmSync(file);
    }
  });
});
