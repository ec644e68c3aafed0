import assert from 'node:assert/strict';
import path from 'node:path';
import {recordVoice} from '../../fakes/voice.ts';
import type {ComposeProject} from '../../../ts-helpers/src/compose/model.ts';
import {type DeployedNeeds, readDeployed} from '../../../ts-helpers/src/deploy/deployed.ts';
import type {Project} from '../../../ts-helpers/src/workspace/project.ts';

const PROJECT = {
  build: {project: 'shop'},
  workspace: '/work/shop',
  settings: {compose: {environments: {}}},
} as unknown as Project;
const FILLED = {files: ['docker-compose.yml', 'app.py'], provided: ['docker-compose.override.yml']};

describe('where a project lies that no deploy has brought up whole', () => {
  const read = async (record: object, from?: string) => {
    const asked: ComposeProject[] = [];
    const labels = {'ca.countable.project': 'shop', 'com.docker.compose.project.working_dir': from};
    const needs = {
      voice: recordVoice(),
      files: {
        exists: (file: string) =>
          Promise.resolve(!file.includes('compose.y') || file.endsWith('docker-compose.yml')),
        readSmall: () => Promise.resolve(undefined),
      },
      docker: {containers: () => Promise.resolve(from === undefined ? [] : [{labels}])},
      folderOf: () => ({
        path: '/deploys/shop-prod',
        record: () => Promise.resolve(record),
        releases: {list: () => Promise.resolve([])},
      }),
      compose: {
        config(compose: ComposeProject) {
          asked.push(compose);
          return Promise.resolve({model: {name: 'shop-prod', services: {}}, unset: []});
        },
      },
    } as unknown as DeployedNeeds;
    const {folder, compose} = await readDeployed(PROJECT, 'prod', needs);
    assert.equal(compose.directory, folder);
    return {folder, files: compose.files.map(file => path.relative(folder, file))};
  };

  it('is the deploy folder, where what a deploy had started before it broke off came up from there', async () => {
    assert.deepEqual(await read({filled: FILLED}, '/deploys/shop-prod'), {
      folder: '/deploys/shop-prod',
      files: ['docker-compose.yml', 'docker-compose.override.yml'],
    });
    const without = {filled: {...FILLED, provided: []}};
    assert.deepEqual((await read(without, '/deploys/shop-prod')).files, ['docker-compose.yml']);
  });

  it('is the workspace where nothing has come up from the deploy folder, or no deploy was there', async () => {
    for (const [record, from] of [
      [{filled: FILLED}, undefined],
      [{filled: FILLED}, '/home/ada/shop'],
      [{filled: {...FILLED, files: []}}, '/deploys/shop-prod'],
      [{}, '/deploys/shop-prod'],
    ] as const)
      assert.equal((await read(record, from)).folder, '/work/shop');
  });
});
