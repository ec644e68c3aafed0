import assert from 'node:assert/strict';
import {readdir, readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {breakNew, CRASHES} from '../../support/breakNew.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';

describe('what is left of a deploy that fails, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  afterEach(() => host.remove());

  const given = async (files: Readonly<Record<string, string>> = SITE): Promise<string> => {
    host = await createHost(files);
    commit = committing(host);
    return commit();
  };
  const failing = (asked: DeployGiven = {}) => failureOf(host.deploy(asked));
  const state = (...names: string[]) => path.join(host.root, 'deploys/.countable/shop-stage', ...names);

  const ONCE = SITE['docker-compose.yml'].replace(
    'volumes: {data: }',
    `  migrate: {build: .}
  assets: {build: ., volumes: ["built:/built"]}
volumes: {data: , built: }
`,
  );

  it('runs nothing again that is done with its release, and again what wrote where others read', async () => {
    await given({
      ...SITE,
      'docker-compose.yml': ONCE,
      'dc.stage.yml': 'services: {web: {depends_on: {migrate: {condition: service_completed_successfully}}}}',
    });
    host.engine.programs['migrate'] = {exits: 0};
    host.engine.programs['assets'] = {exits: 0};
    await host.deploy();
    // In a return it does not know what is newer, as Alembic does not.
    const known = new Set([...host.engine.images.values()].map(({id}) => id));
    let isOver = false;
    const ran: string[] = [];
    host.engine.programOf = (service, {id}) => {
      if (!known.has(id)) return service === 'web' ? CRASHES : undefined;
      if (isOver) ran.push(service);
      return service === 'migrate' ? {exits: 1, prints: ['no such revision']} : undefined;
    };
    await commit({'index.html': 'broken'});
    const plan = await host.plan();
    assert.match(
      plan.steps.flatMap(({undo}) => undo.map(({does}) => does)).join(),
      /Bring \w+ back; migrate is not run again, assets runs again/,
    );
    isOver = true;
    const {leaves} = await failing();
    assert.match(
      leaves.undone ?? '',
      / is back in staging.* assets of \w+ ran again\. migrate of \w+ was not run again\./,
    );
    assert.deepEqual([ran.includes('assets'), ran.includes('migrate')], [true, false]);
    // And neither after the next failure, although it has no container now.
    await commit({'index.html': 'broken again'});
    assert.match((await failing()).leaves.undone ?? '', / migrate of \w+ was not run again\./);
  });

  it('keeps what the failed release logged, for its user alone, and that of failures before it, whose messages name it', async () => {
    await given();
    await host.deploy();
    await commit({'index.html': 'broken'});
    breakNew(host, {...CRASHES, prints: ['no such table', 'PASSWORD=s3cret-of-logs']});
    host.voice.hide('s3cret-of-logs');
    const first = await failing();
    const [file = ''] = await readdir(state('failed'));
    const text = await readFile(state('failed', file), 'utf8');
    assert.match(text, /failed by SERVICE_EXITED/);
    assert.match(text, /==> shop-stage-web-1, .*\nno such table/);
    assert.doesNotMatch(text, /s3cret/);
    assert.equal((await stat(state('failed', file))).mode & 0o777, 0o600);
    assert.equal((await stat(state('failed'))).mode & 0o777, 0o700);
    assert.deepEqual(first.evidence.remains, {log: state('failed', file)});
    assert.ok(first.leaves.undone?.endsWith(` logged is kept on that machine: ${state('failed', file)}`));
    const next = await commit({'index.html': 'broken again'});
    await failing();
    const files = await readdir(state('failed'));
    assert.deepEqual([files.length, files[0]], [2, file]);
    assert.ok(files[1]?.endsWith(`-${next}.log`));
  });

  it('drops that log with the releases of its time', async () => {
    await given({...SITE, 'countable.yml': 'releases: 1'});
    await host.deploy();
    await commit({'index.html': 'broken'});
    breakNew(host);
    await failing();
    delete host.engine.programOf;
    assert.equal((await readdir(state('failed'))).length, 1);
    await commit({'index.html': 'mended'});
    await host.deploy();
    assert.deepEqual(await readdir(state('failed')), []);
  });

  it('tells of containers that stay, where nothing is returned to', async () => {
    await given();
    await host.deploy();
    await rm(state('releases'), {recursive: true});
    await commit({'index.html': 'broken'});
    breakNew(host);
    assert.deepEqual((await failing()).evidence.remains, {project: 'shop-stage'});
  });

  it('touches nothing that ran under the name before anything was deployed', async () => {
    await given();
    host.engine.programs['web'] = CRASHES;
    await failing();
    // Somebody starts it by hand.
    host.engine.programs['web'] = {};
    const {compose} = host.needs;
    const project = {
      name: 'shop-stage',
      directory: host.workspace,
      files: [path.join(host.workspace, 'docker-compose.yml')],
    };
    await compose.build(project, {onLine: () => undefined});
    await compose.up(project, {onLine: () => undefined});
    await commit({'index.html': 'broken'});
    breakNew(host);
    await failing();
    assert.ok(host.engine.containers.some(({name}) => name === 'shop-stage-db-1'));
  });
});
