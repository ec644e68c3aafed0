import assert from 'node:assert/strict';
import type {ComposeModel, ComposeService, Container} from '../../../../ts-helpers/src/compose/model.ts';
import type {ComposeSource} from '../../../../ts-helpers/src/compose/source.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {type DeployFacts, planDeploy} from '../../../../ts-helpers/src/deploy/plan.ts';
import {facts, running} from '../../support/deployFacts.ts';

const FOLDER = '/var/lib/postgresql/data';
const ANONYMOUS = 'a1'.repeat(32);
const volume = (source: string, target = FOLDER) => ({type: 'volume', source, target, isWritable: true});
const bind = (source: string, target = FOLDER) => ({type: 'bind', source, target, isWritable: true});

const before = (some: Partial<Container> = {}): Container => ({
  ...running('db', {}),
  image: 'postgres:15',
  variables: {PG_MAJOR: '15', PGDATA: FOLDER},
  mounts: [volume('shop_db')],
  ...some,
});
const wanted = (some: Partial<ComposeService> = {}, more: Partial<ComposeModel> = {}): ComposeModel => ({
  name: 'shop',
  services: {
    db: {image: 'postgres:15', volumes: [{type: 'volume', source: 'db', target: FOLDER}], ...some},
    web: {image: 'busybox'},
  },
  volumes: {db: {name: 'shop_db'}, db2: {name: 'shop_db2'}},
  ...more,
});
const mounting = (source: string, target = FOLDER, type = 'volume') => ({volumes: [{type, source, target}]});

const refusal = (some: Partial<DeployFacts>): UserError | undefined => {
  try {
    planDeploy(facts(some));
    return undefined;
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.code, 'DATA_AT_RISK');
    assert.equal(error.exitCode, 4);
    return error;
  }
};
const said = (model: ComposeModel, container = before(), more: Partial<DeployFacts> = {}): string =>
  refusal({model, containers: [container], ...more})?.message ?? 'goes';

