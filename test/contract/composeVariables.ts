import assert from 'node:assert/strict';
import {mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Compose} from '../../ts-helpers/src/outside/compose.ts';

/** What every Compose finds in files that nobody has the values for. It needs no engine. */
export const composeVariablesContract = (known: () => Pick<Compose, 'variables' | 'defined'>): void => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'countable-contract-')));
  });
  afterEach(() => rm(folder, {recursive: true}));

  it('tells the variables that are left once the files are merged, without a value of any', async () => {
    const files = {
      'compose.yml':
        'services: {web: {image: "nginx:$TAG", ports: ["${PORT}:80"], environment: {A: "$GONE", B: "${B:-$$C}", D: "${D?}"}}, debug: {image: "$DEBUG", profiles: [debug]}}',
      'dc.stage.yml': 'services: {web: {environment: {A: fixed}}}',
    };
    const names = Object.entries(files).map(async ([name, text]) => {
      await writeFile(path.join(folder, name), text);
      return path.join(folder, name);
    });
    const project = {name: 'shop', directory: folder, files: await Promise.all(names)};
    assert.deepEqual((await known().variables(project)).sort(), ['B', 'D', 'PORT', 'TAG']);
  });

  it('tells what files define without the env files of services, which may be missing', async () => {
    const file = path.join(folder, 'compose.yml');
    await writeFile(
      file,
      'services: {web: {image: x, env_file: [gone.env], environment: {A: 1}}, db: {image: y, env_file: there.env}}',
    );
    await writeFile(path.join(folder, 'there.env'), 'SECRET=s\n');
    const project = {name: 'shop', directory: folder, files: [file]};
    const {services} = await known().defined(project, ['web', 'db']);
    assert.deepEqual([services['web']?.environment, services['db']?.environment ?? {}], [{A: '1'}, {}]);
    await writeFile(file, 'services: {}');
    assert.deepEqual((await known().defined(project, [])).services, {});
  });
};
