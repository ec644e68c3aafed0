import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import type {FoundColumn} from '../../../ts-helpers/src/refresh/plan/found.ts';
import {judged} from '../../../ts-helpers/src/refresh/plan/rules.ts';
import type {Mask} from '../../../ts-helpers/src/settings/settings.ts';

const column = (table: string, name: string, more: Partial<FoundColumn> = {}): FoundColumn => ({
  ...{service: 'db', database: 'shop', schema: 'public', table, name, type: 'text'},
  ...more,
});
const COLUMNS = [column('customer', 'id'), column('customer', 'email'), column('order', 'id')];

const masks = (rules: Record<string, Mask>, columns = COLUMNS): string[] =>
  judged(columns, {rules, isPart: false}).map(({table, name, mask}) => `${table}.${name} ${mask}`);

const refusal = (rules: Record<string, Mask>, columns = COLUMNS): UserError => {
  try {
    judged(columns, {rules, isPart: false});
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new assert.AssertionError({message: 'it was not refused'});
};

describe('rules of what is masked', () => {
  it('say of each column what becomes of it, a whole table by a star, and the exact one counts', () => {
    assert.deepEqual(
      masks({'public.customer.*': 'keep', 'public.customer.email': 'email', 'public.order.id': 'keep'}),
      ['customer.id keep', 'customer.email email', 'order.id keep'],
    );
  });

  it('tell databases and services apart where they say them', () => {
    const other = {database: 'audit'};
    assert.deepEqual(
      masks({'public.log.what': 'keep', 'audit.public.log.what': 'text', 'db.late.public.log.what': 'sql'}, [
        column('log', 'what'),
        column('log', 'what', other),
        column('log', 'what', {database: 'late'}),
      ]),
      ['log.what keep', 'log.what text', 'log.what sql'],
    );
    const maria = {service: 'maria', database: 'shop', table: 'things', name: 'what', type: 'text'};
    assert.deepEqual(masks({'things.what': 'keep'}, [maria]), ['things.what keep']);
  });

  it('are refused where a column is new, with the lines to add', () => {
    const {code, message, evidence} = refusal({'public.customer.id': 'keep', 'public.order.*': 'keep'}, [
      ...COLUMNS,
      column('order', 'id', {database: 'audit'}),
      column('customer', 'Full Name'),
    ]);
    assert.equal(code, 'MASK_INCOMPLETE');
    assert.equal(
      message,
      'Nothing says what becomes of 2 columns of the backup: public.customer.email, public.customer.Full Name.',
    );
    assert.deepEqual(evidence.log?.lines, [
      'mask:',
      '  columns:',
      '    "public.customer.email": email',
      '    "public.customer.Full Name": name',
    ]);
  });

  it('guess nothing of what may be anything', () => {
    const typed = (name: string, type: string) => ({...column('customer', name), type});
    const {evidence} = refusal({}, [
      typed('born', 'date'),
      typed('prefs', 'jsonb'),
      typed('tags', 'text[]'),
      typed('mail', 'address_of_mail'),
      typed('total', 'numeric(10,2)'),
      typed('made', 'timestamp with time zone'),
      typed('city', 'character varying(40)'),
    ]);
    assert.deepEqual(evidence.log?.lines.slice(2), [
      '    "public.customer.born":',
      '    "public.customer.prefs":',
      '    "public.customer.tags":',
      '    "public.customer.mail":',
      '    "public.customer.total": keep',
      '    "public.customer.made": keep',
      '    "public.customer.city": text',
    ]);
  });

  it('name the database in those lines where several have such a table', () => {
    const {evidence} = refusal({}, [column('log', 'id'), column('log', 'id', {database: 'audit'})]);
    assert.deepEqual(evidence.log?.lines.slice(2), [
      '    "shop.public.log.id": keep',
      '    "audit.public.log.id": keep',
    ]);
  });

  it('are refused where one is for no column: it may be misspelt', () => {
    const {code, message} = refusal({
      'public.customer.*': 'keep',
      'public.customer.emial': 'email',
      'public.order.*': 'keep',
    });
    assert.equal(code, 'MASK_UNKNOWN');
    assert.equal(
      message,
      'No column of the backup is called public.customer.emial. Is public.customer.email meant?',
    );
  });

  it('may be for more than what is refreshed where only a part is', () => {
    const rules = {'public.customer.*': 'keep', 'public.order.id': 'keep', 'public.other.x': 'text'} as const;
    assert.equal(judged(COLUMNS, {rules, isPart: true}).length, 3);
  });

  it('are refused all at once, whatever is wrong with them', () => {
    const {code, message, evidence} = refusal(
      {'public.customer.*': 'keep', 'public.customer.shown': 'text', 'public.customer.emial': 'email'},
      [...COLUMNS, column('customer', 'shown', {isMade: true})],
    );
    assert.equal(code, 'MASK_UNKNOWN');
    assert.equal(
      message,
      'No column of the backup is called public.customer.emial. Is public.customer.email meant? ' +
        'Nothing says what becomes of 1 column of the backup: public.order.id. ' +
        'public.customer.shown cannot be text: its server makes it of other columns, and it follows what they become.',
    );
    assert.deepEqual(evidence.log?.lines, [
      'mask:',
      '  columns:',
      '    # take out "public.customer.emial": there is no such column',
      '    "public.order.id": keep',
      '    # take out "public.customer.shown": its server makes it of other columns, and it follows what they become',
    ]);
  });

  it('need not be said of what is made of other columns, and may keep it', () => {
    const made = column('customer', 'shown', {isMade: true});
    const rest = {
      'public.customer.email': 'email',
      'public.customer.id': 'keep',
      'public.order.*': 'keep',
    } as const;
    assert.equal(masks(rest, [...COLUMNS, made]).length, 3);
    assert.equal(masks({...rest, 'public.customer.shown': 'keep'}, [...COLUMNS, made]).length, 3);
    assert.equal(masks({...rest, 'public.customer.*': 'hash'}, [...COLUMNS, made]).length, 3);
  });
});
