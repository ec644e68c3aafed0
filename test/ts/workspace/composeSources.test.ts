import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {readComposeSource} from '../../../ts-helpers/src/outside/composeSource.ts';
import {createFiles} from '../../../ts-helpers/src/outside/files.ts';
import {createPlaces} from '../../../ts-helpers/src/outside/places.ts';
import {readSources} from '../../../ts-helpers/src/workspace/composeSources.ts';

describe('reading the compose files of a project', () => {
  let workspace: string;
  let asked: string[][];

  beforeEach(() => {
    workspace = path.join(mkdtempSync(path.join(tmpdir(), 'countable-sources-')), 'w');
    mkdirSync(workspace);
    asked = [];
  });
  afterEach(() => {
    rmSync(path.dirname(workspace), {recursive: true});
  });

  const write = (files: Record<string, string>): void => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(workspace, file)), {recursive: true});
      writeFileSync(path.join(workspace, file), text);
    }
  };

  /** `values` is what Compose makes of each variable. */
  const read = (
    names: string[],
    {neighbours = ['shop-prod'], values = {}}: {neighbours?: string[]; values?: Record<string, string>} = {},
  ) => {
    const directory = path.join(workspace, path.dirname(names[0] ?? ''));
    return readSources(
      {workspace, names, compose: {name: 'x', directory, files: []}, permits: [], neighbours},
      {
        files: createFiles(),
        places: createPlaces(),
        readComposeSource,
        compose: {
          interpolate: (_, texts) => {
            asked.push([...texts]);
            return Promise.resolve(
              texts.map(text =>
                Object.entries(values).reduce((all, [name, value]) => all.replaceAll(name, value), text),
              ),
            );
          },
        },
      },
    );
  };

  const refused = async (names: string[], options: Parameters<typeof read>[1] = {}) => {
    const error: unknown = await read(names, options).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Error, 'it was refused');
    const {code, where, message} = error as Error & {code: string; where: string};
    return {code, where, message};
  };

  it('gives each of them, in order, and asks Compose nothing where there are no variables', async () => {
    write({
      'docker-compose.yml':
        'services: {a: {env_file: [x.env, none.env], extends: {file: common/e.yml, service: b}}}',
      'dc.test.yml': 'include: [sub/i.yml]',
      'common/e.yml':
        'services: {b: {env_file: ../x.env, extends: {file: ../docker-compose.yml, service: a}}}',
      'sub/i.yml': 'include: [../dc.test.yml]\nservices: {c: {label_file: ./l}}',
      'x.env': '',
      'sub/l': '',
    });
    const sources = await read(['docker-compose.yml', 'dc.test.yml']);
    assert.deepEqual(
      sources.map(({file}) => file),
      ['docker-compose.yml', 'dc.test.yml'],
    );
    assert.deepEqual(asked, []);
  });

  it('resolves paths against what Compose resolves them against', async () => {
    write({
      'docker/compose.yml':
        'services: {a: {env_file: ../../w/x.env, extends: {file: ../common/e.yml, service: b}}}',
      'common/e.yml': 'services: {b: {env_file: ../x.env}}',
      'x.env': '',
    });
    await read(['docker/compose.yml']);
    write({'common/e.yml': 'services: {b: {env_file: ../../x.env}}'});
    assert.deepEqual(await refused(['docker/compose.yml']), {
      code: 'TEST_NOT_ALLOWED',
      where: 'common/e.yml:1',
      message: `Tests may not have this beside shop-prod: Compose would read ${path.dirname(workspace)}/x.env of this machine.`,
    });
  });

  it('lets Compose say what variables are', async () => {
    write({'c.yml': 'services: {a: {env_file: "${A:-x}/y.env"}}', 'x/y.env': ''});
    await read(['c.yml'], {values: {'${A:-x}': 'x'}});
    assert.deepEqual(asked, [['${A:-x}/y.env']]);
    const {code, where} = await refused(['c.yml'], {values: {'${A:-x}': '/etc'}});
    assert.deepEqual([code, where], ['TEST_NOT_ALLOWED', 'c.yml:1']);
  });

  it('takes no variable of an included file for one of the project', async () => {
    write({
      'c.yml': 'include: [{path: sub/i.yml, env_file: sub/e}]',
      'sub/i.yml': 'services: {a: {env_file: "${A}"}}',
      'sub/e': 'A=/etc/shadow',
    });
    const {code, where} = await refused(['c.yml']);
    assert.deepEqual([code, where, asked], ['TEST_NOT_ALLOWED', 'sub/i.yml:1', []]);
    await read(['c.yml'], {neighbours: []});
  });

  it('looks at every folder that an included file may be relative to', async () => {
    write({
      'c.yml': 'include: [{path: sub/i.yml, project_directory: ..}]',
      'sub/i.yml': 'services: {a: {env_file: e}}',
    });
    assert.deepEqual((await refused(['c.yml'])).code, 'TEST_NOT_ALLOWED');
    write({'c.yml': 'include: [{path: sub/i.yml, project_directory: other}]'});
    symlinkSync('/etc/hostname', path.join(workspace, 'sub/.env'));
    assert.deepEqual(await refused(['c.yml'], {neighbours: []}), {
      code: 'OUTSIDE_PROJECT',
      where: 'c.yml:1',
      message: 'sub/.env leads out of the project.',
    });
  });

  it('refuses the home folder, what is fetched, and what not every reader takes alike', async () => {
    for (const text of [
      'services: {a: {env_file: ~/x}}',
      'include: ["https://host/x.yml"]',
      'services: {a: {extends: {file: "git@host:x", service: a}}}',
      'services: {a: {image: !odd x}}',
    ]) {
      write({'c.yml': text});
      assert.equal((await refused(['c.yml'])).code, 'TEST_NOT_ALLOWED', text);
      await read(['c.yml'], {neighbours: []});
    }
  });

  it('refuses a broken file that another names, with its line', async () => {
    write({'c.yml': 'include: [sub/i.yml]', 'sub/i.yml': 'services:\n  a: [b\n'});
    assert.match((await refused(['c.yml'])).where, /^sub\/i\.yml:\d+:\d+$/);
  });

  it('reads no .env that is a link, beside the compose file', async () => {
    write({'docker/c.yml': 'services: {}'});
    symlinkSync('/etc/hostname', path.join(workspace, 'docker/.env'));
    assert.deepEqual((await refused(['docker/c.yml'], {neighbours: []})).where, '.env');
  });
});
