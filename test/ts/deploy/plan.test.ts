import assert from 'node:assert/strict';
import type {ComposeModel, ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import type {DeployFacts} from '../../../ts-helpers/src/deploy/plan.ts';
import {contentsOf, fingerprintText} from '../../../ts-helpers/src/deploy/plan/contents.ts';
import {fatesOf} from '../../../ts-helpers/src/deploy/plan/fates.ts';
import {
  buildOverride,
  imageOf,
  releaseOverride,
  wouldPull,
} from '../../../ts-helpers/src/deploy/plan/overrides.ts';
import {facts, running} from '../support/deployFacts.ts';

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
  const override = (some: Partial<DeployFacts>, fingerprints: Record<string, string>, tracked: boolean) => {
    const known = Object.entries(fingerprints).map(([name, is]) => [name, {is, open: []}] as const);
    const fates = fatesOf(facts(some), Object.fromEntries(known));
    return releaseOverride(facts(some), {fates, fingerprints}, tracked).services;
  };
  const labels = (some: Partial<DeployFacts>, fingerprints: Record<string, string>) =>
    override(some, fingerprints, false) as Labelled;

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

  it('are new where one of several containers is not current', () => {
    const old = {'ca.countable.fingerprint': 'f1', 'ca.countable.version': 'older'};
    const stale = {...old, 'ca.countable.fingerprint': 'f0'};
    const of = (...all: Record<string, string>[]) =>
      labels({containers: all.map(each => running('db', each))}, {db: 'f1'})['db']?.labels[
        'ca.countable.version'
      ];
    assert.equal(of(old, old), 'older');
    for (const all of [
      [old, stale],
      [stale, old],
    ])
      assert.equal(of(...all), 'c0ffee123456');
    assert.equal(of(), 'c0ffee123456');
  });

  it('are those of the service’s own containers, and stay on none whose fingerprint is not known', () => {
    const old = {'ca.countable.fingerprint': 'f1', 'ca.countable.version': 'older'};
    const {db, web} = labels({containers: [running('db', old)]}, {db: 'f1', web: 'f1'});
    assert.equal(db?.labels['ca.countable.version'], 'older');
    assert.equal(web?.labels['ca.countable.version'], 'c0ffee123456');
    const unknown = labels({containers: [running('db', old)]}, {});
    assert.equal(unknown['db']?.labels['ca.countable.fingerprint'], '');
    assert.equal(unknown['db']?.labels['ca.countable.version'], 'c0ffee123456');
  });

  it('come with the variables of Sentry for services that report, of the release they belong to', () => {
    const environmentOf = (tracked: boolean, containers: DeployFacts['containers'] = []) =>
      Object.fromEntries(
        Object.entries(override({containers}, {web: 'f1'}, tracked)).map(([name, service]) => [
          name,
          (service as {environment?: object}).environment,
        ]),
      );
    const variables = (version: string) => ({
      SENTRY_DSN: null,
      SENTRY_ENVIRONMENT: 'stage',
      SENTRY_RELEASE: `Shop-2@${version}`,
    });
    assert.deepEqual(environmentOf(true), {web: variables('c0ffee123456'), db: undefined});
    const current = running('web', {'ca.countable.fingerprint': 'f1', 'ca.countable.version': 'older'});
    assert.deepEqual(environmentOf(true, [current])['web'], variables('older'));
    const untracked = override({}, {}, false);
    for (const service of Object.values(untracked)) assert.ok(!('environment' in service));
  });

  it('do not go by how many containers there are to be, and are as ever where that is not said', () => {
    const text = (service: ComposeService) => fingerprintText(service, 'sha256:1', []);
    const {build: _, ...service} = {image: 'a', build: {context: '.'}, deploy: {}, environment: {A: '1'}};
    assert.equal(text({...service, scale: 3}), text(service));
    assert.equal(text({...service, deploy: {replicas: 3}}), text(service));
    assert.equal(text(service), JSON.stringify([service, 'sha256:1', []]));
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
    for (const service of [
      {image, pull_policy: 'never'},
      {image, pull_policy: 'build'},
      {image, build: {context: '.'}},
      {},
    ])
      assert.deepEqual(pulled(service), [false, false]);
  });
});

describe('the image of a service', () => {
  it('is the one that it names, else the one that Compose builds under the project’s name', () => {
    assert.equal(imageOf('shop-stage', 'db', {image: 'postgres:15'}), 'postgres:15');
    assert.equal(imageOf('shop-stage', 'web', {build: {context: '.'}}), 'shop-stage-web');
  });
});
