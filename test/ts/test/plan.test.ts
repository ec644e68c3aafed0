import assert from 'node:assert/strict';
import type {ComposeModel} from '../../../ts-helpers/src/compose/model.ts';
import {readComposeSource} from '../../../ts-helpers/src/outside/composeSource.ts';
import {planTestRun, type TestFacts} from '../../../ts-helpers/src/test/plan.ts';

const around: TestFacts['around'] = {
  composeProject: 'shop-test-7-0abc12',
  workspace: '/w',
  places: new Map(),
  permits: [],
  labels: {'ca.countable.run': 'test'},
};

const planned = (services: ComposeModel['services'], more: Partial<TestFacts & ComposeModel> = {}) =>
  planTestRun({
    test: {service: 'test', junit: []},
    model: {name: 'shop-test-7-0abc12', services, ...more},
    sources: [],
    files: ['docker-compose.yml', 'dc.test.yml'],
    overrideFiles: ['dc.test.yml'],
    around,
    isBesideDeploys: false,
    ...more,
  });

const plan = (...facts: Parameters<typeof planned>) => planned(...facts).plan;

const healthy = {condition: 'service_healthy'};

describe('what a test run starts', () => {
  const services = {
    db: {image: 'postgres:15'},
    web: {build: {context: '.'}, depends_on: {db: healthy}},
    nginx: {image: 'nginx:1.22', depends_on: {web: healthy}},
  };

  it('is what the test service depends on, near and far', () => {
    const {starts, builds} = plan({...services, test: {build: {context: '.'}, depends_on: {web: healthy}}});
    assert.deepEqual(
      [starts, builds],
      [
        ['db', 'web', 'test'],
        ['web', 'test'],
      ],
    );
  });

  it('is everything when the test service names nothing', () => {
    const {starts, startsAll} = plan({...services, test: {image: 'x'}});
    assert.deepEqual([starts, startsAll], [['db', 'web', 'nginx', 'test'], true]);
    assert.equal(plan({test: {image: 'x'}}).startsAll, undefined);
  });

  it('is everything when the tests run inside another service', () => {
    const test = {service: 'web', command: 'pytest', junit: []};
    const {starts, service, command} = plan(services, {test});
    assert.deepEqual([starts, service, command], [['db', 'web', 'nginx'], 'web', 'pytest']);
  });

  it('includes the build of an image that only a sister service has a Dockerfile for', () => {
    const {builds, starts} = plan({
      web: {build: {context: '.'}, image: 'shop'},
      db: {image: 'postgres:15'},
      test: {image: 'shop', depends_on: {db: healthy}},
    });
    assert.deepEqual([starts, builds], [['db', 'test'], ['web']]);
  });

  it('has nothing of what it does not start: no service, network, volume, secret or configuration', () => {
    const {model, notes} = planned(
      {
        proxy: {
          image: 'traefik',
          network_mode: 'host',
          volumes: [{type: 'bind', source: '/var/run/docker.sock', target: '/s'}],
        },
        nginx: {
          image: 'nginx',
          networks: {web: null},
          volumes: [{type: 'volume', source: 'live', target: '/l'}],
        },
        db: {image: 'postgres:15', networks: {default: null}},
        test: {image: 'x', depends_on: {db: healthy}, networks: {default: null}},
      },
      {
        networks: {web: {name: 'web', external: true}, default: {name: 'shop-test-7-0abc12_default'}},
        volumes: {live: {name: 'live', external: true}},
        secrets: {key: {name: 'key', file: '/home/key'}},
        configs: {c: {external: true}},
      },
    );
    assert.deepEqual(
      [Object.keys(model.services), Object.keys(model.networks ?? {}), model.volumes, model.secrets, notes],
      [['db', 'test'], ['default'], {}, {}, []],
    );
  });
});

describe('a service called like something that every object has', () => {
  it('is one like others', () => {
    const services = JSON.parse(
      '{"__proto__": {"privileged": true}, "constructor": {}, "test": {}}',
    ) as ComposeModel['services'];
    const {
      plan: {starts, given},
      model,
    } = planned(services);
    assert.deepEqual(
      [starts, Object.keys(model.services)],
      [
        ['__proto__', 'constructor', 'test'],
        ['__proto__', 'constructor', 'test'],
      ],
    );
    assert.deepEqual(given, ['__proto__ is privileged']);
  });
});

describe('a project without tests', () => {
  it('is told which service was looked for, where, and what there is', () => {
    assert.throws(() => plan({web: {}, db: {}}), {
      code: 'NO_TESTS',
      message:
        'There is no service test to test with in docker-compose.yml and dc.test.yml. Services: db, web.',
      where: 'dc.test.yml',
    });
  });

  it('is told that the override file is absent', () => {
    assert.throws(() => plan({web: {}}, {files: ['compose.yml']}), {
      code: 'NO_TESTS',
      message: /in compose\.yml; there is no dc\.test\.yml\./,
      where: 'compose.yml',
    });
  });

  it('is told of the profile that leaves the tests out, and what to do about it', () => {
    const text = 'services:\n  web: {}\n  test:\n    image: shop\n    profiles: [ci, "${OTHER}"]\n';
    const sources = [readComposeSource('docker-compose.yml', text)];
    assert.throws(() => plan({web: {}}, {sources}), {
      code: 'NO_TESTS',
      message:
        'The service test, which is to test, is left out by the profiles ci, ${OTHER} in docker-compose.yml.',
      where: 'docker-compose.yml:5',
      remedy:
        'Take `profiles:` away from test in docker-compose.yml, or move the service to dc.test.yml, which only tests read.',
    });
  });

  it('is told so of a service that only every object has', () => {
    assert.throws(() => plan({web: {}}, {test: {service: 'constructor', junit: []}}), {code: 'NO_TESTS'});
  });
});
