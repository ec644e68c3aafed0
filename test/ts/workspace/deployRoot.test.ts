import assert from 'node:assert/strict';
import {symlink} from 'node:fs/promises';
import path from 'node:path';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {readProject} from '../../../ts-helpers/src/workspace/open.ts';

describe('the folder of the deploys', () => {
  let machine: Machine;
  const given = async (files: Readonly<Record<string, string>> = {}) => {
    machine = await createMachine(files);
    return machine.workspace;
  };
  afterEach(() => machine.remove());
  const read = (variables = {}, options = {}, project?: string) =>
    readProject(
      {workspace: machine.workspace, facts: undefined, project},
      {
        variables,
        folder: machine.root,
        home: path.join(machine.root, 'home'),
        voice: machine.voice,
        signal: new AbortController().signal,
      },
      {options},
    );

  it('is told from the root or from home, and from nowhere else', async () => {
    await given();
    for (const root of ['deploys', './deploys', '../deploys', '~ada/deploys']) {
      await machine.write({'countable.yml': `name: shop\ndeployRoot: ${root}\n`});
      await assert.rejects(read(), {
        code: 'BAD_SETTING',
        message: 'deployRoot: must be an absolute path, or begin with ~/.',
        where: 'countable.yml:2:1',
      });
    }
  });

  it('may lie anywhere for who names another project, of which the folder says nothing', async () => {
    await given({'countable.yml': 'name: shop\nbackup: none\n'});
    const root = {COUNTABLE_DEPLOY_ROOT: 'shop/deploys', COUNTABLE_BACKUP_BUCKET: 'backups'};
    assert.notEqual((await read(root, {}, 'blog')).settings.backup, 'none');
    assert.equal((await read(root, {}, 'shop')).settings.backup, 'none');
    assert.equal((await read(root, {}, 'shop/berlin')).settings.backup, 'none');
  });

  it('does not lie in the project, whoever says so', async () => {
    const workspace = await given({'countable.yml': 'name: shop\n'});
    const inside = path.join(workspace, 'deploys');
    await assert.rejects(read({COUNTABLE_DEPLOY_ROOT: 'shop/deploys'}), {
      code: 'BAD_ARGUMENT',
      where: 'COUNTABLE_DEPLOY_ROOT',
      message: `The folder of the deploys, ${inside}, lies within the project, ${workspace}: each deploy would be part of the next.`,
      remedy: 'Correct COUNTABLE_DEPLOY_ROOT: it names a folder outside of the project, like ~/countable.',
    });
    await assert.rejects(read({}, {deployRoot: inside}), {
      code: 'BAD_SETTING',
      where: 'countablePipeline(deployRoot: …)',
    });
    const file = path.join(machine.root, 'org.yml');
    await machine.put({'org.yml': `timeouts: {test: 5}\ndeployRoot: ${inside}\n`});
    await assert.rejects(read({COUNTABLE_CONFIG: file}), {code: 'BAD_SETTING', where: `${file}:2:1`});
    for (const root of [inside, workspace, `${workspace}/a/../b/c`]) {
      await machine.write({'countable.yml': `name: shop\ndeployRoot: ${root}\n`});
      await assert.rejects(read(), {
        code: 'BAD_SETTING',
        where: 'countable.yml:2:1',
        remedy: /`deployRoot:`/,
      });
    }
  });

  it('does not lie in the project by way of a link or of home', async () => {
    const workspace = await given({'a/b': ''});
    await symlink(path.join(workspace, 'a'), path.join(machine.root, 'link'));
    const refusal = {code: 'BAD_SETTING', where: 'countable.yml:1:1'};
    await machine.write({'countable.yml': `deployRoot: ${machine.root}/link/not/yet\n`});
    await assert.rejects(read(), refusal);
    await symlink(workspace, path.join(machine.root, 'home'));
    await machine.write({'countable.yml': 'deployRoot: ~/deploys\n'});
    await assert.rejects(read(), refusal);
  });

  it('may lie beside the project, or above it', async () => {
    const workspace = await given();
    for (const root of [`${workspace}-deploys`, machine.root, '/', '~', '~/deploys']) {
      await machine.write({'countable.yml': `deployRoot: "${root}"\n`});
      assert.equal((await read()).settings.deployRoot, root);
    }
  });
});
