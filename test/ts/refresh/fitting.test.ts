import assert from 'node:assert/strict';
import {type FoundKey, misfitsIn, type Untakeable} from '../../../ts-helpers/src/refresh/plan/fitting.ts';
import type {JudgedColumn} from '../../../ts-helpers/src/refresh/plan/found.ts';

const column = (name: string, more: Partial<JudgedColumn> = {}): JudgedColumn => ({
  ...{service: 'db', database: 'shop', schema: 'public', table: 'customer', name, type: 'text', mask: 'hash'},
  ...more,
});

const said = (
  columns: readonly JudgedColumn[],
  more: {keys?: readonly FoundKey[]; untakeable?: readonly Untakeable[]} = {},
): string[] =>
  misfitsIn(columns, {keys: [], untakeable: [], ...more}).map(
    ({column: {table, name, mask}, why, would}) => `${table}.${name} ${mask}: ${why} (${would ?? 'none'})`,
  );

const KEY: FoundKey = {
  ...{service: 'db', database: 'shop', name: 'orders_email_fkey'},
  from: {schema: 'public', table: 'orders', name: 'email'},
  to: {schema: 'public', table: 'customer', name: 'email'},
};

describe('a rule that its column cannot have', () => {
  it('is told with why, and with what would do', () => {
    assert.deepEqual(
      said([
        column('note', {mask: 'empty', isRequired: true}),
        column('email', {mask: 'text', isUnique: true}),
        column('short', {mask: 'email', length: 12}),
        column('born', {mask: 'phone', type: 'date', takes: 'none'}),
        column('id', {mask: 'text', type: 'int', takes: 'none', isRequired: true}),
        column('code', {mask: 'email', type: 'uuid', takes: 'uuid'}),
      ]),
      [
        'customer.note empty: it takes no null (text)',
        'customer.email text: no two rows may have the same in it, and all would (hash)',
        'customer.short email: it has room for 12 characters, and no address is so short (text)',
        'customer.born phone: its type is date (empty)',
        'customer.id text: its type is int (sql)',
        'customer.code email: its type is uuid (hash)',
      ],
    );
  });

  it('is one that its server has refused', () => {
    const state = (mask: JudgedColumn['mask']) => column('state', {mask, type: 'state'});
    assert.deepEqual(
      said([state('text')], {
        untakeable: [
          {column: state('text'), check: null},
          {column: state('hash'), check: null},
        ],
      }),
      ['customer.state text: its type is state (empty)'],
    );
    assert.deepEqual(said([state('hash')], {untakeable: [{column: state('hash'), check: 'state_known'}]}), [
      'customer.state hash: the check state_known refuses it (text)',
    ]);
  });

  it('is none where it fits', () => {
    assert.deepEqual(
      said([
        column('note', {mask: 'text', isRequired: true}),
        column('email', {mask: 'email', isUnique: true, length: 40}),
        column('born', {mask: 'empty', takes: 'none'}),
        column('total', {mask: 'keep', takes: 'none'}),
        column('what', {mask: 'sql', isRequired: true}),
      ]),
      [],
    );
  });
});

describe('a key whose sides are masked apart', () => {
  const sides = (child: Partial<JudgedColumn>, parent: Partial<JudgedColumn>) => [
    column('email', parent),
    column('email', {table: 'orders', ...child}),
  ];

  it('names both columns, and the mask that both need', () => {
    assert.deepEqual(said(sides({mask: 'keep'}, {mask: 'email'}), {keys: [KEY]}), [
      'orders.email keep: it leads to public.customer.email, which is email: no row would be found there (email)',
    ]);
    assert.deepEqual(said(sides({mask: 'hash'}, {mask: 'keep'}), {keys: [KEY]}), [
      'orders.email hash: it leads to public.customer.email, which is keep: no row would be found there (keep)',
    ]);
  });

  it('goes by what its other side has to become', () => {
    assert.deepEqual(said(sides({mask: 'keep'}, {mask: 'text', isUnique: true}), {keys: [KEY]}), [
      'customer.email text: no two rows may have the same in it, and all would (hash)',
      'orders.email keep: it leads to public.customer.email, which is hash: no row would be found there (hash)',
    ]);
    assert.deepEqual(said(sides({mask: 'empty', isRequired: true}, {mask: 'email'}), {keys: [KEY]}), [
      'orders.email empty: it takes no null (email)',
    ]);
  });

  it('is one as well where they have room for different values', () => {
    assert.deepEqual(said(sides({mask: 'email', length: 30}, {mask: 'email', length: 60}), {keys: [KEY]}), [
      'orders.email email: it leads to public.customer.email, and has room for other values: no row would be found there (sql)',
    ]);
  });

  it('leaves to the script what it masks, and lets nobody lead anywhere', () => {
    assert.deepEqual(said(sides({mask: 'keep'}, {mask: 'sql'}), {keys: [KEY]}), []);
    assert.deepEqual(said(sides({mask: 'empty'}, {mask: 'hash'}), {keys: [KEY]}), []);
    assert.deepEqual(said(sides({mask: 'hash'}, {mask: 'hash'}), {keys: [KEY]}), []);
  });
});
