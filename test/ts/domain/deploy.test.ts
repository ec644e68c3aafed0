import assert from 'node:assert/strict';
import type {Container, ComposeService} from '../../../ts-helpers/src/domain/compose.ts';
import {
  buildOverride,
  type DeployFacts,
  fingerprintText,
  releaseOverride,
  mountsFromFolder,
  planDeploy,
} from '../../../ts-helpers/src/domain/deploy.ts';
import {isSuperseded, type Release} from '../../../ts-helpers/src/domain/release.ts';

const release: Release = {
  project: 'Shop-2',
  environment: 'stage',
  version: 'c0ffee123456',
  commit: 'c0ffee1234567890',
  branch: 'develop',
  by: 'Ada $(id) ${HOME} <ada@example.org>',
  job: 'Shop-2/develop',
  buildNumber: 12,
  at: '2026-11-23T12:00:00.000Z',
};
const facts = (some: Partial<DeployFacts> = {}): DeployFacts => ({
  release,
  composeProject: 'shop-2-stage',
  folder: '/srv/shop-2-stage',
  model: {
    name: 'shop-2-stage',
    services: {web: {build: {context: '/srv/shop-2-stage/web'}}, db: {image: 'postgres:15'}},
  },
  containers: [],
  takenPorts: [],
  previous: undefined,
  probes: [],
  hasSecrets: false,
  isTracked: false,
  ...some,
});
const running = (service: string, labels: Record<string, string>): Container => ({
  id: service,
  name: `shop-2-stage-${service}-1`,
  service,
  project: 'shop-2-stage',
  state: 'running',
  exitCode: 0,
  outOfMemory: false,
  restarts: 0,
  startError: '',
  restartPolicy: 'no',
  startedAt: new Date(0),
  image: 'x',
  imageId: 'sha256:1',
  labels,
});

describe('the plan of a deploy', () => {
  it('builds, fills, starts and watches', () => {
    assert.deepEqual(
      planDeploy(facts()).steps.map(({name}) => name),
      ['build', 'fill', 'start', 'watch'],
    );
  });

  it('builds nothing when there is nothing to build, and tidies what the files no longer name', () => {
    const model = {name: 'x', services: {db: {image: 'postgres:15'}}};
    const plan = planDeploy(facts({model, containers: [running('worker', {})]}));
    assert.deepEqual(
      plan.steps.map(({name}) => name),
      ['fill', 'start', 'watch', 'tidy'],
    );
    assert.match(plan.steps.at(-1)?.does ?? '', /worker/);
  });

  it('refuses the containers of another project', () => {
    const containers = [running('web', {'ca.countable.project': 'shop-2'})];
    assert.throws(() => planDeploy(facts({containers})), {
      code: 'PROJECT_COLLISION',
      where: 'container shop-2-stage-web-1',
    });
  });

  it('takes containers of its own, and unlabelled ones that a script had started', () => {
    planDeploy(facts({containers: [running('web', {'ca.countable.project': 'Shop-2'}), running('db', {})]}));
  });

  it('refuses a port that somebody else holds, and names him', () => {
    const model = {name: 'x', services: {web: {ports: [{target: 80, published: '8099'}]}}};
    const takenPorts = [{port: 8099, by: 'the container other-web-1'}];
    assert.throws(() => planDeploy(facts({model, takenPorts})), {
      code: 'PORT_TAKEN',
      message: /8099.*web.*other-web-1/,
    });
  });
});

describe('the build of a deploy', () => {
  it('reads from the workspace and tags with the version', () => {
    const override = buildOverride(facts(), '/ws/$x');
    assert.deepEqual(override.services, {
      web: {
        build: {
          context: '/ws/$$x/web',
          tags: ['shop-2-stage-web:c0ffee123456'],
          labels: {'ca.countable.project': 'Shop-2', 'ca.countable.environment': 'stage'},
        },
      },
    });
  });

  it('leaves a context that is elsewhere', () => {
    const model = {name: 'x', services: {web: {build: {context: 'https://git.example.org/x.git'}}}};
    const override = buildOverride(facts({model}), '/ws') as {services: {web: {build: {context: string}}}};
    assert.equal(override.services.web.build.context, 'https://git.example.org/x.git');
  });
});

describe('the labels of a deploy', () => {
  type Labelled = Record<string, {labels: Record<string, string>}>;
  const labels = (some: Partial<DeployFacts>, fingerprints: Record<string, string>) =>
    releaseOverride(facts(some), fingerprints, false).services as Labelled;

  it('say which release a new container belongs to, and nothing of it is expanded by Compose', () => {
    const {web} = labels({}, {web: 'f1'});
    assert.equal(web?.labels['ca.countable.by'], 'Ada $$(id) $${HOME} <ada@example.org>');
    assert.equal(web.labels['ca.countable.build'], '12');
    assert.equal(web.labels['ca.countable.fingerprint'], 'f1');
  });

  it('stay on a container that is current, so that Compose leaves it alone', () => {
    const old = {
      'ca.countable.fingerprint': 'f1',
      'ca.countable.version': 'older',
      'com.docker.compose.service': 'db',
    };
    const {db, web} = labels({containers: [running('db', old), running('web', old)]}, {db: 'f1', web: 'f2'});
    assert.deepEqual(db?.labels, {'ca.countable.fingerprint': 'f1', 'ca.countable.version': 'older'});
    assert.equal(web?.labels['ca.countable.version'], 'c0ffee123456');
  });

  it('go by configuration, image and mounted files, not by how the image is built', () => {
    const service: ComposeService = {image: 'a', build: {context: '/tmp/1'}, environment: {A: '1'}};
    const text = fingerprintText(service, 'sha256:1', ['m1']);
    assert.equal(fingerprintText({...service, build: {context: '/tmp/2'}}, 'sha256:1', ['m1']), text);
    for (const other of [
      fingerprintText({...service, environment: {A: '2'}}, 'sha256:1', ['m1']),
      fingerprintText(service, 'sha256:2', ['m1']),
      fingerprintText(service, 'sha256:1', ['m2']),
    ]) {
      assert.notEqual(other, text);
    }
  });

  it('look at bind mounts from the deploy folder only', () => {
    const volumes = [
      {type: 'bind', source: '/srv/shop-2-stage/nginx.conf', target: '/x'},
      {type: 'bind', source: '/srv/shop-2-stage', target: '/app'},
      {type: 'bind', source: '/srv/shop-2-stage-media', target: '/media'},
      {type: 'volume', source: 'pg-data', target: '/data'},
    ];
    assert.deepEqual(mountsFromFolder({volumes}, '/srv/shop-2-stage'), ['nginx.conf', '']);
  });
});

describe('an older build', () => {
  it('never deploys over a newer one of the same job', () => {
    assert.equal(isSuperseded({...release, buildNumber: 12}, {...release, buildNumber: 13}), true);
    assert.equal(isSuperseded({...release, buildNumber: 13}, {...release, buildNumber: 12}), false);
  });

  it('is not one that was rebuilt, nor one of another job or of a laptop', () => {
    assert.equal(
      isSuperseded({...release, buildNumber: 14, commit: 'old'}, {...release, buildNumber: 13}),
      false,
    );
    assert.equal(isSuperseded(release, {...release, job: 'Shop-2-stage', buildNumber: 99}), false);
    const {job: _job, buildNumber: _number, ...laptop} = release;
    assert.equal(isSuperseded(laptop, {...release, buildNumber: 99}), false);
    assert.equal(isSuperseded(release, undefined), false);
  });
});
