import assert from 'node:assert/strict';
import {mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Compose} from '../../ts-helpers/src/outside/compose.ts';

/** Which variables every Compose finds in files. It needs no engine. */
export const composeVariablesContract = (known: () => Pick<Compose, 'variables'>): void => {
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
};
