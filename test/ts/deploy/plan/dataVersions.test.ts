import assert from 'node:assert/strict';
import type {Container} from '../../../../ts-helpers/src/compose/model.ts';
import {before, FOLDER, mounting, refusal, said, volume, wanted} from '../../support/dataAtRisk.ts';

describe('a deploy of another database to the data of one', () => {
  it('is none where another major version would meet the data', () => {
    const of = (image: string, had: Partial<Container>) => said(wanted({image}), before(had));
    assert.equal(
      of('postgres:16', {}),
      'db would come up with PostgreSQL 16 on the data of 15: it does not start on them, and leaves them as they are.',
    );
    assert.match(
      of('postgres:14', {}),
      /PostgreSQL 14 on the data of 15: no version is made to read what a newer one/,
    );
    const had = (image: string) => ({image, variables: {}});
    assert.match(of('mysql:8.0', had('mysql:5.7')), /MySQL 8\.0 on the data of 5\.7: it converts them/);
    assert.match(of('mysql:8', had('mysql:5.7')), /MySQL 8 on the data of 5\.7/);
    assert.match(of('mariadb:11', had('mariadb:10.11')), /MariaDB 11 on the data of 10\.11/);
    assert.match(
      of('mongo:7', had('mongo:6')),
      /MongoDB 7 on the data of 6: it starts on those of the version right before/,
    );
    assert.match(of('redis:8-alpine', had('redis:7')), /Redis 8 on the data of 7: it reads them/);
    assert.match(of('redis:6', had('redis:7')), /Redis 6 on the data of 7: no version/);
    assert.match(of('elasticsearch:8.1.0', had('elasticsearch:7.17.0')), /Elasticsearch 8 on the data of 7/);
    assert.equal(of('mysql:8.0.36', had('mysql:8.0')), 'goes');
    assert.equal(of('postgis/postgis:15-3.4', {}), 'goes');
  });

  it('says of each engine how to have a copy first', () => {
    const remedy = (image: string, had: string) =>
      refusal({model: wanted({image}), containers: [before({image: had, variables: {}})]})?.remedy ?? '';
    assert.match(
      remedy('postgres:16', 'postgres:15'),
      /^Dump its data: `docker exec shop-2-stage-db-1 sh -c 'pg_dumpall -U "\$\{POSTGRES_USER:-postgres\}"' > db\.dump`\. Then give it a volume of its own/,
    );
    assert.match(
      remedy('mysql:8.0', 'mysql:5.7'),
      /^Have a copy of its data first: `docker exec .*mysqldump .* leave none out\./,
    );
    assert.match(remedy('mysql:5.7', 'mysql:8.0'), /^Dump its data: .*mysqldump/);
    assert.match(remedy('mongo:7', 'mongo:6'), /mongodump --archive/);
    assert.match(
      remedy('redis:8', 'redis:7'),
      /docker stop shop-2-stage-db-1 && docker cp shop-2-stage-db-1:\/var/,
    );
    assert.match(remedy('mysql:8.0', 'mariadb:11'), /^Dump its data: .*mariadb-dump/);
  });

  it('knows the version of what runs from itself, also where its image is called by the name of a release', () => {
    const kept = before({image: 'shop-2-stage-db:c0ffee123456'});
    assert.equal(said(wanted(), kept), 'goes');
    assert.match(said(wanted({image: 'postgres:16'}), kept), /PostgreSQL 16 on the data of 15/);
    assert.match(
      said(wanted({image: 'postgres:16'}), before({image: 'postgres:latest'})),
      /16 on the data of 15/,
    );
  });

  it('is none where the new image does not say its version, and is another', () => {
    assert.equal(
      said(wanted({image: 'postgres'})),
      'db would come up with postgres, which does not say which version of PostgreSQL it is, on the data of 15.',
    );
    const exact = before({image: 'mysql:8.0', variables: {MYSQL_MAJOR: '8.0'}});
    assert.match(said(wanted({image: 'mysql:8'}), exact), /mysql:8, which does not say/);
    assert.equal(said(wanted({image: 'postgres'}), before({image: 'postgres'})), 'goes');
    assert.equal(said(wanted({image: 'postgres:15'}), before({image: 'postgres', variables: {}})), 'goes');
  });

  it('is none where another engine would meet the data, and goes where nobody knows what is built', () => {
    assert.match(said(wanted({image: 'mysql:8.0'})), /MySQL on the data of PostgreSQL/);
    assert.equal(said(wanted({image: 'acme/db:3'})), 'goes');
    assert.equal(said(wanted({image: 'postgres:16', build: {context: '.'}})), 'goes');
  });

  it('is told of the volume alone where the new version gets one of its own', () => {
    assert.match(
      said(wanted({image: 'postgres:16', ...mounting('db2')})),
      /^db would come up with the volume shop_db2/,
    );
  });

  it('is none where the data would lie in another folder of the same volume', () => {
    const inside = `${FOLDER}/pgdata`;
    assert.match(said(wanted({environment: {PGDATA: inside}})), /with its data in .*\/pgdata instead of/);
    const had = before({variables: {PG_MAJOR: '15', PGDATA: inside}});
    assert.match(said(wanted(), had), new RegExp(`with its data in ${FOLDER} instead of ${inside}`));
    assert.equal(said(wanted({environment: {PGDATA: inside}}), had), 'goes');
    const mysql = before({image: 'mysql:8.0', variables: {}, command: ['mysqld', '--datadir=/x']});
    assert.match(said(wanted({image: 'mysql:8.0'}), mysql), /its data in the usual folder instead of \/x/);
    assert.equal(said(wanted({image: 'mysql:8.0', command: ['--datadir=/x']}), mysql), 'goes');
  });

  it('goes for what has the image for its client alone, and does not with data of its own', () => {
    const anonymous = {mounts: [volume('a1'.repeat(32))]};
    const client = (some: Partial<Container>) =>
      said(wanted({image: 'postgres:16', volumes: []}), before({...anonymous, ...some}));
    assert.equal(client({command: ['psql', '-h', 'db', '-U', 'postgres']}), 'goes');
    assert.equal(
      client({command: ['sh', '-c', 'until pg_isready -h db; do sleep 1; done; sleep 600']}),
      'goes',
    );
    const ended = {state: 'exited', exitCode: 0, restartPolicy: 'no'};
    assert.equal(client({...ended, command: ['sh', '-c', './migrate.sh']}), 'goes');
    for (const command of [['postgres'], ['-c', 'fsync=off'], ['docker-entrypoint.sh', 'postgres']])
      assert.match(client({...ended, command}), /PostgreSQL 16 on the data of 15/);
    assert.match(client({command: ['sh', '-c', './serve.sh']}), /PostgreSQL 16 on the data of 15/);
    assert.match(
      client({command: ['psql'], mounts: [volume('shop_db')]}),
      /without the volume shop_db/,
      'a volume with a name is meant to stay, whoever has it',
    );
  });
});
