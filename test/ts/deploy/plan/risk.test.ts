import assert from 'node:assert/strict';
import type {ComposeService} from '../../../../ts-helpers/src/compose/model.ts';
import {type DeployFacts, planDeploy} from '../../../../ts-helpers/src/deploy/plan.ts';
import type {Parts} from '../../../../ts-helpers/src/deploy/plan/parts.ts';
import {facts, running} from '../../support/deployFacts.ts';

const MADE: Parts = {
  image: 'postgres:15',
  ports: [],
  volumes: ['db:/data'],
  variables: {},
  files: {},
  settings: {},
};
const DB: ComposeService = {image: 'postgres:15', volumes: [{type: 'volume', source: 'db', target: '/data'}]};

describe('what a restart of a service with data risks', () => {
  const risks = (now: Partial<Parts>, some: Partial<DeployFacts> = {}) => {
    const {steps} = planDeploy(
      facts({
        model: {name: 'x', services: {db: DB}, volumes: {db: {name: 'x_db'}}},
        containers: [running('db', {'ca.countable.fingerprint': '1'})],
        fingerprints: {db: {is: '2', open: [], imageId: 'sha256:1'}},
        parts: {before: {db: MADE}, now: {db: {...MADE, ...now}}},
        ...some,
      }),
    );
    return steps.find(({id}) => id === 'start')?.risks;
  };

  it('is no more than traffic where the same program meets the same data', () => {
    assert.equal(risks({settings: {networks: '2'}}), 'traffic');
    assert.equal(risks({variables: {TZ: '2'}}), 'traffic');
    assert.equal(risks({ports: ['5432:5432']}), 'traffic');
  });

  it('is the data where another program comes to it, or that is not known', () => {
    assert.equal(risks({image: 'postgres:15.1'}), 'data');
    assert.equal(risks({volumes: ['db:/data', 'more:/more']}), 'data');
    assert.equal(risks({settings: {command: '2'}}), 'data');
    assert.equal(
      risks({settings: {networks: '2'}}, {fingerprints: {db: {is: '2', open: [], imageId: 'sha256:2'}}}),
      'data',
    );
    assert.equal(risks({}, {fingerprints: {db: {is: '1', open: ['image']}}}), 'data');
    assert.equal(risks({}, {parts: {before: undefined, now: {db: MADE}}}), 'data');
  });
});
