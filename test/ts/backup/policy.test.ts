import assert from 'node:assert/strict';
import {policiesFor} from '../../../ts-helpers/src/backup/policy.ts';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import {shown} from '../../../ts-helpers/src/cli/shown.ts';
import type {World} from '../../../ts-helpers/src/run/world.ts';

const run = async (...words: string[]): Promise<string> => {
  const invocation = await parse(['backup', 'policy', ...words]);
  const world = {variables: {COUNTABLE_BACKUP_BUCKET: 'example'}} as unknown as World;
  const {result} = await invocation.verb.run(invocation.given, world);
  return shown(result, invocation);
};

describe('the policies for a bucket', () => {
  const actionsOf = (name: 'node' | 'pitr' | 'proof' | 'fleet', more: object = {}): string[] =>
    policiesFor({name: 'example', ...more}, [])[name].Statement.flatMap(({Effect, Action}) =>
      Action.map(action => (Effect === 'Allow' ? action : `no ${action}`)),
    );

  it('let a node write, and nothing be written over', () => {
    assert.deepEqual(actionsOf('node'), [
      's3:PutObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
      's3:GetObject',
      'no s3:PutObject',
    ]);
    const {Statement} = policiesFor({name: 'example'}, []).node;
    const readable = Statement.filter(({Action}) => Action.includes('s3:GetObject')).flatMap(
      ({Resource}) => Resource,
    );
    assert.deepEqual(readable, ['arn:aws:s3:::example/countable/fleet.json']);
    assert.ok(!Statement[0]!.Resource.some(resource => /proven|failed|\/\*$/.test(resource)));
    assert.deepEqual(Statement.at(-1)?.Condition, {
      Null: {'s3:if-none-match': 'true'},
      Bool: {'s3:ObjectCreationOperation': 'true'},
    });
  });

  it('refuse no evidence that is written over, to a host that may prove as well', () => {
    const refused = policiesFor({name: 'example'}, []).node.Statement.find(({Effect}) => Effect === 'Deny');
    const ends = refused?.Resource.map(one => one.slice(one.lastIndexOf('*') + 1)) ?? [''];
    for (const end of ends) assert.ok(!'backups/shop/1.tar.zst.proven.json'.endsWith(end), end);
    assert.ok(ends.includes('.tar.zst.age'));
  });

  it('let pgBackRest read, list and delete below its own prefix, and no passphrase be deleted', () => {
    const {Statement} = policiesFor({name: 'example'}, []).pitr;
    assert.deepEqual(actionsOf('pitr'), [
      's3:ListBucket',
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      'no s3:DeleteObject',
    ]);
    const objects = Statement.flatMap(({Resource}) => Resource).filter(one => one.includes('/'));
    assert.deepEqual(objects, ['arn:aws:s3:::example/pitr/*', 'arn:aws:s3:::example/pitr/*.passphrase.age']);
    assert.deepEqual(Statement[0]?.Condition, {StringLike: {'s3:prefix': ['pitr/*']}});
  });

  it('leave out what other servers do not know', () => {
    assert.ok(!actionsOf('node', {endpoint: 'https://s3.example.org'}).includes('no s3:PutObject'));
  });

  it('let nobody delete but the fleet check, which writes no archive', () => {
    for (const name of ['node', 'proof'] as const)
      assert.ok(!actionsOf(name).some(action => /Delete/.test(action)));
    const {Statement} = policiesFor({name: 'example'}, []).fleet;
    const writable = Statement.filter(({Action}) => Action.includes('s3:PutObject')).flatMap(
      ({Resource}) => Resource,
    );
    assert.deepEqual(writable, ['arn:aws:s3:::example/countable/fleet.json']);
    assert.ok(actionsOf('fleet').includes('s3:DeleteObject'));
  });

  it('let the proof read what older scripts left, and every moment that is kept, and write nothing there but evidence', () => {
    const places = [{prefix: 'left/'}, {bucket: 'old', prefix: ''}];
    const {Statement} = policiesFor({name: 'example'}, places).proof;
    const resources = (action: string) =>
      Statement.filter(({Action}) => Action.includes(action)).flatMap(({Resource}) => Resource);
    assert.deepEqual(resources('s3:GetObject').slice(1), [
      'arn:aws:s3:::example/pitr/*',
      'arn:aws:s3:::example/left/*',
      'arn:aws:s3:::old/*',
    ]);
    assert.deepEqual(resources('s3:PutObject').slice(2), [
      'arn:aws:s3:::example/left/*.proven.json',
      'arn:aws:s3:::example/left/*.failed.json',
      'arn:aws:s3:::old/*.proven.json',
      'arn:aws:s3:::old/*.failed.json',
    ]);
    assert.equal(resources('s3:DeleteObject').length, 0);
  });

  it('have what locks and keys take', () => {
    const lock = {mode: 'GOVERNANCE', days: 3};
    for (const name of ['node', 'proof'] as const)
      assert.ok(actionsOf(name, {lock}).includes('s3:PutObjectRetention'));
    const {Statement} = policiesFor({name: 'example', encryption: '1234-abcd'}, []).node;
    assert.deepEqual(Statement.at(-1)?.Resource, ['arn:aws:kms:*:*:key/1234-abcd']);
    assert.ok(!actionsOf('node', {encryption: 'AES256'}).some(action => action.startsWith('kms')));
  });

  it('let the fleet check list what older scripts left', () => {
    const {Statement} = policiesFor({name: 'example'}, [
      {bucket: 'old', prefix: 'sites/'},
      {prefix: 'x'},
    ]).fleet;
    assert.deepEqual(
      Statement.filter(({Sid}) => Sid.startsWith('ListOlder')).map(({Resource, Condition}) => [
        Resource,
        Condition,
      ]),
      [
        [['arn:aws:s3:::old'], {StringLike: {'s3:prefix': ['sites/*']}}],
        [['arn:aws:s3:::example'], {StringLike: {'s3:prefix': ['x*']}}],
      ],
    );
  });

  it('let who proves write copies, and the fleet check delete there what is too many', () => {
    const {proof, fleet} = policiesFor({name: 'example'}, [], [{name: 'west'}, {name: 'far'}]);
    const at = (statements: typeof proof.Statement, action: string, bucket: string): string[] =>
      statements
        .filter(
          ({Action, Resource}) =>
            Action.includes(action) && Resource.some(one => one.includes(`:::${bucket}/`)),
        )
        .map(({Sid}) => Sid);
    assert.deepEqual(at(proof.Statement, 's3:PutObject', 'west'), ['WriteInCopies1']);
    assert.deepEqual(at(proof.Statement, 's3:DeleteObject', 'west'), []);
    assert.deepEqual(at(fleet.Statement, 's3:DeleteObject', 'far'), ['ReadAndDeleteInCopies2']);
    assert.deepEqual(at(fleet.Statement, 's3:PutObject', 'west'), []);
    const ids = fleet.Statement.map(({Sid}) => Sid);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('are printed with a heading each, and of one alone as JSON', async () => {
    assert.deepEqual((await run()).match(/^# .*$/gm), ['# node', '# pitr', '# proof', '# fleet']);
    assert.deepEqual(JSON.parse(await run('proof')), policiesFor({name: 'example'}, []).proof);
  });
});
