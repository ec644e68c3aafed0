import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import {inDeployFolder} from '../../../ts-helpers/src/cli/operated.ts';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import type {World} from '../../../ts-helpers/src/run/world.ts';

describe('what operators chose', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'countable-operated-'));
  });
  afterEach(() => {
    rmSync(home, {recursive: true});
  });

  const workspaceOf = async (operation: object | undefined, ...more: string[]) => {
    const facts = path.join(home, 'facts.json');
    writeFileSync(facts, JSON.stringify({operation}));
    const world = {variables: {}, folder: home, home} as unknown as World;
    const {given} = await inDeployFolder(await parse(['releases', '--facts', facts, ...more]), world);
    return given.workspace;
  };
  const deployed = (project: string, environment: string, instance?: string) => ({
    deployed: {project, environment, ...(instance !== undefined && {instance})},
  });

  it('is done in the folder of the deploy', async () => {
    for (const name of ['shop-2-prod', 'shop-berlin-stage'])
      mkdirSync(path.join(home, 'countable', name), {recursive: true});
    assert.equal(await workspaceOf(deployed('Shop.2', 'prod')), path.join(home, 'countable/shop-2-prod'));
    assert.equal(
      await workspaceOf(deployed('shop', 'stage', 'berlin')),
      path.join(home, 'countable/shop-berlin-stage'),
    );
  });

  it('is done in the workspace where it is about no deploy, or one is named', async () => {
    assert.equal(await workspaceOf(undefined), undefined);
    assert.equal(await workspaceOf({}), undefined);
    assert.equal(await workspaceOf(deployed('shop', 'prod'), '--workspace', '/shop'), '/shop');
  });

  it('is refused where nothing was deployed, with the name of the host', () =>
    assert.rejects(workspaceOf(deployed('shop', 'prod')), {
      code: 'UNKNOWN_ENVIRONMENT',
      message: `Nothing was deployed on ${hostname()} as shop to prod.`,
      where: path.join(home, 'countable/shop-prod'),
    }));

  it('leads out of the folder of deploys in no case', async () => {
    await assert.rejects(workspaceOf(deployed('../etc', 'prod')), {code: 'UNSAFE_NAME'});
    await assert.rejects(workspaceOf(deployed('shop', '../../etc')), {code: 'BAD_ARGUMENT'});
    await assert.rejects(workspaceOf(deployed('shop', 'prod', '..')), {code: 'UNSAFE_NAME'});
  });
});
