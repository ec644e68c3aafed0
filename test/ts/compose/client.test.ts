import assert from 'node:assert/strict';
import {isClientOf, runsOther} from '../../../ts-helpers/src/compose/client.ts';

interface Told {
  entrypoint?: string[];
  command?: string[];
  hasEnded?: boolean;
}

const USUAL = ['docker-entrypoint.sh'];

const runs = ({hasEnded = false, ...told}: Told): 'client' | 'other' | 'server' => {
  const container = {...told, state: hasEnded ? 'exited' : 'running', exitCode: 0, restartPolicy: 'no'};
  if (isClientOf(container)) return 'client';
  return runsOther(container) ? 'other' : 'server';
};

const shell = (text: string, ...more: string[]): Told => ({entrypoint: ['/bin/sh', '-c', text, ...more]});

describe('a container of an image of an engine', () => {
  it('is a client where all that its entrypoint starts are clients', () => {
    for (const one of [
      shell('while true; do pg_dump -h db -U postgres postgres > /out/$(date +%F).sql; sleep 3600; done'),
      shell(
        'set -e; until pg_isready -h db -U postgres >/dev/null 2>&1\ndo sleep 1; done; psql -h db -f /sql/1.sql && echo "done; postgres"',
      ),
      shell('for name in shop postgres; do pg_dump -h db $name > /out/$name.sql; done'),
      shell('PGPASSWORD=$$P pg_dump -h db shop | gzip > /out/shop.sql.gz'),
      shell('pg_dump -h db shop | gzip | aws s3 cp - s3://shop/1.gz'),
      {entrypoint: ['bash', '-ec', 'exec mariadb-dump -h db --all-databases > /out/all.sql']},
      {entrypoint: ['sh', '-c'], command: ['mongodump --host db; sleep 86400']},
      {entrypoint: ['/usr/bin/pg_dump', '-h', 'db', '-U', 'postgres', 'postgres']},
      {entrypoint: ['/wait-for-it.sh', 'db:5432', '--'], command: ['psql', '-h', 'db', '-f', '/1.sql']},
      {entrypoint: USUAL, command: ['sh', '-c', 'pg_dump -h db -U postgres shop > /out/shop.sql']},
    ])
      assert.equal(runs(one), 'client', JSON.stringify(one));
  });

  it('runs something else where it only sleeps', () => {
    for (const one of [
      {entrypoint: ['sleep', 'infinity']},
      shell('sleep 600'),
      {entrypoint: USUAL, command: ['sleep', '600']},
    ])
      assert.equal(runs(one), 'other', JSON.stringify(one));
  });

  it('may be a server wherever its entrypoint could start one', () => {
    for (const one of [
      {},
      {entrypoint: USUAL, command: ['postgres', '-c', 'fsync=off']},
      {entrypoint: ['/docker-entrypoint.sh'], command: ['mysqld']},
      {entrypoint: ['tini', '--', '/docker-entrypoint.sh'], command: ['mongod']},
      shell('until pg_isready -h other; do sleep 1; done; exec docker-entrypoint.sh "$@"', 'sh'),
      {...shell('pg_isready -h other; exec "$@"', 'sh'), command: ['postgres']},
      shell('postgres -D /data & until pg_isready; do sleep 1; done; psql -f /1.sql; wait'),
      shell('gosu postgres postgres & psql -c "select 1"'),
      shell('su postgres -c "pg_ctl start"; pg_isready'),
      shell('pg_dump -h db shop; . /start.sh'),
      shell('psql -h db; `cat /start`'),
      shell('psql -h db; $START'),
      shell('psql -h db -c "$(postgres --version)"'),
      {
        entrypoint: USUAL,
        command: [
          'sh',
          '-c',
          'docker-entrypoint.sh postgres & until pg_isready; do sleep 1; done; psql -f /1.sql; wait',
        ],
      },
      {entrypoint: USUAL, command: ['bash', '-c', 'mysqld & mysql -e "select 1"; wait']},
      shell('curl -s https://example.org/start | sh'),
      {entrypoint: ['/start-db.sh'], command: ['production']},
      {entrypoint: ['/start-db.sh']},
      {entrypoint: ['/migrate.sh'], hasEnded: true},
      {
        entrypoint: ['/opt/bitnami/scripts/postgresql/entrypoint.sh'],
        command: ['/opt/bitnami/scripts/postgresql/run.sh'],
      },
    ])
      assert.equal(runs(one), 'server', JSON.stringify(one));
  });
});
