import assert from 'node:assert/strict';
import {readComposeSource} from '../../../ts-helpers/src/outside/composeSource.ts';
import type {ComposeModel, ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import type {ComposeSource} from '../../../ts-helpers/src/compose/source.ts';
import {checkModel, composeRefusal} from '../../../ts-helpers/src/project/validation.ts';
import {refuseAll} from '../../../ts-helpers/src/project/findings.ts';
import {portFindings} from '../../../ts-helpers/src/project/validation/ports.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';

const base = (text: string) => readComposeSource('docker-compose.yml', text);
const prod = (text: string) => readComposeSource('dc.prod.yml', text);
const web = (ports: string) => `services:\n  web:\n    ports: ${ports}\n`;
const checkSources = (sources: readonly ComposeSource[]) => refuseAll(portFindings(sources));
const readFor = (environment: string) => ({project: 'shop', environment});
const model = (services: Record<string, ComposeService>): ComposeModel => ({name: 'shop-prod', services});

describe('validation of the files', () => {
  it('refuses a port that cannot be, which Compose lets through in its long form', () => {
    const source = prod('services:\n  web:\n    ports:\n      - target: 80\n        published: "80000"\n');
    assert.throws(() => checkSources([source]), {code: 'PORT_IMPOSSIBLE', where: 'dc.prod.yml:4'});
    assert.throws(() => checkSources([prod(web('["80000:80"]'))]), {
      code: 'PORT_IMPOSSIBLE',
      where: 'dc.prod.yml:3',
    });
    assert.throws(() => checkSources([prod(web('["0:80"]'))]), {code: 'PORT_IMPOSSIBLE'});
  });

  it('refuses lists of ports that add up', () => {
    const sources = [base(web('["80:80"]')), prod(web('["8099:80"]'))];
    assert.throws(() => checkSources(sources), {
      code: 'PORTS_CONCATENATED',
      where: 'dc.prod.yml:3 and docker-compose.yml:3',
    });
  });

  it('refuses lists that add up through a variable', () => {
    for (const port of ['80:80', '${PORT}:80', '127.0.0.1::80']) {
      const sources = [base(web(`["${port}"]`)), prod(web('["${WEB_PORT:-8099}:80"]'))];
      assert.throws(() => checkSources(sources), {code: 'PORTS_CONCATENATED'});
    }
  });

  it('lets an override replace the list, repeat it, or add another container port', () => {
    checkSources([base(web('["80:80"]')), prod(web('!override ["8099:80"]'))]);
    checkSources([base(web('["80:80"]')), prod(web('["80:80"]'))]);
    checkSources([base(web('["${PORT}:80"]')), prod(web('["${PORT}:80"]'))]);
    checkSources([base(web('["80:80"]')), prod(web('["443:443", "127.0.0.1:53:80/udp"]'))]);
  });

  it('says where broken YAML breaks', () => {
    assert.throws(() => prod('services:\n  web: [a\n'), {
      code: 'COMPOSE_INVALID',
      where: /^dc\.prod\.yml:[23]:\d+$/,
    });
  });

  it('takes files without services, ports or anything at all', () => {
    for (const text of ['', 'services:\n', 'services:\n  web:\n', 'services: {web: {ports: }}\n'])
      checkSources([base(text)]);
  });
});

describe('validation of the merged model', () => {
  for (const name of ['--no-start', '-d', '-', '--', '-1']) {
    it(`refuses a service called ${name}, which would be an option`, () => {
      const source = base(`services:\n  web: {}\n  "${name}": {}\n`);
      const merged = {model: model({web: {}, [name]: {}}), unset: []};
      for (const environment of ['test', 'stage', 'prod'])
        assert.throws(() => checkModel(merged, [source], readFor(environment)), {
          code: 'UNSAFE_NAME',
          where: 'docker-compose.yml:3',
        });
    });
  }

  it('refuses variables without a value, and says where they are used', () => {
    const source = base(
      'services:\n  db:\n    environment:\n      # not ${THIS}\n      A: ${DB_PASSWORD}\n      B: $$NOT_THIS\n',
    );
    assert.throws(() => checkModel({model: model({}), unset: ['DB_PASSWORD']}, [source], readFor('stage')), {
      code: 'MISSING_VARIABLE',
      message: 'The variable DB_PASSWORD has no value.',
      where: 'docker-compose.yml:5',
    });
    assert.deepEqual(source.variables, [{name: 'DB_PASSWORD', line: 5}]);
  });

  it('refuses a published database in production, by image or by port', () => {
    const open = {ports: [{target: 5432, published: '5432'}]};
    const source = prod('services:\n  db:\n    ports: ["5432:5432"]\n');
    for (const service of [
      {image: 'postgis/postgis:15-3.4', ...open},
      {image: 'internal/data', ...open},
    ]) {
      assert.throws(() => checkModel({model: model({db: service}), unset: []}, [source], readFor('prod')), {
        code: 'DATABASE_PORT_PUBLISHED',
        where: 'dc.prod.yml:3',
      });
    }
  });

  it('lets a database be published on the loopback address, or outside production', () => {
    const db = (host_ip?: string) => ({
      image: 'postgres:15',
      ports: [{target: 5432, published: '5432', ...(host_ip && {host_ip})}],
    });
    checkModel({model: model({db: db('127.0.0.1')}), unset: []}, [], readFor('prod'));
    checkModel({model: model({db: db()}), unset: []}, [], readFor('stage'));
  });

  it('takes a web server for no database', () => {
    const nginx = {image: 'nginx:1.22', ports: [{target: 80, published: '80'}]};
    checkModel(
      {
        model: model({
          nginx,
          redisless: {image: 'acme/postgres-docs-site:1', ports: [{target: 80, published: '81'}]},
        }),
        unset: [],
      },
      [],
      readFor('prod'),
    );
  });
});

describe("Compose's own refusal", () => {
  const sources = [base('services:\n  web:\n    environment:\n      A: ${A:?ask them}\n'), prod('')];
  const told = (message: string) => {
    const {
      code,
      message: sentence,
      where,
    } = composeRefusal(
      new UserError('COMPOSE_INVALID', message, {where: '/tmp/preview/docker-compose.yml'}),
      '/tmp/preview',
      {sources, readFor: readFor('stage')},
    );
    return [code, sentence, where];
  };

  it('of a variable that a file demands is told as a missing variable, in the words of the file', () => {
    const place = 'error while interpolating services.web.environment.A';
    assert.deepEqual(told(`${place}: required variable A is missing a value: ask them`), [
      'MISSING_VARIABLE',
      'The variable A has no value: ask them.',
      'docker-compose.yml:4',
    ]);
    assert.deepEqual(told(`${place}: required variable A is missing a value`), [
      'MISSING_VARIABLE',
      'The variable A has no value.',
      'docker-compose.yml:4',
    ]);
  });

  it('of a service that a profile leaves out says so, and where', () => {
    const text = 'services:\n  web:\n    depends_on: [db]\n  db:\n    profiles:\n      - dev\n';
    const {code, message, where, remedy} = composeRefusal(
      new UserError(
        'COMPOSE_INVALID',
        'service "web" depends on undefined service "db": invalid compose project',
      ),
      '/tmp/preview',
      {sources: [base(text)], readFor: readFor('stage')},
    );
    assert.deepEqual(
      [code, message, where, remedy],
      [
        'COMPOSE_INVALID',
        'The service web depends on db, which is left out by the profile dev.',
        'docker-compose.yml:5',
        'Take `profiles:` away from db in docker-compose.yml, or db from the `depends_on:` of web.',
      ],
    );
  });

  it('names the file that it names, as the project knows it', () => {
    const message = "services.web additional properties 'imagge' not allowed";
    assert.deepEqual(told(`validating /tmp/preview/dc.prod.yml: ${message}`), [
      'COMPOSE_INVALID',
      `validating dc.prod.yml: ${message}`,
      'dc.prod.yml',
    ]);
  });

  it('names the line that it is about', () => {
    const message = 'services.web.environment.A must be a boolean, null, number or string';
    assert.equal(told(`validating /tmp/preview/docker-compose.yml: ${message}`)[2], 'docker-compose.yml:4');
    const missing = 'refers to undefined volume dta: invalid compose project';
    const volumes = [base('services:\n  web:\n    volumes:\n      - ok:/ok\n      - dta:/data\n')];
    const {where} = composeRefusal(
      new UserError('COMPOSE_INVALID', `service "web" ${missing}`),
      '/tmp/preview',
      {sources: volumes, readFor: readFor('stage')},
    );
    assert.equal(where, 'docker-compose.yml:5');
  });

  it('names all files where it names none', () => {
    assert.deepEqual(told('invalid hostPort: x'), [
      'COMPOSE_INVALID',
      'invalid hostPort: x',
      'docker-compose.yml, dc.prod.yml',
    ]);
  });
});
