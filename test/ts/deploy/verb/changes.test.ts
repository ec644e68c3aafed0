import assert from 'node:assert/strict';
import path from 'node:path';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {deployPlan} from '../../../../ts-helpers/src/deploy/shown.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {committing} from '../../support/commits.ts';

const WEB = (more: string) => `
services:
  web:
    image: nginx:1.22
    ports: ["8080:80"]
    ${more}
  db: {image: 'postgres:15', volumes: ['data:/var/lib/postgresql/data']}
volumes: {data: }
`;

describe('what a deploy changes, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  let first: string;

  beforeEach(async () => {
    host = await createHost({...SITE, 'docker-compose.yml': WEB('environment: {KEY: s3cret}')});
    for (const image of ['nginx:1.22', 'nginx:1.31']) host.engine.registry.add(image);
    commit = committing(host);
    first = await commit();
    await host.deploy();
  });
  afterEach(() => host.remove());

  const change = (more: string) => commit({'docker-compose.yml': WEB(more)});

  it('is planned by service, with what of it is another, and no value', async () => {
    await change('environment: {KEY: an0ther, DEBUG: "1"}');
    const plan = await host.plan();
    assert.deepEqual(plan.services, [
      {
        service: 'web',
        does: 'recreated',
        changes: [
          {what: 'variable', name: 'DEBUG', how: 'new'},
          {what: 'variable', name: 'KEY', how: 'changed'},
        ],
      },
      {service: 'db', does: 'unchanged'},
    ]);
    const text = deployPlan(plan);
    assert.match(text, /^ {2}web: recreated \(variable DEBUG new; variable KEY changed\)$/m);
    assert.match(text, /^ {2}Unchanged: db$/m);
    assert.doesNotMatch(JSON.stringify(plan) + text, /s3cret|an0ther/);
  });

  it('says of what somebody has made by plain Compose that no deploy did', async () => {
    const files = ['docker-compose.yml', 'docker-compose.override.yml'];
    const project = {
      name: 'shop-stage',
      directory: host.folder,
      files: files.map(name => path.join(host.folder, name)),
    };
    await host.needs.compose.up(project, {services: ['db'], onLine: () => undefined});
    const plan = await host.plan();
    assert.deepEqual(plan.services.find(({service}) => service === 'db')?.isForeign, true);
    assert.match(
      deployPlan(plan),
      /^ {2}db: recreated \(it was made by something else than a deploy, docker compose by hand for one; this deploy makes it anew\)$/m,
    );
  });

  it('stands in the log before anything is done, and in the result, with how long it was away', async () => {
    await change('environment: {KEY: s3cret}\n    command: sleep 9');
    const {changes} = await host.deploy();
    assert.deepEqual(changes, ['web: recreated (command new)', 'Unchanged: db', 'web was away for 0.0 s']);
    const lines = host.voice.lines().join('\n');
    assert.ok(
      lines.indexOf('web: to be recreated (command new)') < lines.lastIndexOf('Bring the files of'),
      lines,
    );
    assert.ok(
      lines.indexOf('web: recreated (command new)') > lines.lastIndexOf('Wait until all are healthy'),
      lines,
    );
    await change('environment: {KEY: s3cret}');
    const planned = await host.plan();
    assert.equal(planned.services[0]?.awayLast, 0);
    assert.match(deployPlan(planned), /web: recreated \(command gone\); away for 0 s the last time/);
  });

  it('goes with the failure of a deploy, as it was planned', async () => {
    await change('environment: {KEY: an0ther}');
    host.engine.programOf = service => (service === 'web' ? {exits: 1} : undefined);
    const error: unknown = await host.deploy().catch((thrown: unknown) => thrown);
    assert.ok(error instanceof UserError);
    assert.deepEqual(error.leaves.planned, ['web: recreated (variable KEY changed)', 'Unchanged: db']);
  });

  it('says of a release that came back for how long it was away, which is no measure for the next', async () => {
    await change('environment: {KEY: an0ther}');
    const isFirst = () => host.engine.containers.every(({state}) => state !== 'exited');
    host.engine.programOf = service =>
      service === 'web' && isFirst() ? {exits: 1, afterMs: 500} : undefined;
    await assert.rejects(host.deploy(), {code: 'SERVICE_EXITED'});
    assert.match(host.voice.lines().join('\n'), /^web was away for 0\.[5-9] s$/m);
    assert.equal((await host.plan()).services[0]?.awayLast, undefined);
  });

  it('is nothing where nothing changed: no container is another, and it says so', async () => {
    const ids = () => host.engine.containers.map(({id}) => id);
    const before = ids();
    // Compose has nothing to do.
    host.engine.failing.set('compose up', new Error('asked'));
    const again = await host.deploy();
    const next = await commit({'README.md': 'more'});
    const other = await host.deploy();
    const said = [
      [`Nothing changed: shop-stage runs ${first} already`],
      [`Nothing changed from ${first} to ${next}: all services of shop-stage go on as they are`],
    ];
    assert.deepEqual([again.changes, other.changes], said);
    assert.deepEqual(ids(), before);
    for (const [text = ''] of said) assert.ok(host.voice.lines().includes(text), text);
  });

  it('is nothing where only what `docker compose watch` does is another', async () => {
    const ids = () => host.engine.containers.map(({id}) => id);
    const before = ids();
    for (const action of ['rebuild', 'restart']) {
      await change(`environment: {KEY: s3cret}\n    develop: {watch: [{path: ., action: ${action}}]}`);
      const {services} = await host.plan();
      assert.deepEqual([services[0]?.does, services[0]?.changes], ['unchanged', undefined]);
      await host.deploy();
      assert.deepEqual(ids(), before);
    }
  });

  it('is the image, where that is another under the same name, or has another name', async () => {
    await change('environment: {KEY: s3cret}\n    pull_policy: never');
    host.engine.images.set('nginx:1.22', {id: 'sha256:other', labels: {}});
    const changes = (await host.plan()).services[0]?.changes;
    assert.deepEqual(changes?.[0], {what: 'image', name: 'nginx:1.22', how: 'changed'});
    await commit({'docker-compose.yml': WEB('environment: {KEY: s3cret}').replace('1.22', '1.31')});
    assert.match(
      deployPlan(await host.plan()),
      /web: recreated \(image nginx:1\.22 to nginx:1\.31 changed\)/,
    );
  });

  it('tells what is new, and what goes', async () => {
    await commit({'docker-compose.yml': `${WEB('environment: {KEY: s3cret}')}`.replace('  db:', '  store:')});
    assert.deepEqual(
      (await host.plan()).services.map(({service, does}) => [service, does]),
      [
        ['web', 'unchanged'],
        ['store', 'created'],
        ['db', 'removed'],
      ],
    );
  });
});
