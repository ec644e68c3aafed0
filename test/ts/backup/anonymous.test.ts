import assert from 'node:assert/strict';
import {backupPlan} from '../../../ts-helpers/src/backup/shown.ts';
import {type BackupFacts, planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import type {ComposeService, ContainerMount} from '../../../ts-helpers/src/compose/model.ts';
import {container, facts as bare} from './support/facts.ts';

const AT = new Date('2026-11-27T14:26:52Z');
const DB: ComposeService = {image: 'postgres:15'};

/** Each service with the volumes without a name that its container has. */
const facts = (
  services: Record<string, ComposeService & {has?: readonly string[]}>,
  leave: string[] = [],
): BackupFacts => {
  const all = {db: {...DB, has: ['/var/lib/postgresql/data']}, ...services};
  const mounts = (service: string, has: readonly string[] = []): ContainerMount[] =>
    has.map(target => ({
      ...{type: 'volume', target, isWritable: true},
      source: Buffer.from(`${service}${target}`.padEnd(32, '.')).toString('hex').slice(0, 64),
    }));
  return {
    ...bare({services: all, leave}),
    containers: Object.entries(all).map(([service, {image = '', has}]) =>
      container(service, {image, mounts: mounts(service, has)}),
    ),
  };
};

const outOf = (given: BackupFacts): Record<string, string> =>
  Object.fromEntries(planBackup(given, AT).leftOut.map(({what, why}) => [what, why]));

describe('a volume without a name, in a backup', () => {
  it('is no data of its own where a server is dumped that has it', () => {
    assert.deepEqual(outOf(facts({})), {
      'the volume without a name at /var/lib/postgresql/data of db':
        'PostgreSQL of db keeps its files in it, and is dumped',
    });
  });

  it('that the compose files declare is an error, which says how it gets a name', () => {
    const volumes = [{type: 'volume', target: '/srv/data'}];
    const app = {image: 'busybox', has: ['/srv/data'], volumes};
    assert.throws(() => planBackup(facts({app}), AT), {
      code: 'NO_BACKUP_FOR',
      message: /the volume without a name at \/srv\/data of app: it goes with its container/,
      remedy: /`volumes: \[data:\/srv\/data\]` of app.*`backup: \{leave: \["app:\/srv\/data"\]\}`/,
    });
    for (const left of ['app', '/srv/data', 'app:/srv/data'])
      assert.match(
        outOf(facts({app}, [left]))['the volume without a name at /srv/data of app'] ?? '',
        /named in `backup: \{leave\}`/,
      );
  });

  it('that an image declares is left out, and doubted, but for what works in memory', () => {
    const blog = {image: 'wordpress', has: ['/var/www/html']};
    const plan = planBackup(facts({blog, cache: {image: 'redis:7', has: ['/data']}}), AT);
    assert.deepEqual(plan.doubtful, ['blog:/var/www/html']);
    const text = backupPlan(plan);
    assert.match(text, /out: the volume without a name at \/var\/www\/html of blog: it goes with/);
    assert.match(text, /out: the volume without a name at \/data of cache: .* works in memory/);
    assert.match(text, /VOLUME_UNNAMED: blog:\/var\/www\/html, which an image declares/);
  });

  it('is nobody’s where the service has the image of a database for its tools alone', () => {
    const given = facts({tools: {image: 'mariadb:10.11', has: ['/var/lib/mysql']}});
    const containers = given.containers.map(one =>
      one.service === 'tools' ? {...one, entrypoint: ['sleep', '86400'], command: []} : one,
    );
    const {doubtful, leftOut} = planBackup({...given, containers}, AT);
    assert.deepEqual(doubtful, []);
    assert.equal(leftOut.at(-1)?.why, 'is for a server that the service does not run');
  });

  it('that hides a part of what is mounted around it is nobody’s data', () => {
    const volumes = [
      {type: 'bind', source: '/deploys/shop-prod', target: '/app', read_only: true},
      {type: 'volume', target: '/app/node_modules'},
    ];
    const {'the volume without a name at /app/node_modules of web': why} = outOf(
      facts({web: {image: 'web', has: ['/app/node_modules'], volumes}}),
    );
    assert.equal(why, 'hides a part of what is mounted around it');
  });
});

describe('a folder whose path has a dollar', () => {
  it('is found where it is, and not as Compose writes it', () => {
    const source = '/srv/$$x';
    const web = {image: 'web', volumes: [{type: 'bind', source, target: '/h'}]};
    const {files} = planBackup({...facts({web}), own: {'/srv/$x': {is: 'own', paths: []}}}, AT);
    assert.deepEqual(
      files.map(one => [one.name, one.source]),
      [['/srv/$x', '/srv/$x']],
    );
  });
});
