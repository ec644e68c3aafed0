import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {deployedHere} from '../../../ts-helpers/src/backup/work.ts';
import type {World} from '../../../ts-helpers/src/run/world.ts';
import {deployedName} from '../../../ts-helpers/src/workspace/deployedName.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';

describe('a project of this host by its name', () => {
  let machine: Machine;
  before(async () => {
    machine = await createMachine({'countable.yml': 'name: blog\nbackup: none\n'});
    for (const name of ['shop-prod', 'shop-berlin-stage'])
      mkdirSync(path.join(machine.root, 'deploys', name), {recursive: true});
  });
  after(() => machine.remove());
  const found = async (name: string, environment: string) => {
    const world = {
      variables: {
        COUNTABLE_DEPLOY_ROOT: path.join(machine.root, 'deploys'),
        COUNTABLE_BACKUP_BUCKET: 'backups',
      },
      ...{
        folder: machine.root,
        home: machine.root,
        voice: machine.voice,
        signal: new AbortController().signal,
      },
    } as unknown as World;
    const given = {workspace: machine.workspace, facts: undefined, project: name};
    const {project} = await deployedHere(name, environment, {given, world});
    return [project.build.project, project.settings.instance, deployedName(project, environment)];
  };

  it('is found where it was deployed, an instance as well', async () => {
    assert.deepEqual(await found('shop', 'prod'), ['shop', undefined, 'shop-prod']);
    assert.deepEqual(await found('shop/berlin', 'stage'), ['shop', 'berlin', 'shop-berlin-stage']);
  });

  it('is none where nothing was deployed as that', async () => {
    await assert.rejects(found('shop/berlin', 'prod'), {
      code: 'BACKUP_NOTHING_RUNS',
      message: 'Nothing was deployed here as shop/berlin to prod.',
    });
    for (const name of ['../shop', 'shop/', 'shop/../x', '/shop', 'shop/a/b'])
      await assert.rejects(found(name, 'prod'), {code: 'UNSAFE_NAME', where: '<project>'}, name);
  });
});
