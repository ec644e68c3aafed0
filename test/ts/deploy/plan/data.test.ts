import assert from 'node:assert/strict';
import type {ComposeModel} from '../../../../ts-helpers/src/compose/model.ts';
import type {ComposeSource} from '../../../../ts-helpers/src/compose/source.ts';
import {planDeploy} from '../../../../ts-helpers/src/deploy/plan.ts';
import {before, FOLDER, mounting, refusal, said, volume, wanted} from '../../support/dataAtRisk.ts';
import {facts} from '../../support/deployFacts.ts';

const ANONYMOUS = 'a1'.repeat(32);
const bind = (source: string, target = FOLDER) => ({type: 'bind', source, target, isWritable: true});

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

  it('is none either where the other volume is there already, over which nothing is to be copied', () => {
    const volumes = [{name: 'shop_db2', createdAt: '2026-11-20T10:00:00Z', isOtherwise: false}];
    const error = refusal({model: wanted(mounting('db2')), containers: [before()], volumes});
    assert.match(
      error?.message ?? '',
      /the volume shop_db2 at .*, which is there since 2026-11-20, and holds what it had when it was last used; its data stays/,
    );
    assert.match(
      error?.remedy ?? '',
      /-v shop_db2:\/there:ro busybox ls -la \/there`\. Copy nothing over it/,
    );
    assert.doesNotMatch(error?.remedy ?? '', /cp -a/);
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
