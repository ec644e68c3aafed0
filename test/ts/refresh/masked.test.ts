import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {postgres} from '../../../ts-helpers/src/engines/postgres.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import type {Held} from '../../../ts-helpers/src/refresh/act/held.ts';
import {cutOff, maskAll, runAfter} from '../../../ts-helpers/src/refresh/act/masking.ts';
import type {RefreshFacts} from '../../../ts-helpers/src/refresh/plan.ts';
import type {Mask} from '../../../ts-helpers/src/settings/settings.ts';
import {recordVoice} from '../../fakes/voice.ts';
import {serverOf} from '../verify/support/proving.ts';

const masking = postgres.masking ?? assert.fail('it has none');
const SECRET = 'ada@hospital.example.org';

/** As its server tells of a column. */
const column = (name: string, more: object = {}) => ({
  ...{schema: 'public', table: 'customer', name, type: 'text', length: null},
  ...{isMade: false, isRequired: false, isUnique: false, checks: []},
  ...more,
});

interface Told {
  columns?: readonly object[];
  keys?: readonly object[];
  untaken?: readonly object[];
  watchers?: readonly object[];
  left?: readonly object[];
  dangling?: readonly object[];
  /** What is printed of SQL with these words in it, which fails. */
  fails?: {words: string; printed: string};
}

const lines = (all: readonly object[] = []): string => all.map(one => `${JSON.stringify(one)}\n`).join('');

/** A server that nobody can reach, and that answers what masking asks it. */
const holding = (told: Told): {held: Held[]; ran: string[]} => {
  const ran: string[] = [];
  const answer = (sql: string): string => {
    if (sql === masking.columns) return lines(told.columns);
    if (sql === masking.keys) return lines(told.keys);
    if (sql === masking.watchers([])) return lines(told.watchers);
    if (sql.includes('countable_untaken')) return lines(told.untaken);
    if (sql.includes("'left', count(*)")) return lines(told.left);
    return sql.includes('AND NOT EXISTS (SELECT FROM "public"') ? lines(told.dangling) : '';
  };
  const asked = async (words: readonly string[], input: PassThrough): Promise<string> => {
    const sql = await text(input);
    if (words.includes('--command'))
      return JSON.stringify({version: '15.5', owner: 'shop', databases: [], roles: []});
    ran.push(sql);
    const {fails} = told;
    if (fails === undefined || !sql.includes(fails.words)) return answer(sql);
    throw new CommandFailed({
      ...{program: 'docker', args: [], exitCode: 3},
      ...{tail: fails.printed.split('\n'), stderr: fails.printed},
    });
  };
  const inside: Held['inside'] = {
    pipe(words) {
      const [input, output] = [new PassThrough(), new PassThrough()];
      const ended = asked(words, input).then(
        said => {
          output.end(said);
          return '';
        },
        (error: unknown) => {
          output.end();
          throw error;
        },
      );
      ended.catch(() => undefined);
      return {input, output, ended, stop: () => undefined};
    },
  };
  return {held: [{stored: serverOf({shop: [1]}), engine: postgres, inside, databases: ['shop']}], ran};
};

const facts = (columns: Record<string, Mask>, scripts: Partial<RefreshFacts['scripts']> = {}) =>
  ({
    settings: {columns},
    scripts: {mask: undefined, after: undefined, ...scripts},
    only: undefined,
  }) as unknown as RefreshFacts;

const masked = async (
  told: Told,
  columns: Record<string, Mask>,
  scripts?: Partial<RefreshFacts['scripts']>,
) => {
  const {held, ran} = holding(told);
  const voice = recordVoice();
  const count = await maskAll(held, facts(columns, scripts), voice);
  return {count, ran, said: voice.lines()};
};

const EMAIL = column('email', {isUnique: true});
const ORDERS = column('email', {table: 'orders'});
const KEY = {
  name: 'orders_email_fkey',
  from: {schema: 'public', table: 'orders', name: 'email'},
  to: {schema: 'public', table: 'customer', name: 'email'},
};

