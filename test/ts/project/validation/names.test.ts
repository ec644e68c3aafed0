import assert from 'node:assert/strict';
import type {ComposeService} from '../../../../ts-helpers/src/compose/model.ts';
import {nameFindings} from '../../../../ts-helpers/src/project/validation/names.ts';

const findings = (service: ComposeService, isDeploy = true): string[] =>
  nameFindings({name: 'x', services: {web: service}}, [], {isDeploy}).map(({message}) => message);

describe('what images and containers may be called', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  for (const image of [
    'busybox',
    'busybox:1.35',
    'library/busybox',
    'docker.io/library/busybox:latest',
    'localhost/app',
    'localhost:5000/team/app:v1.2_3-rc.1',
    'Registry.Example.org:443/a/b/c',
    'REGISTRY/app',
    '[::1]:5000/app',
    'x/a.b__c-d---e/f_g',
    'app:V1',
    `app@${digest}`,
    `registry.example.org/app:1@${digest}`,
    digest,
    'a'.repeat(64),
    '123',
  ])
    it(`lets an image be ${image.slice(0, 40)}`, () => {
      assert.deepEqual(findings({image}), []);
    });

  for (const image of [
    'Busy Box',
    'BusyBox',
    'app:',
    'app:a b',
    '/app',
    'app/',
    'a//b',
    'a___b',
    'app:1:2',
    'app@',
    'app@1',
    '-app',
    'https://example.org/app',
    ' app',
  ])
    it(`lets none be ${JSON.stringify(image)}`, () => {
      assert.equal(findings({image}).length, 1);
    });

  it('lets containers be called as the engine does, and says nothing of those of tests', () => {
    for (const name of ['web', 'Shop_web.1-a', '1a']) assert.deepEqual(findings({container_name: name}), []);
    for (const name of ['-web', 'w', 'a b', 'a/b', 'käse', '']) {
      assert.equal(findings({container_name: name}).length, 1);
      assert.deepEqual(findings({container_name: name}, false), []);
    }
  });
});

describe('what services may be called', () => {
  const told = (length: number, isDeploy = true) =>
    nameFindings({name: 'shop-stage', services: {['a'.repeat(length)]: {}}}, [], {isDeploy}).map(
      ({code, remedy}) => [code, remedy],
    );

  it('is as long as an image of theirs can be called, with the name of the project', () => {
    assert.deepEqual(told(237 - 'shop-stage-'.length), []);
    assert.deepEqual(told(250), [
      ['UNSAFE_NAME', 'Give the service a name that is 24 letters shorter, or more.'],
    ]);
    assert.deepEqual(told(250, false), []);
  });
});
