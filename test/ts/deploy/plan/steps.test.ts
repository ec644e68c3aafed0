import assert from 'node:assert/strict';
import {planDeploy} from '../../../../ts-helpers/src/deploy/plan.ts';
import {facts, release, running} from '../../support/deployFacts.ts';

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
      planDeploy(facts()).steps.map(({id}) => id),
      ['build', 'fill', 'start', 'watch', 'clean'],
    );
  });

  it('builds nothing when there is nothing to build, and tidies what the files no longer name', () => {
    const model = {name: 'x', services: {db: {image: 'postgres:15'}}};
    const plan = planDeploy(facts({model, containers: [running('worker', {})]}));
    assert.deepEqual(
      plan.steps.map(({id}) => id),
      ['fill', 'start', 'setAside', 'watch', 'tidy'],
    );
    assert.match(plan.steps.at(-1)?.does ?? '', /worker/);
  });

  it('says what is stopped first because it has what another is to get, and stops nothing twice', () => {
    const model = {name: 'x', services: {app: {ports: [{target: 80, published: '8099'}]}}};
    const web = {...running('web', {}), ports: [{port: 8099, protocol: 'tcp', address: ''}]};
    const plan = planDeploy(facts({model, containers: [web]}));
    assert.deepEqual(
      plan.steps.map(({id}) => id),
      ['fill', 'start', 'watch', 'tidy'],
    );
    assert.equal(plan.steps[1]?.does, 'Stop web, whose port 8099 app is to get; start app');
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

describe('each step of a deploy', () => {
  const old = {...running('old', {}), id: 'o1'};
  const model = {
    name: 'x',
    services: {web: {build: {context: '.'}, volumes: [{type: 'volume', source: 'media', target: '/m'}]}},
  };
  const of = (some: Parameters<typeof facts>[0] = {}) =>
    Object.fromEntries(
      planDeploy(facts({model, isTracked: true, ...some})).steps.map(step => [step.id, step]),
    );

  it('says what it risks', () => {
    const risks = (some: Parameters<typeof facts>[0] = {}) =>
      Object.values(of(some)).map(({id, risks}) => `${id} ${risks}`);
    const rest = ['watch nothing', 'track nothing', 'clean nothing'];
    assert.deepEqual(risks(), ['build nothing', 'fill nothing', 'start nothing', ...rest]);
    const renewed = risks({containers: [running('web', {}), old]});
    const unchanged = {containers: [running('web', {'ca.countable.fingerprint': '1'})]};
    assert.ok(risks({...unchanged, fingerprints: {web: {is: '1', open: []}}}).includes('start nothing'));
    assert.ok(risks({...unchanged, fingerprints: {web: {is: '1', open: ['image']}}}).includes('start data'));
    assert.deepEqual(renewed, [
      'build nothing',
      'fill nothing',
      'start data',
      'setAside traffic',
      'watch nothing',
      'tidy nothing',
      'track nothing',
      'clean nothing',
    ]);
    const site = {volumes: [{type: 'bind', source: '/srv/shop-2-stage/site', target: '/s', read_only: true}]};
    const reading = risks({model: {name: 'x', services: {web: site}}, containers: [running('web', {})]});
    assert.deepEqual(reading.slice(0, 2), ['fill traffic', 'start traffic']);
    const withoutVolumes = {name: 'x', services: {web: {image: 'nginx'}}};
    assert.ok(risks({model: withoutVolumes, containers: [running('web', {})]}).includes('start traffic'));
  });

  it('has its limit: that of the stage, and of those that have one of their own a little more than it', () => {
    const {build, start, watch} = of({minutes: {deploy: 45, health: 7}});
    assert.deepEqual([build?.limit, start?.limit, watch?.limit], [45, 45, 12]);
  });

  it('names the containers that start again when it fails, and nothing that nobody does', () => {
    const undone = Object.entries(of({containers: [old]})).flatMap(([id, {undo}]) =>
      undo.filter(one => one.deed === 'startAgain').map(one => [id, one]),
    );
    assert.deepEqual(undone, [
      ['setAside', {deed: 'startAgain', containers: ['o1'], does: 'Start old again'}],
    ]);
    const taken = {...old, ports: [{port: 8099, protocol: 'tcp', address: ''}]};
    const services = {web: {ports: [{target: 80, published: '8099'}]}};
    assert.deepEqual(of({model: {name: 'x', services}, containers: [taken]})['start']?.undo, [
      {deed: 'startAgain', containers: ['o1'], does: 'Start old again'},
    ]);
  });
});
