import assert from 'node:assert/strict';
import {parse} from 'yaml';
import type {ComposeModel} from '../../../ts-helpers/src/domain/compose.ts';
import {
  needsReset,
  overrideText,
  planTestRun,
  type TestFacts,
  understandsReset,
} from '../../../ts-helpers/src/domain/testrun.ts';

const plan = (services: ComposeModel['services'], more: Partial<TestFacts & ComposeModel> = {}) =>
  planTestRun({
    composeProject: 'shop-test-7-abc',
    test: {service: 'test', junit: []},
    model: {name: 'shop-test-7-abc', services, ...more},
    files: ['docker-compose.yml', 'dc.test.yml'],
    overrideFile: 'dc.test.yml',
    labels: {},
    ...more,
  });

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
    assert.deepEqual(plan({...services, test: {image: 'x'}}).starts, ['db', 'web', 'nginx', 'test']);
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
});

describe('the override of a test run', () => {
  it('publishes nothing and gives no container a fixed name', () => {
    const {override} = plan({
      web: {ports: [{target: 80, published: '8099'}], container_name: 'shop'},
      test: {},
    });
    const text = overrideText(override);
    assert.match(text, /"ports": !reset \[\]/);
    assert.match(text, /"container_name": !reset null/);
    assert.equal(needsReset(override), true);
  });

  it('needs no special tags where nothing is fixed', () => {
    const {override} = plan({web: {}, test: {}});
    assert.equal(needsReset(override), false);
    assert.deepEqual(parse(overrideText(override)), override);
  });

  it('runs the tests once, whatever restart policy they have', () => {
    assert.deepEqual(plan({test: {restart: 'always'}}).override.services['test'], {
      labels: {},
      restart: 'no',
    });
  });

  it('leaves the restart policy of a service that tests run inside', () => {
    const test = {service: 'web', command: 'pytest', junit: []};
    assert.deepEqual(plan({web: {}}, {test}).override.services['web'], {labels: {}});
  });

  it('never builds over an image of the project, and lets its users follow', () => {
    const {services} = plan({
      web: {build: {context: '.'}, image: 'shop:latest'},
      worker: {image: 'shop:latest'},
      db: {image: 'postgres:15'},
      test: {},
    }).override;
    assert.equal(services['web']?.['image'], 'shop-test-7-abc-web');
    assert.equal(services['worker']?.['image'], 'shop-test-7-abc-web');
    assert.equal(services['db']?.['image'], undefined);
  });

  it('renames volumes and networks that have a name of their own, but for external ones', () => {
    const {volumes, networks} = plan(
      {test: {}},
      {
        volumes: {data: {name: 'production-data'}, shared: {name: 'shared', external: true}, plain: null},
        networks: {default: {name: 'back-tier'}},
      },
    ).override;
    assert.deepEqual(
      [volumes, networks],
      [
        {
          data: {name: 'shop-test-7-abc_data', labels: {}},
          plain: {name: 'shop-test-7-abc_plain', labels: {}},
        },
        {default: {name: 'shop-test-7-abc_default', labels: {}}},
      ],
    );
  });

  it('labels everything, images too, and keeps Compose from reading variables in the labels', () => {
    const labels = {'ca.countable.build': '$HOME'};
    const {services} = plan({test: {build: {context: '.'}}}, {labels}).override;
    const written = {'ca.countable.build': '$$HOME'};
    assert.deepEqual(services['test']?.['labels'], written);
    assert.deepEqual(services['test']?.['build'], {labels: written});
  });
});

describe('the version of Compose', () => {
  it('understands !reset from 2.24.4 on', () => {
    for (const version of ['2.24.4', '2.24.4-desktop.1', '2.40.3', '5.0.0', 'dev'])
      assert.equal(understandsReset(version), true, version);
    for (const version of ['2.24.3', '2.23.9', '2.0.0'])
      assert.equal(understandsReset(version), false, version);
  });
});