describe('what a refresh masks', () => {
  it('is noted before, changed, and looked for afterwards; what whole tables keep is said', async () => {
    const {count, ran, said} = await masked(
      {columns: [EMAIL, column('what', {table: 'notes'})]},
      {'public.customer.email': 'email', 'public.notes.*': 'keep'},
    );
    assert.equal(count, 1);
    const order = ['CREATE SCHEMA', 'UPDATE "public"."customer"', "'left', count(*)", 'DROP SCHEMA'];
    const found = ran.flatMap(sql => order.find(words => sql.includes(words)) ?? []);
    assert.deepEqual(found, order);
    assert.match(said.join('\n'), /Kept by rules for whole tables: public\.notes\.what/);
  });

  it('is refused before anything is changed, with all that is wrong at once', async () => {
    const told = {
      columns: [EMAIL, column('born', {isRequired: true, type: 'date'}), column('new')],
      untaken: [{note: 0, check: 'is_known'}],
    };
    const {held, ran} = holding(told);
    const rules = {
      'public.customer.email': 'hash',
      'public.customer.born': 'empty',
      'public.gone': 'keep',
    } as const;
    await assert.rejects(maskAll(held, facts(rules), recordVoice()), {
      code: 'MASK_UNKNOWN',
      message: [
        'No column of the backup is called public.gone.',
        'Nothing says what becomes of 1 column of the backup: public.customer.new.',
        'public.customer.email cannot be hash: the check is_known refuses it; public.customer.born cannot be empty: it takes no null.',
      ].join(' '),
    });
    assert.ok(ran.every(sql => !sql.includes('UPDATE ')));
  });

  it('is refused where it is still there, or a trigger would note it, or a key leads nowhere any more', async () => {
    const rules = {'public.customer.email': 'email', 'public.orders.email': 'email'} as const;
    const columns = [EMAIL, ORDERS];
    await assert.rejects(masked({columns, left: [{note: 0, left: 2, values: 9, former: 9}]}, rules), {
      code: 'MASK_FAILED',
      message: 'public.customer.email holds in 2 rows what it held before.',
    });
    await assert.rejects(masked({columns, watchers: [{table: 'customer', name: 'noting'}]}, rules), {
      code: 'MASK_FAILED',
      message: /^The trigger noting of customer would note/,
    });
    await assert.rejects(masked({columns, keys: [KEY], dangling: [{note: 0}]}, rules), {
      code: 'MASK_FAILED',
      message: /^public\.orders\.email leads to public\.customer\.email, and no longer finds its row there/,
    });
  });

  it('fails without a word of what a row holds', async () => {
    const printed = [
      'ERROR:  23505: could not create unique index "customer_email_key"',
      `DETAIL:  Key (email)=(${SECRET}) is duplicated.`,
      'SCHEMA NAME:  public',
      'TABLE NAME:  customer',
      'CONSTRAINT NAME:  customer_email_key',
      'LOCATION:  comparetup_index_btree, tuplesort.c:4279',
      '',
    ].join('\n');
    const failing = masked(
      {columns: [EMAIL], fails: {words: 'UPDATE ', printed}},
      {'public.customer.email': 'email'},
    );
    await assert.rejects(failing, (error: Error & {evidence: unknown}) => {
      assert.equal(
        error.message,
        'public.customer cannot be masked: two rows would have the same: customer_email_key of public.customer (SQLSTATE 23505).',
      );
      assert.ok(!JSON.stringify(error.evidence).includes(SECRET));
      return true;
    });
  });

  it('is told of a script by its line, and of a machine that has nothing left as such', async () => {
    const script = {mask: "update customer set note = 'x';\n"};
    const rules = {'public.customer.note': 'sql'} as const;
    const refused = (printed: string) =>
      masked({columns: [column('note')], fails: {words: 'set note', printed}}, rules, script);
    await assert.rejects(
      refused(`psql:<stdin>:1: ERROR:  22001: value too long: ${SECRET}\nLOCATION:  varchar, varchar.c:1\n`),
      {
        code: 'MASK_FAILED',
        where: 'ops/mask.sql:1',
        message: 'ops/mask.sql fails in the database shop of db: a value is too long (SQLSTATE 22001).',
      },
    );
    await assert.rejects(refused('could not write: No space left on device'), {code: 'DISK_FULL'});
  });

  it('leads to no other server, and does not what production does', async () => {
    const {held, ran} = holding({});
    await cutOff(held);
    await runAfter(held, facts({}, {after: 'update settings set mail_host = null;'}));
    await runAfter(held, facts({}));
    assert.deepEqual(ran, [masking.cut, 'update settings set mail_host = null;']);
  });
});
