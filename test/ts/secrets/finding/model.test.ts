import assert from 'node:assert/strict';
import type {ComposeModel} from '../../../../ts-helpers/src/compose/model.ts';
import {secretsOfModel, wordsOfModel} from '../../../../ts-helpers/src/secrets/secrets.ts';

const model = (more: object): ComposeModel =>
  ({name: 'shop-stage', services: {web: {image: 'x', ...more}}}) as ComposeModel;
const ofModel = (more: object) => secretsOfModel(model(more)).map(({value}) => value);

describe('the secrets of a merged model', () => {
  it('stand in variables, arguments of builds, labels', () => {
    assert.ok(ofModel({environment: {DB_PASSWORD: 'hunter2', A: null}}).includes('hunter2'));
    assert.ok(ofModel({build: {context: '.', args: {NPM_TOKEN: 'hunter2'}}}).includes('hunter2'));
    assert.ok(
      ofModel({
        labels: {'traefik.http.middlewares.a.basicauth.users': 'ada:$$2y$$05$$abcdefghijklmnopqrstuv'},
      }).includes('$2y$05$abcdefghijklmnopqrstuv'),
    );
  });

  it('stand in commands: behind flags, in assignments, in addresses', () => {
    const commands = [
      ['redis-server', '--requirepass', 'hunter2'],
      ['server', '--password=hunter2'],
      ['sh', '-c', 'PGPASSWORD=hunter2 psql -h db'],
      ['sh', '-c', 'redis-server --requirepass "hunter2"'],
      ['sh', '-c', 'exec app --db postgres://shop:hunter2@db/shop'],
      ['curl', '-u', 'ada:hunter2', 'http://x'],
      ['curl', '-H', 'Authorization: Bearer hunter2-and-more'],
    ];
    for (const command of commands) {
      assert.ok(
        ofModel({command}).some(value => value.includes('hunter2')),
        command.join(' '),
      );
      assert.ok(ofModel({healthcheck: {test: ['CMD', ...command]}}).some(value => value.includes('hunter2')));
      assert.ok(!ofModel({command}).includes('redis-server'));
    }
  });

  it('stand in options of volumes and logs, and in secrets with their content', () => {
    const whole = {
      ...model({logging: {driver: 'splunk', options: {'splunk-token': 'hunter2'}}}),
      volumes: {share: {name: 'x', driver_opts: {type: 'cifs', o: 'username=ada,password=hunter3'}}},
      secrets: {db: {name: 'x', content: 'hunter4'}},
    } as ComposeModel;
    const found = secretsOfModel(whole).map(({value}) => value);
    for (const secret of ['hunter2', 'hunter3', 'hunter4']) assert.ok(found.includes(secret), secret);
  });

  it('have a single dollar where Compose writes two', () => {
    assert.ok(ofModel({environment: {DB_PASSWORD: 'ab$$cd'}}).includes('ab$cd'));
  });

  it('are not what names services, images, users, ports and hosts', () => {
    const words = wordsOfModel({
      ...model({
        image: 'registry.example.org/team/shop-web:1.2',
        container_name: 'the_shop',
        user: 'app',
        ports: [{target: 8080, published: '18443'}],
        environment: {
          POSTGRES_USER: 'shopuser',
          DATABASE_URL: 'postgres://dbuser:hunter2@dbhost:5433/x',
          ALLOWED_HOSTS: 'one.example.org,two.example.org',
          API_TOKEN: 'not-this-one',
        },
      }),
      volumes: {uploads: {name: 'shop-stage_uploads'}},
    });
    for (const word of [
      'shop-stage',
      'shop',
      'stage',
      'web',
      'shop-web',
      'the_shop',
      'app',
      '18443',
      'shopuser',
      'dbuser',
      'dbhost',
      '5433',
      'two.example.org',
      'uploads',
    ])
      assert.ok(words.includes(word), word);
    for (const secret of ['hunter2', 'not-this-one']) assert.ok(!words.includes(secret), secret);
  });
});
