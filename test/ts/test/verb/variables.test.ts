import assert from 'node:assert/strict';
import {rm, symlink} from 'node:fs/promises';
import path from 'node:path';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Machine} from '../../../fakes/machine.ts';
import {createShop, runTest} from '../../../fakes/testing.ts';

const COMPOSE = 'services: {web: {image: "postgres:15", environment: {POSTGRES_PASSWORD: "$DB_PASSWORD"}}}\n';
const TESTS = `services:
  test:
    build: .
    depends_on: [web]
    environment: {DB_PASSWORD: "$DB_PASSWORD", COLOUR: "\${COLOUR:-none}"}
`;
const PROJECT = {'docker-compose.yml': COMPOSE, 'dc.test.yml': TESTS, Dockerfile: 'FROM busybox'};

describe('where the variables of a test run come from, in process', () => {
  let machine: Machine;
  afterEach(() => machine.remove());

  /** What the tests of such a project see; `value|colour`. */
  const seen = async (
    files: Readonly<Record<string, string>>,
    {project = PROJECT, secretFile}: {project?: Readonly<Record<string, string>>; secretFile?: string} = {},
  ): Promise<string> => {
    machine = await createShop({...project, ...files});
    const {engine, needs} = machine;
    let variables: Readonly<Record<string, string | null>> = {};
    engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    const {wait} = needs.docker;
    needs.docker.wait = id => {
      variables = engine.containers.find(one => one.id === id)?.variables ?? {};
      return wait(id);
    };
    if (secretFile !== undefined) await machine.put({'given.env': secretFile});
    await runTest(machine, secretFile === undefined ? {} : {secretFile: 'given.env'});
    return `${variables['DB_PASSWORD']}|${variables['COLOUR']}`;
  };
  const refused = (
    ...asked: Parameters<typeof seen>
  ): Promise<Pick<UserError, 'code' | 'message' | 'remedy' | 'where'>> =>
    seen(...asked).then(
      () => assert.fail('it is not refused'),
      (error: unknown) => error as UserError,
    );

  it('is .env.test, whose place is said where they are missed', async () => {
    assert.equal(await seen({'.env.test': 'DB_PASSWORD=orange\n'}), 'orange|none');
    await machine.remove();
    const {code, message, remedy} = await refused({});
    assert.deepEqual([code, message], ['MISSING_VARIABLE', 'The variable DB_PASSWORD has no value.']);
    assert.match(remedy, /Add to \.env\.test in the repository: DB_PASSWORD=<generate>,/);
    assert.match(remedy, /the secret file \(COUNTABLE_TEST_ENV_FILE\)/);
  });

  it('is .env.example only where there is no .env.test', async () => {
    const example = {'.env.example': 'DB_PASSWORD=orange\n'};
    assert.equal(await seen(example), 'orange|none');
    await machine.remove();
    assert.equal(await seen({...example, '.env.test': 'DB_PASSWORD=apple\n'}), 'apple|none');
  });

  it('is .env as well, of which .env.test counts more, and .env.example less', async () => {
    const more = {'.env': 'DB_PASSWORD=pear\nCOLOUR=red\n', '.env.test': 'DB_PASSWORD=apple\n'};
    assert.equal(await seen(more), 'apple|red');
    await machine.remove();
    const less = {'.env': 'DB_PASSWORD=pear\n', '.env.example': 'DB_PASSWORD=orange\nCOLOUR=blue\n'};
    assert.equal(await seen(less), 'pear|blue');
  });

  it('is the secret file before all', async () => {
    const files = {'.env.test': 'DB_PASSWORD=apple\nCOLOUR=red\n'};
    assert.equal(await seen(files, {secretFile: 'DB_PASSWORD=Zk3-secret-9911\n'}), 'Zk3-secret-9911|red');
    assert.ok(machine.voice.hidden.includes('Zk3-secret-9911'));
  });

  it('is chance where a file says so, also .env alone', async () => {
    for (const file of ['.env.test', '.env']) {
      const [value = ''] = (await seen({[file]: 'DB_PASSWORD=<generate>\n'})).split('|');
      assert.match(value, /^\w{32}$/);
      assert.ok(machine.voice.hidden.includes(value));
      await machine.remove();
    }
    machine = await createShop();
  });

  it('is chance of so many letters and digits as on a laptop, where the example says so', async () => {
    const [value = ''] = (await seen({'.env.example': 'DB_PASSWORD=<generate:24>\n'})).split('|');
    assert.match(value, /^\w{24}$/);
  });

  it('is no value where the sign for that is nearly written', async () => {
    for (const value of [
      '<genrate>',
      '<generate 8>',
      '<GENERATE>',
      '<generate:x>',
      '<generate>suffix',
      '"<generate"',
    ]) {
      const {code, message} = await refused({'.env.test': `COLOUR=red\nDB_PASSWORD=${value}\n`});
      assert.equal(code, 'NOT_DRAWN', value);
      assert.match(message, /^The value of DB_PASSWORD, line 2 of \.env\.test, is nearly <generate>/);
      await machine.remove();
    }
    const near = await refused({}, {secretFile: 'DB_PASSWORD=<genrate>\n'});
    assert.match(near.message, /line 1 of \S*given\.env, is/);
  });

  it('is the folder of the compose file before the top of the project', async () => {
    const {Dockerfile, ...compose} = PROJECT;
    const project = {
      ...Object.fromEntries(Object.entries(compose).map(([name, text]) => [`infra/${name}`, text])),
      'infra/Dockerfile': Dockerfile,
      'countable.yml': 'compose: {file: infra/docker-compose.yml}\n',
      '.env.test': 'DB_PASSWORD=top\n',
    };
    assert.equal(await seen({}, {project}), 'top|none');
    await machine.remove();
    assert.equal(await seen({'infra/.env.test': 'DB_PASSWORD=beside\n'}, {project}), 'beside|none');
  });

  it('is nowhere outside of the project', async () => {
    await seen({'.env.test': 'DB_PASSWORD=x\n'});
    await machine.put({'elsewhere.env': 'DB_PASSWORD=elsewhere\n'});
    await rm(path.join(machine.workspace, '.env.test'));
    await symlink('../elsewhere.env', path.join(machine.workspace, '.env.test'));
    await assert.rejects(runTest(machine), {
      code: 'OUTSIDE_PROJECT',
      message: /^\.env\.test leads out of the project/,
    });
  });
});
