import assert from 'node:assert/strict';
import type {ComposeModel, ComposeService, Container} from '../../../ts-helpers/src/domain/compose.ts';
import {type DeployFacts, planDeploy} from '../../../ts-helpers/src/domain/deploy.ts';
import {contentsOf, fingerprintText} from '../../../ts-helpers/src/domain/deploy/contents.ts';
import {buildOverride, wouldPull, releaseOverride} from '../../../ts-helpers/src/domain/deploy/overrides.ts';
import type {Release} from '../../../ts-helpers/src/domain/release.ts';

const release: Release = {
  project: 'Shop-2',
  environment: 'stage',
  repository: 'git.example.org/team/Shop-2',
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
  owners: [],
  takesOver: false,
  previous: undefined,
  probes: [],
  secrets: [],
  keptSecrets: [],
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
  it('takes production’s secrets from nobody but who was given them', () => {
    const keptSecrets = [
      {path: '.env', credential: 'shop-2-prod-env', variable: 'COUNTABLE_ENV_FILE'},
      {path: 'keys/a b', credential: 'shop-2-prod-keys-a-b', variable: 'COUNTABLE_FILE_KEYS_A_B'},
    ];
    assert.ok(planDeploy(facts({keptSecrets})));
    assert.throws(() => planDeploy(facts({keptSecrets, release: {...release, environment: 'prod'}})), {
      code: 'SECRETS_NOT_GIVEN',
      message: 'Production has secrets, .env, keys/a b, that this deploy was not given.',
      where: '/srv/shop-2-stage',
      remedy:
        /shop-2-prod-env, shop-2-prod-keys-a-b.*COUNTABLE_ENV_FILE=\/srv\/shop-2-stage\/\.env COUNTABLE_FILE_KEYS_A_B='\/srv\/shop-2-stage\/keys\/a b' countable deploy prod$/,
    });
  });

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

  it('refuses a port that somebody else holds, and names him', () => {
    const model = {name: 'x', services: {web: {ports: [{target: 80, published: '8099'}]}}};
    const takenPorts = [{port: 8099, protocol: 'tcp', address: '127.0.0.1', by: 'the container other-web-1'}];
    assert.throws(() => planDeploy(facts({model, takenPorts})), {
      code: 'PORT_TAKEN',
      message: /8099.*web.*other-web-1/,
    });
  });
});

describe('the build of a deploy', () => {
  const built = (build: NonNullable<ComposeService['build']>) => {
    const model: ComposeModel = {name: 'x', services: {web: {build}, db: {image: 'postgres:15'}}};
    const here = (context: string) => context.replace(/^\/preview/, '/ws/$x');
    return buildOverride(facts(), model, here).services;
  };

  it('reads from the workspace and tags with the version', () => {
    assert.deepEqual(built({context: '/preview/web'}), {
      web: {
        build: {
          context: '/ws/$$x/web',
          tags: ['shop-2-stage-web:c0ffee123456'],
          labels: {
            'ca.countable.project': 'Shop-2',
            'ca.countable.environment': 'stage',
            'ca.countable.repository': 'git.example.org/team/Shop-2',
          },
        },
      },
    });
  });

  it('reads other contexts there as well, and leaves those that are elsewhere', () => {
    const {web} = built({
      context: 'https://git.example.org/x.git',
      additional_contexts: {shared: '/preview/shared', base: 'docker-image://busybox'},
    }) as {web: {build: {context: string; additional_contexts: Record<string, string>}}};
    assert.equal(web.build.context, 'https://git.example.org/x.git');
    assert.deepEqual(web.build.additional_contexts, {
      shared: '/ws/$$x/shared',
      base: 'docker-image://busybox',
    });
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

  it('are new on the containers of another repository, which is taken over', () => {
    const old = {'ca.countable.fingerprint': 'f1', 'ca.countable.repository': 'git.example.org/old/Shop-2'};
    const {db} = labels({containers: [running('db', old)]}, {db: 'f1'});
    assert.equal(db?.labels['ca.countable.repository'], 'git.example.org/team/Shop-2');
  });

  it('look at what containers read from the deploy folder, and at how configs and secrets are defined', () => {
    const service: ComposeService = {
      volumes: [
        {type: 'bind', source: '/srv/x/nginx.conf', target: '/x', read_only: true},
        {type: 'bind', source: '/srv/x', target: '/app'},
        {type: 'bind', source: '/srv/x-media', target: '/media'},
        {type: 'volume', source: 'pg-data', target: '/data'},
      ],
      configs: [{source: 'site'}, {source: 'inline'}],
      secrets: [{source: 'password'}, {source: 'unknown'}],
    };
    const model: ComposeModel = {
      name: 'x',
      services: {web: service},
      configs: {site: {file: '/srv/x/site.conf'}, inline: {content: 'a'}, unused: {content: 'b'}},
      secrets: {password: {file: '/elsewhere/password'}},
    };
    assert.deepEqual(contentsOf(service, model, '/srv/x'), {
      files: [
        {path: 'nginx.conf', isWritable: false},
        {path: '', isWritable: true},
        {path: 'site.conf', isWritable: false},
      ],
      definitions: [{file: '/srv/x/site.conf'}, {content: 'a'}, {file: '/elsewhere/password'}],
    });
  });

  it('need images to be known before, also those that Compose would pull', () => {
    const pulled = (service: ComposeService) => [false, true].map(isHere => wouldPull(service, isHere));
    const image = 'postgres:15';
    assert.deepEqual(pulled({image}), [true, false]);
    for (const policy of ['always', 'daily', 'every_12h'])
      assert.deepEqual(pulled({image, pull_policy: policy}), [true, true], policy);
    for (const policy of ['missing', 'if_not_present'])
      assert.deepEqual(pulled({image, pull_policy: policy}), [true, false], policy);
    for (const service of [{image, pull_policy: 'never'}, {image, build: {context: '.'}}, {}])
      assert.deepEqual(pulled(service), [false, false]);
  });
});
