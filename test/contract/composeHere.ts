import assert from 'node:assert/strict';
import {mkdir, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Compose} from '../../ts-helpers/src/outside/compose.ts';

/** What every Compose makes of the files in a folder that somebody works in. It needs no engine. */
export const composeHereContract = (known: () => Pick<Compose, 'config'>): void => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'countable-contract-')));
  });
  afterEach(() => rm(folder, {recursive: true}));

  it('is called by its variables, its file, or its folder', async () => {
    const directory = path.join(folder, 'My.Shop_2');
    await mkdir(directory);
    const file = path.join(directory, 'compose.yml');
    const nameIn = async (text: string, variables = '') => {
      await writeFile(file, text);
      await writeFile(path.join(directory, '.env'), variables);
      const {model} = await known().config({directory, files: [file]});
      return [model.name, model.networks?.['default']?.name];
    };
    const text = 'services: {web: {image: x}}';
    assert.deepEqual(await nameIn(text), ['myshop_2', 'myshop_2_default']);
    assert.deepEqual(await nameIn(`name: own\n${text}`), ['own', 'own_default']);
    assert.deepEqual(await nameIn(`name: own\n${text}`, 'COMPOSE_PROJECT_NAME=said\n'), [
      'said',
      'said_default',
    ]);
  });

  it('has the ports of a later file alone, where that says so', async () => {
    const texts = [
      'services: {web: {image: x, ports: ["8080:80", "99:99"]}}',
      'services: {web: {ports: !override ["8081:80"]}}',
    ];
    const files = texts.map(async (text, index) => {
      const file = path.join(folder, `${index}.yml`);
      await writeFile(file, text);
      return file;
    });
    const {model} = await known().config({directory: folder, files: await Promise.all(files)});
    assert.deepEqual(
      model.services['web']?.ports?.map(({published}) => published),
      ['8081'],
    );
  });
};
