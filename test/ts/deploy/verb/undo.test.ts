import assert from 'node:assert/strict';
import {readdir, readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {breakNew, CRASHES} from '../../support/breakNew.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';

const BACK = 'is back in staging, and answers; web was away for [1-3]\\.\\d s\\.';

describe('a deploy that fails, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  afterEach(() => host.remove());

  const given = async (files: Readonly<Record<string, string>> = SITE): Promise<string> => {
    host = await createHost(files);
    commit = committing(host);
    return commit();
  };
  const failing = (asked: DeployGiven = {}) => failureOf(host.deploy(asked));
  /** The file has the time in its name. */
  const withoutLog = (undone = '') => undone.replace(/ What \w+ logged is kept on that machine: \S+$/, '');
  const containers = () =>
    Object.fromEntries(
      host.engine.containers.map(({name, labels, state, imageId}) => [
        name.replace('shop-stage-', ''),
        [labels['ca.countable.version'], state, imageId],
      ]),
    );
  const state = (...names: string[]) => path.join(host.root, 'deploys/.countable/shop-stage', ...names);

  it('brings the last release back: its files, its images, its containers', async () => {
    const first = await given();
    await host.deploy();
    const before = containers();
    const images = [...host.engine.images];
    await commit({'index.html': 'broken', 'new.txt': 'new', 'dc.stage.yml': 'services: {}'});
    breakNew(host);
    const {code, leaves} = await failing();
    assert.equal(code, 'SERVICE_EXITED');
    assert.match(withoutLog(leaves.undone), new RegExp(`^${first} ${BACK}$`));
    assert.equal(await readFile(path.join(host.folder, 'index.html'), 'utf8'), SITE['index.html']);
    await assert.rejects(stat(path.join(host.folder, 'new.txt')));
    assert.deepEqual(containers(), before);
    assert.deepEqual([...host.engine.images].sort(), images.sort(), 'no image of the other is left');
    await assert.rejects(stat(state('journal.json')));
  });

  it('leaves alone what the failed release did not touch', async () => {
    await given();
    await host.deploy();
    const db = host.engine.containers.find(({name}) => name === 'shop-stage-db-1')?.id;
    await commit({'index.html': 'broken'});
    breakNew(host);
    await failing();
    assert.equal(host.engine.containers.find(({name}) => name === 'shop-stage-db-1')?.id, db);
  });

  it('brings back services that the failed release no longer had, and removes those that it brought', async () => {
    await given({...SITE, 'dc.stage.yml': 'services: {worker: {build: .}}'});
    await host.deploy();
    await commit({'dc.stage.yml': 'services: {queue: {image: "postgres:15"}}', 'index.html': 'broken'});
    breakNew(host);
    await failing();
    assert.deepEqual(Object.keys(containers()).sort(), ['db-1', 'web-1', 'worker-1']);
    assert.ok(Object.values(containers()).every(([, state]) => state === 'running'));
  });

  it('brings the secrets of the last release back, and hides them', async () => {
    const stage = 'services: {web: {environment: {PASSWORD: "$PASSWORD"}}}';
    await given({...SITE, 'dc.stage.yml': stage});
    await host.put({'a.env': 'PASSWORD=s3cret-of-before\n', 'b.env': 'PASSWORD=s3cret-of-after\n'});
    await host.deploy({secretFile: path.join(host.root, 'a.env')});
    await commit({'index.html': 'broken'});
    breakNew(host);
    await failing({secretFile: path.join(host.root, 'b.env')});
    assert.equal(await readFile(path.join(host.folder, '.env'), 'utf8'), 'PASSWORD=s3cret-of-before\n');
    const {variables} = host.engine.containers.find(({name}) => name === 'shop-stage-web-1') ?? {};
    assert.deepEqual(variables, {PASSWORD: 's3cret-of-before'});
    const modes = (await readdir(state('releases'))).map(
      async name => (await stat(state('releases', name))).mode,
    );
    for (const mode of await Promise.all([stat(state('releases')).then(({mode}) => mode), ...modes]))
      assert.equal(mode & 0o077, 0, 'nobody else reads what is kept');
  });

  it('gives an image that was pulled anew the one of before, and leaves its name to others', async () => {
    await given();
    await host.deploy();
    const id = host.engine.images.get('postgres:15')?.id ?? '';
    const newer = {id: 'sha256:newer', labels: {}};
    host.engine.images.set('postgres:15', newer);
    await commit({'index.html': 'broken'});
    breakNew(host);
    await failing();
    assert.deepEqual(host.engine.images.get('postgres:15'), newer);
    const db = host.engine.containers.find(({name}) => name === 'shop-stage-db-1');
    assert.deepEqual([db?.imageId, db?.state], [id, 'running']);
  });

  it('says what ran to its end, for nobody takes that back', async () => {
    const migrate = '  migrate: {build: ., restart: "no"}\n';
    const first = await given({
      ...SITE,
      'docker-compose.yml': SITE['docker-compose.yml'].replace(
        'volumes: {data: }',
        migrate + 'volumes: {data: }',
      ),
    });
    host.engine.programs['migrate'] = {exits: 0};
    await host.deploy();
    const next = await commit({'index.html': 'broken'});
    const known = new Set([...host.engine.images.values()].map(({id}) => id));
    host.engine.programOf = (service, {id}) => (service === 'web' && !known.has(id) ? CRASHES : undefined);
    const {leaves} = await failing();
    assert.match(
      withoutLog(leaves.undone),
      new RegExp(
        `^${first} ${BACK} migrate of ${next} had run to its end before: what it did to data is not undone\\. migrate of ${first} was not run again\\.$`,
      ),
    );
  });

  it('leaves nothing of a first release that fails but its volumes', async () => {
    const first = await given();
    host.engine.programs['web'] = CRASHES;
    const {code, leaves} = await failing();
    assert.equal(code, 'SERVICE_EXITED');
    assert.equal(
      withoutLog(leaves.undone),
      `Nothing of ${first} is left running in staging; its volumes stay.`,
    );
    assert.deepEqual(host.engine.containers, []);
    assert.deepEqual([...host.engine.images.keys()], ['postgres:15']);
    assert.deepEqual(
      host.engine.things.map(({kind}) => kind),
      ['volume'],
    );
    assert.deepEqual(await readdir(host.folder), []);
  });

  it('returns nowhere where the last release is not kept', async () => {
    await given();
    await host.deploy();
    await rm(state('releases'), {recursive: true});
    await commit({'index.html': 'broken'});
    breakNew(host);
    const {leaves} = await failing();
    assert.equal(leaves.undone, undefined);
    assert.ok('web-1' in containers());
  });

  it('undoes nothing when it is stopped by hand: the next deploy goes on from there', async () => {
    await given();
    await host.deploy();
    const next = await commit({'index.html': 'other'});
    host.engine.failing.set('compose up', new UserError('INTERRUPTED', 'It was stopped.'));
    const {code, leaves} = await failing();
    assert.equal(code, 'INTERRUPTED');
    assert.match(
      leaves.left ?? '',
      /As before run db, web\. Live before was \w+\. The next deploy goes on from there\.$/,
    );
    assert.ok(host.voice.said.some(({as, text}) => as === 'warn' && text === leaves.left));
    assert.doesNotMatch(host.voice.lines().join('\n'), /The deploy failed/);
    assert.ok(host.engine.images.has(`shop-stage-web:${next}`));
  });

  it('undoes what took too long', async () => {
    const first = await given();
    await host.deploy();
    await commit({'index.html': 'other'});
    let calls = 0;
    const failingUp = host.engine.failing;
    const get = failingUp.get.bind(failingUp);
    failingUp.get = (question: string) =>
      question === 'compose up' && calls++ === 0
        ? new UserError('TIME_LIMIT', 'It took too long.')
        : get(question);
    const {code, leaves} = await failing();
    assert.equal(code, 'TIME_LIMIT');
    assert.equal(withoutLog(leaves.undone), `${first} is back in staging, and answers.`);
  });
});
