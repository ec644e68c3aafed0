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
      planDeploy(facts()).steps.map(({name}) => name),
      ['build', 'fill', 'start', 'watch'],
    );
  });

  it('builds nothing when there is nothing to build, and tidies what the files no longer name', () => {
    const model = {name: 'x', services: {db: {image: 'postgres:15'}}};
    const plan = planDeploy(facts({model, containers: [running('worker', {})]}));
    assert.deepEqual(
      plan.steps.map(({name}) => name),
      ['fill', 'start', 'setAside', 'watch', 'tidy'],
    );
    assert.match(plan.steps.at(-1)?.does ?? '', /worker/);
  });

  it('says what is stopped first because it has what another is to get, and stops nothing twice', () => {
    const model = {name: 'x', services: {app: {ports: [{target: 80, published: '8099'}]}}};
    const web = {...running('web', {}), ports: [{port: 8099, protocol: 'tcp', address: ''}]};
    const plan = planDeploy(facts({model, containers: [web]}));
    assert.deepEqual(
      plan.steps.map(({name}) => name),
      ['fill', 'start', 'watch', 'tidy'],
    );
    assert.equal(
      plan.steps[1]?.does,
      'Stop web, whose port 8099 app is to get; start app; what did not change keeps running',
    );
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
