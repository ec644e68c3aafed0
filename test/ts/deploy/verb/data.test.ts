import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';

const JENKINS = {
  jobName: 'shop/develop',
  buildNumber: 12,
  branchName: 'develop',
  buildUrl: 'https://ci.example.org/12/',
};
const compose = (text: string) => ({'docker-compose.yml': text});
const SITE_FILE = SITE['docker-compose.yml'];
const ON_ANOTHER = SITE_FILE.replace('["data:', '["more:').replace('{data: }', '{more: }');

describe('a deploy that changes what a database has, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  afterEach(() => host.remove());

  const deployed = async (files: Readonly<Record<string, string>> = SITE) => {
    host = await createHost(files);
    host.engine.registry.add('postgres:16');
    commit = committing(host);
    await commit();
    await host.deploy();
  };
  const has = (service: string) => {
    const found = host.engine.containers.find(({name}) => name === `shop-stage-${service}-1`);
    return `${found?.image} ${found?.mounts.map(({source}) => source).join(' ')}`;
  };
  const ids = () => host.engine.containers.map(({id}) => id);
  const change = async (files: Readonly<Record<string, string>>, given: DeployGiven = {}) => {
    await commit(files);
    return host.deploy(given);
  };

  it('is refused before anything is touched, and so is its plan', async () => {
    await deployed();
    const before = ids();
    await commit(compose(ON_ANOTHER));
    for (const work of [host.deploy(), host.plan()]) {
      const {code, message, where} = await failureOf(work);
      assert.deepEqual([code, where], ['DATA_AT_RISK', 'docker-compose.yml:9']);
      assert.match(message, /^db would come up with the volume shop-stage_more at/);
    }
    assert.deepEqual(ids(), before);
    assert.equal(host.locks.held.size, 0);
  });

  it('is refused for another major version, by the line of the image', async () => {
    await deployed();
    const {code, where} = await failureOf(change(compose(SITE_FILE.replace('postgres:15', 'postgres:16'))));
    assert.deepEqual([code, where], ['DATA_AT_RISK', 'docker-compose.yml:8']);
    assert.equal(has('db'), 'postgres:15 shop-stage_data');
  });

  it('goes where it is asked for, and is not asked for again', async () => {
    await deployed();
    await change(compose(ON_ANOTHER), {recreates: ['db']});
    assert.equal(has('db'), 'postgres:15 shop-stage_more');
    assert.ok(
      host.engine.things.some(({name}) => name === 'shop-stage_data'),
      'the old volume stays',
    );
    await change({'index.html': 'new'});
    assert.equal(has('db'), 'postgres:15 shop-stage_more');
  });

  it('does not hinder the return to the release before, where the new one fails after it was asked for', async () => {
    await deployed();
    const known = new Set([...host.engine.images.values()].map(({id}) => id));
    host.engine.programOf = (service, {id}) =>
      service === 'web' && !known.has(id) ? {exits: 1, afterMs: 500} : undefined;
    const work = change({...compose(ON_ANOTHER), 'index.html': 'broken'}, {recreates: ['db']});
    const {code, leaves} = await failureOf(work);
    assert.equal(code, 'SERVICE_EXITED');
    assert.match(
      leaves.undone ?? '',
      /is back in staging, and answers; .* was away for [\d.]+ s, db for [\d.]+ s\./,
    );
    assert.equal(has('db'), 'postgres:15 shop-stage_data');
  });

  it('is no return by hand either, unless it is asked for', async () => {
    await deployed();
    await change(compose(ON_ANOTHER), {recreates: ['db']});
    for (const work of [() => host.rollback(), () => host.planRollback()]) {
      const {code, remedy} = await failureOf(work());
      assert.equal(code, 'DATA_AT_RISK');
      assert.match(remedy, /countable rollback stage --to \w+ --recreate db$/);
    }
    await host.rollback(undefined, {recreates: ['db']});
    assert.equal(has('db'), 'postgres:15 shop-stage_data');
  });

  it('knows uploads from files that a release brings', async () => {
    const mounting = (folders: string) => compose(`services: {web: {build: ., volumes: [${folders}]}}`);
    await deployed({
      ...SITE,
      ...mounting('"./media:/media", "./conf:/conf"'),
      'conf/a': 'a',
      'media/.gitkeep': '',
    });
    await change(mounting('"./media:/media"'));
    await change(mounting(''));
    await change(mounting('"./media:/media"'));
    await mkdir(path.join(host.folder, 'media'), {recursive: true});
    await writeFile(path.join(host.folder, 'media/cat.png'), 'meow');
    const {message} = await failureOf(change(mounting('')));
    assert.match(
      message,
      /^web would come up without the folder .*\/shop-stage\/media, which it has at \/media/,
    );
  });

  it('has to be asked for by hand, of a service that there is', async () => {
    await deployed();
    const {code, where, remedy} = await failureOf(
      host.deploy({recreates: ['db'], facts: {jenkins: JENKINS as never}}),
    );
    assert.deepEqual([code, where], ['BAD_ARGUMENT', '--recreate']);
    assert.match(remedy, /: countable deploy stage --recreate db$/);
    const back = await failureOf(
      host.rollback('c0ffee1', {recreates: ['db'], facts: {jenkins: JENKINS as never}}),
    );
    assert.equal(back.code, 'BAD_ARGUMENT');
    assert.match(back.remedy, /: countable rollback stage --to c0ffee1 --recreate db$/);
    const unknown = await failureOf(host.deploy({recreates: ['bd']}));
    assert.equal(unknown.code, 'BAD_ARGUMENT');
    assert.equal(unknown.remedy, 'Did you mean db?');
  });
});