describe('a deploy to services with data', () => {
  it('goes where they find what they had, in whatever else they change', () => {
    for (const model of [
      wanted(),
      wanted({image: 'postgres:15.6-alpine'}),
      wanted({environment: {PGDATA: FOLDER}}),
      wanted({...mounting('db', `${FOLDER}/`)}),
      wanted({
        volumes: [...(mounting('db').volumes ?? []), {type: 'bind', source: '/srv/x', target: '/backup'}],
      }),
    ])
      assert.equal(said(model), 'goes');
  });

  it('goes where nothing of them is there yet, or they are gone from the files', () => {
    assert.equal(refusal({model: wanted(mounting('db2')), containers: []}), undefined);
    assert.equal(said({name: 'shop', services: {web: {image: 'busybox'}}}), 'goes');
  });

  it('is none where another volume would be mounted, and says how to take the data along', () => {
    const error = refusal({model: wanted(mounting('db2')), containers: [before()]});
    assert.equal(
      error?.message,
      `db would come up with the volume shop_db2 at ${FOLDER}, which is empty unless somebody has filled it; its data stays in the volume shop_db.`,
    );
    assert.equal(
      error.remedy,
      'To keep its data, name the volume shop_db again. To take the data along, copy it while nothing writes: ' +
        '`docker stop shop-2-stage-db-1 && docker run --rm -v shop_db:/from:ro -v shop_db2:/to busybox cp -a /from/. /to`. ' +
        'Then, or to do it all the same, by hand, on the host, in a clone of the project: countable deploy stage --recreate db',
    );
  });

  it('is none where the volume gets another name, or becomes a folder, or memory', () => {
    assert.match(
      said(wanted({}, {volumes: {db: {name: 'shop_data'}}})),
      /^db would come up with the volume shop_data at/,
    );
    assert.match(
      said(wanted(mounting('/srv/db', FOLDER, 'bind'))),
      /with the folder \/srv\/db at .* stays in the volume shop_db\.$/,
    );
    assert.match(
      said(wanted({volumes: [{type: 'tmpfs', target: FOLDER}]})),
      /with a folder in memory at .* which forgets all;/,
    );
  });

  it('is none where a volume is no longer named: Compose hands it on, but not for ever', () => {
    for (const model of [wanted({volumes: []}), wanted({volumes: [{type: 'volume', target: FOLDER}]})])
      assert.match(
        said(model),
        /^db would come up without the volume shop_db, which it has at .* at the latest\.$/,
      );
  });

  it('is none where the data is mounted elsewhere', () => {
    assert.equal(
      said(wanted(mounting('db', '/data'))),
      `db would come up with the volume shop_db at /data instead of ${FOLDER}: what looks for its data there finds none.`,
    );
  });

  it('is none where a volume without a name would be hidden by one with a name, of a database alone', () => {
    const anonymous = before({mounts: [volume(ANONYMOUS)]});
    assert.match(said(wanted(), anonymous), /its data stays in the volume a1a1/);
    assert.equal(said(wanted({volumes: []}), anonymous), 'goes');
    const cache = before({image: 'redis:7', variables: {}, mounts: [volume(ANONYMOUS, '/data')]});
    assert.equal(said(wanted({image: 'redis:8', ...mounting('db', '/data')}), cache), 'goes');
    const node = before({image: 'node:24', variables: {}, mounts: [volume(ANONYMOUS, '/app/node_modules')]});
    assert.equal(said(wanted({image: 'node:24', ...mounting('db', '/app/node_modules')}), node), 'goes');
  });

  it('goes by folders of the host only where something lies in them that no release has brought', () => {
    const has = before({image: 'node:24', variables: {}, mounts: [bind('/srv/shop/media', '/media')]});
    const model = wanted({image: 'node:24', volumes: []});
    assert.equal(said(model, has), 'goes');
    const dataFolders = ['/srv/shop/media'];
    assert.match(said(model, has, {dataFolders}), /without the folder \/srv\/shop\/media/);
    const onDesktop = before({...has, mounts: [bind('/host_mnt/srv/shop/media', '/media')]});
    const same = wanted({image: 'node:24', ...mounting('/srv/shop/media', '/media', 'bind')});
    assert.equal(said(same, onDesktop, {dataFolders: ['/host_mnt/srv/shop/media']}), 'goes');
  });

  it('does not go by what is only read', () => {
    const reads = before({
      image: 'nginx',
      variables: {},
      mounts: [{...volume('shop_db'), isWritable: false}],
    });
    assert.equal(said(wanted({image: 'nginx', volumes: []}), reads), 'goes');
  });

  it('finds mounts that come from another service, and does not judge what another container has', () => {
    const backup = {...before({image: 'busybox', variables: {}}), service: 'web'};
    const model = (from: string) => {
      const {services, ...rest} = wanted();
      return {...rest, services: {...services, web: {image: 'busybox', volumes_from: [from]}}};
    };
    for (const from of ['db', 'db:ro', 'container:other'])
      assert.equal(said(model(from), backup), 'goes', from);
  });

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

  it('is told by the line that would do it', () => {
    const place = (path: string[], line: number, text?: string) => ({
      path,
      line,
      ...(text !== undefined && {text}),
    });
    const source: ComposeSource = {
      file: 'docker-compose.yml',
      ports: [],
      variables: [],
      broken: [],
      reads: [],
      places: [
        place(['services', 'db'], 2),
        place(['services', 'db', 'image'], 3, 'postgres:16'),
        place(['services', 'db', 'volumes'], 4),
        place(['services', 'db', 'volumes', '0'], 5, `db2:${FOLDER}`),
        place(['volumes', 'db', 'name'], 8, 'shop_data'),
      ],
    };
    const where = (model: ComposeModel) => refusal({model, containers: [before()], sources: [source]})?.where;
    assert.equal(where(wanted({image: 'postgres:16'})), 'docker-compose.yml:3');
    assert.equal(where(wanted({volumes: []})), 'docker-compose.yml:4');
    assert.equal(where(wanted(mounting('db2'))), 'docker-compose.yml:5');
    assert.equal(where(wanted({}, {volumes: {db: {name: 'shop_data'}}})), 'docker-compose.yml:8');
  });

  it('goes where it is asked for by name, which the plan says', () => {
    const model = wanted(mounting('db2'));
    const {steps} = planDeploy(facts({model, containers: [before()], recreates: ['db']}));
    const start = steps.find(({id}) => id === 'start');
    assert.equal(
      start?.does,
      'Start web; restart db; as asked, db with the volume shop_db2 in place of the volume shop_db',
    );
    assert.equal(start.risks, 'data');
    assert.match(said(model, before(), {recreates: ['web']}), /^db would/);
  });

  it('is not asked again of a return to what was there before the release that failed', () => {
    const now = before({mounts: [volume('shop_db2')]});
    const back = {isReturn: true, before: [before()]};
    assert.equal(said(wanted(), now, back), 'goes');
    assert.match(said(wanted({}, {volumes: {db: {name: 'a_third'}}}), now, back), /the volume a_third/);
  });

  it('is asked of a return by hand, which has its own words for it', () => {
    const error = refusal({
      model: wanted(),
      containers: [before({mounts: [volume('shop_db2')]})],
      isReturn: true,
    });
    assert.match(error?.remedy ?? '', /countable rollback stage --to c0ffee123456 --recreate db$/);
  });

  it('is told of all services at once', () => {
    const model = wanted({image: 'postgres:16'});
    const web = {...before({image: 'busybox', variables: {}}), service: 'web', name: 'shop-2-stage-web-1'};
    const error = refusal({model, containers: [before(), before({id: 'other'}), web]});
    assert.match(
      error?.message ?? '',
      /^db would come up with PostgreSQL 16 .* web would come up without the volume shop_db,/,
    );
    assert.match(error?.remedy ?? '', /--recreate db,web$/);
  });
});
