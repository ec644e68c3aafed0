import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
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

  it('come from .env also, of which .env.test counts more, and .env.example less', async () => {
    write({'.env': 'DB_PASSWORD=pear\nCOLOUR=red\n', '.env.test': 'DB_PASSWORD=apple\n'});
    assert.equal(await said(), 'apple (red)');
    rmSync(path.join(folder, '.env.test'));
    write({'.env.example': 'DB_PASSWORD=orange\nCOLOUR=blue\n', '.env': 'DB_PASSWORD=pear\n'});
    assert.equal(await said(), 'pear (blue)');
  });

  it('are drawn for each run where the file says so, hidden, and the same in every service', async () => {
    write({
      '.env.test': 'DB_PASSWORD=<generate>\n',
      'dc.test.yml': TESTS.replace('it is ', () => 'it is $${#DB_PASSWORD} '),
    });
    assert.equal(await said(), '32 **** (none)');
  });
});
