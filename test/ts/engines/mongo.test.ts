import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {mongo} from '../../../ts-helpers/src/engines/mongo.ts';
import {createMongoReader} from '../../../ts-helpers/src/engines/mongo/reader.ts';
import {answering} from './support/answering.ts';
import {cuts, heard} from './support/cutting.ts';
import {archive, block, document, ending} from './support/mongoArchive.ts';

const read = (bytes: Buffer, lengths?: readonly number[]) => heard(createMongoReader(), bytes, lengths);

const [one, two, three] = [
  document({_id: 1, name: 'one'}),
  document({_id: 2, name: '\0binary\0', ok: true}),
  document({_id: 3n, name: 'x'.repeat(3000)}),
] as const;
const SHOP = archive(
  [
    {name: 'things', metadata: '{"indexes":[{"name":"_id_"},{"name":"byName"}],"uuid":"11"}'},
    {name: 'none', metadata: ''},
    {name: 'seen', type: 'view'},
  ],
  block('things', one, two),
  block('none'),
  ending('none'),
  block('things', three),
  ending('things', one, two, three),
);

describe('what an archive of mongodump holds', () => {
  it('is the documents of each collection, which may take turns', () => {
    const {isComplete, bytes, tables} = read(SHOP);
    assert.deepEqual([isComplete, bytes], [true, SHOP.length]);
    assert.deepEqual(
      Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, [table.rows, table.bytes]])),
      {things: [3, one.length + two.length + three.length], none: [0, 0]},
    );
  });

  it('is the same in whatever pieces it comes', () => {
    const whole = read(SHOP);
    fc.assert(
      fc.property(cuts, lengths => {
        assert.deepEqual(read(SHOP, lengths), whole);
      }),
    );
  });

  it('is the same in whatever order documents come, and another one with another document', () => {
    const of = (...documents: Buffer[]) =>
      read(archive([{name: 't'}], block('t', ...documents), ending('t', ...documents)));
    assert.deepEqual(of(one, two, three), of(three, one, two));
    assert.notEqual(of(one, two).tables.t?.digest, of(one, one).tables.t?.digest);
    assert.notEqual(of(one, one).tables.t?.digest, of(two, two).tables.t?.digest);
    const {digest = ''} = of(one).tables.t ?? {};
    assert.equal(digest, createHash('sha256').update(one).digest('hex'));
  });

  it('has the same schema when its collections are made anew', () => {
    const of = (metadata: string) => read(archive([{name: 'a'}, {name: 't', metadata}])).schema;
    const known = of('{"indexes":[{"name":"_id_"},{"name":"byName"}],"uuid":"11"}');
    assert.equal(of('{"uuid":"22","indexes":[{"name":"byName"},{"name":"_id_"}]}'), known);
    assert.notEqual(of('{"uuid":"11","indexes":[{"name":"_id_"}]}'), known);
    assert.notEqual(of('{"indexes":[{"name":"_id_"},{"name":"byName","unique":true}]}'), known);
  });

  it('has the documents of a time series in the collection that it has for them', () => {
    const bytes = archive(
      [{name: 'heat', type: 'timeseries'}],
      block('system.buckets.heat', one),
      ending('system.buckets.heat', one),
    );
    const {isComplete, tables} = read(bytes);
    assert.deepEqual([isComplete, Object.keys(tables)], [true, ['system.buckets.heat']]);
  });

  it('is not whole wherever it is cut off', () => {
    for (let length = 0; length < SHOP.length; length++)
      assert.equal(read(SHOP.subarray(0, length)).isComplete, false, `${length} bytes`);
  });

  for (const [what, bytes] of [
    ['a checksum is wrong', archive([{name: 't'}], block('t', one), ending('t', two))],
    ['a collection never ends', archive([{name: 't'}], block('t', one))],
    ['a collection is told and never comes', archive([{name: 't'}])],
    ['a collection goes on behind its end', archive([{name: 't'}], ending('t'), block('t', one))],
    ['it is none', Buffer.from('Failed: no reachable servers')],
    ['a length is none', Buffer.concat([archive([]), Buffer.from([3, 0, 0, 0, 0, 0])])],
    [
      'a field is of a kind that no header has',
      Buffer.concat([archive([]), Buffer.from('0d000000107800', 'hex'), Buffer.alloc(6)]),
    ],
    ['nothing comes', Buffer.alloc(0)],
  ] as const)
    it(`is not whole when ${what}`, () => {
      fc.assert(
        fc.property(cuts, lengths => {
          assert.equal(read(bytes, lengths).isComplete, false);
        }),
        {numRuns: 20},
      );
    });

  it('of any bytes is not whole, and no failure', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 200}), cuts, (bytes, lengths) => {
        const broken = Buffer.concat([SHOP.subarray(0, 4), Buffer.from(bytes)]);
        assert.equal(read(broken, lengths).isComplete, false);
      }),
    );
  });
});

describe('the tools of MongoDB', () => {
  it('tell what a server holds, whatever else its shell says', async () => {
    const look = {
      version: '7.0.1',
      owner: 'root',
      isSuperuser: true,
      roles: ['root@admin'],
      closed: [],
      databases: [],
    };
    const {inside} = answering(`switched to db\ncountable: ${JSON.stringify(look)}\n{ ok: 1 }\n`);
    assert.deepEqual(await mongo.look(inside), look);
  });

  it('say so where the shell answers something else', async () => {
    await assert.rejects(mongo.look(answering('2026: I am a teapot').inside), /I am a teapot/);
  });

  it('dump no users for who may not read them', () => {
    const look = {version: '7', owner: 'app', databases: [], closed: [], roles: []};
    assert.equal(mongo.dumpRoles({...look, isSuperuser: false}), null);
    assert.equal(mongo.dumpRoles(look)?.includes('--db=admin'), true);
  });

  it('complain of documents that they did not restore', () => {
    const good = '3 document(s) restored successfully. 0 document(s) failed to restore.';
    const bad = '2 document(s) restored successfully. 10 document(s) failed to restore.';
    assert.deepEqual(mongo.complaints(`${good}\n${bad}\n2026\tcontinuing through error: E11000\n`), [
      bad,
      '2026\tcontinuing through error: E11000',
    ]);
  });
});
