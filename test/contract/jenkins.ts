import assert from 'node:assert/strict';
import type {Jenkins} from '../../ts-helpers/src/jenkins/service.ts';
import type {FoundItem} from '../../ts-helpers/src/jenkins/plan.ts';
import {type JenkinsItem, ownedValues} from '../../ts-helpers/src/jenkins/plan/items.ts';

/** What every Jenkins does with what it is given; it has nothing to begin with. The tests build on one another. */
export const jenkinsContract = (open: () => Promise<Jenkins>): void => {
  let jenkins: Jenkins;
  const source = {remote: 'git@git.example.org:team/shop.git', credential: undefined};
  const folder: JenkinsItem = {kind: 'folder', path: ['team']};
  const job: JenkinsItem = {kind: 'multibranch', path: ['team', 'shop'], source};
  before(async () => {
    jenkins = await open();
  });

  /** What else the item has in Jenkins is its own. */
  const assertOwned = (found: FoundItem | undefined, item: JenkinsItem) => {
    for (const [name, value] of Object.entries(ownedValues(item)))
      assert.equal(found?.values[name], value, name);
  };

  it('knows nothing of an item that is not there', async () => {
    assert.equal(await jenkins.item(['team']), undefined);
  });

  it('makes folders and jobs, and tells them as they were made', async () => {
    for (const item of [folder, job]) await jenkins.create(item);
    for (const item of [folder, job]) {
      const found = await jenkins.item(item.path);
      assert.equal(found?.kind, item.kind);
      assertOwned(found, item);
    }
  });

  it('lists folders with what is in them', async () => {
    const inside = [{name: 'shop', isMultibranch: true, inside: []}];
    assert.deepEqual(await jenkins.tree(), [{name: 'team', isMultibranch: false, inside}]);
  });

  it('refuses a second one of a name', async () => {
    await assert.rejects(jenkins.create(job), {code: 'JENKINS_REFUSED'});
  });

  it('brings one back', async () => {
    const moved = {...job, source: {...source, remote: 'git@git.example.org:team/store.git'}};
    await jenkins.repair(moved);
    assertOwned(await jenkins.item(job.path), moved);
  });

  it('keeps credentials, and tells their names alone', async () => {
    const needed = {
      id: 'slack-token',
      for: 'x',
      scopes: 'x',
      isProduction: false,
      kind: 'secret text',
    } as const;
    assert.deepEqual(await jenkins.credentials(''), []);
    await jenkins.putCredential('', needed, Buffer.from('one'));
    await jenkins.putCredential('', needed, Buffer.from('two'));
    assert.deepEqual(await jenkins.credentials(''), [{id: 'slack-token', folder: ''}]);
    assert.deepEqual(await jenkins.credentials('team'), []);
  });
};
