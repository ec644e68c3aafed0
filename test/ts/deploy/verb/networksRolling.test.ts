import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import path from 'node:path';
import type {Host} from '../../../fakes/deploying.ts';
import {createRollingHost, type RollingHost} from '../../support/rollingHost.ts';

const site = (back: string, {proxy = 'default: '} = {}) => ({
  'docker-compose.yml': `
services:
  db:
    image: postgres:15
    networks: {default: , back: }
    volumes: ["data:/var/lib/postgresql/data"]
  migrate:
    build: .
    networks: {back: }
    depends_on: [db]
  web:
    build: .
    healthcheck: {test: ["CMD", "true"]}
    depends_on: {migrate: {condition: service_completed_successfully}}
  worker:
    build: .
    networks: {back: }
    healthcheck: {test: ["CMD", "true"]}
  proxy:
    image: nginx:1.31
    networks: {${proxy}}
    ports: ["8080:80"]
    volumes: ["./nginx:/etc/nginx/conf.d:ro"]
    depends_on: [web]
volumes: {data: }
networks: {back: {${back}}}
`,
  'nginx/site.conf': `# ${back}`,
});
const CHANGED = 'internal: true';

describe('a deploy that rolls beside a network that is made anew, in process', () => {
  let rolling: RollingHost;
  let host: Host;
  afterEach(() => host.remove());

  const given = async (...of: Parameters<typeof site>) => {
    rolling = await createRollingHost(site(...of));
    ({host} = rolling);
    const {ino} = statSync(path.join(host.folder, 'nginx'));
    const [proxy] = rolling.of('proxy');
    Object.assign(proxy?.program.commands ?? {}, {
      'stat -L -c %i /etc/nginx/conf.d': {prints: [String(ino)]},
    });
    host.engine.programs['worker'] = {health: {healthyAfterMs: 1_000}};
  };

  it('rolls and reloads what is not in it, and says of the others alone why they are not', async () => {
    await given('');
    await rolling.commit({...site(CHANGED), 'index.html': 'other'});
    const {steps} = await host.plan();
    assert.deepEqual(
      steps.map(({id}) => id),
      ['build', 'fill', 'unlink', 'start', 'roll web', 'rest', 'watch', 'clean'],
    );
    const [, , unlink, start, , rest] = steps;
    assert.match(unlink?.does ?? '', /^Stop db, worker, and remove the network/);
    assert.match(start?.does ?? '', /^Start migrate; restart db, worker, before the roll$/);
    assert.deepEqual(
      start?.notes,
      ['db', 'worker'].map(
        name => `${name} is not rolled: the network back is made anew, for which all in it end.`,
      ),
    );
    assert.equal(rest?.does, 'Reload proxy');
    const [web, proxy] = [rolling.ids('web'), rolling.ids('proxy')];
    const {changes = []} = await host.deploy();
    assert.ok(changes.some(line => line.startsWith('web: rolled')));
    assert.ok(changes.some(line => line.startsWith('proxy: reloaded')));
    assert.notDeepEqual(rolling.ids('web'), web);
    assert.deepEqual(rolling.ids('proxy'), proxy);
    assert.equal(
      host.engine.deaths.filter(({container}) => [...web, ...proxy].includes(container)).length,
      1,
      'of those outside the old web alone has ended, by its roll',
    );
  });

  it('rolls nothing that a proxy in it passes requests to', async () => {
    await given('', {proxy: 'default: , back: '});
    await rolling.commit({...site(CHANGED, {proxy: 'default: , back: '}), 'index.html': 'other'});
    const {steps} = await host.plan();
    assert.ok(
      steps
        .flatMap(({notes = []}) => notes)
        .includes(
          'web is not rolled: proxy, which passes requests to it, ends, for its network back is made anew.',
        ),
    );
    assert.ok(!steps.some(({id}) => id === 'roll web'));
    await host.deploy();
  });
});
