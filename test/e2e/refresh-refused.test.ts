import assert from 'node:assert/strict';
import {stored} from './support/backups.ts';
import {MASK, SECRET, type Stage, startStage} from './support/refreshed.ts';

const OTHERS = [
  "create type state as enum ('new', 'paid')",
  'create domain short as varchar(12) check (length(value) > 3)',
  `create table account (id int primary key, login text not null unique, state state, code uuid, since date not null,
    short varchar(12), small short, plus text check (plus like '+%'), shown text generated always as (upper(login)) stored,
    owner text references customer(email), "Odd ""name" text)`,
  `insert into account (id, login, state, since, plus, owner, small) values (1, '${SECRET}', 'new', '2020-01-01', '+1', '${SECRET}', 'four'), (2, 'b', 'paid', '2020-01-01', '+2', 'b@example.org', null)`,
];

const FIT = {
  'public.account.*': 'keep',
  'public.account.login': 'hash',
  'public.account.owner': 'email',
};

describe('rules of a refresh that cannot be', () => {
  let stage: Stage;
  before(async () => {
    stage = await startStage();
    stage.project.sql(...OTHERS);
    stored(await stage.run(['backup']));
    stage.project.write('ops/mask.sql', MASK);
  });
  after(() => {
    stage.remove();
  });

  it('are told all at once, each with its column, why, and what would do', async () => {
    stage.masked(
      {},
      {
        'public.account.*': 'keep',
        'public.account.login': 'text',
        'public.account.state': 'text',
        'public.account.code': 'email',
        'public.account.since': 'empty',
        'public.account.short': 'email',
        'public.account.small': 'email',
        'public.account.plus': 'hash',
        'public.account.shown': 'hash',
        'public.account.Odd "name': 'email',
        'public.nothing.x': 'hash',
      },
    );
    const {result, stderr} = await stage.refresh();
    assert.equal(result.error?.code, 'MASK_UNKNOWN', stderr);
    assert.deepEqual(
      result.error.evidence.log?.lines.slice(2).toSorted((one, other) => (one < other ? -1 : 1)),
      [
        '    "public.account.code": hash # not email: its type is uuid',
        '    "public.account.login": hash # not text: no two rows may have the same in it, and all would',
        '    "public.account.owner": email # not keep: it leads to public.customer.email, which is email: no row would be found there',
        '    "public.account.plus": empty # not hash: the check account_plus_check refuses it',
        '    "public.account.short": text # not email: it has room for 12 characters, and no address is so short',
        '    "public.account.since": sql # not empty: it takes no null',
        '    "public.account.state": empty # not text: its type is state',
        '    # take out "public.account.shown": its server makes it of other columns, and it follows what they become',
        '    # take out "public.nothing.x": there is no such column',
      ],
    );
    stage.isAsBefore();
    stage.hasNoSecret();
  });

  it('are told with their own code where nothing else is wrong', async () => {
    stage.masked({}, {...FIT, 'public.account.owner': 'hash'});
    const {result, stderr} = await stage.refresh();
    assert.equal(result.error?.code, 'MASK_UNFIT', stderr);
    assert.equal(
      result.error.message,
      'public.account.owner cannot be hash: it leads to public.customer.email, which is email: no row would be found there.',
    );
  });

  it('say nothing of what a row holds, whatever a script does to it', async () => {
    stage.masked({}, {...FIT, 'public.account.owner': 'sql', 'public.account.plus': 'sql'});
    const scripts: [string, RegExp][] = [
      [
        "update account set login = 'same'",
        /two rows would have the same: account_login_key of public\.account/,
      ],
      ['update account set since = login::date', /a value is none of its type \(SQLSTATE 22007\)/],
      ["do $$ begin raise exception '%', (select login from account limit 1); end $$", /an error of its own/],
      ['update account set plus = login', /a check refuses a value: account_plus_check/],
      [
        "set session_replication_role = replica; update account set owner = 'nobody'; update account set plus = '+0'",
        /leads to public\.customer\.email/,
      ],
    ];
    for (const [script, words] of scripts) {
      stage.project.write('ops/mask.sql', `${MASK}${script};\n`);
      const {result, stdout, stderr} = await stage.refresh();
      assert.equal(result.error?.code, 'MASK_FAILED', stderr);
      assert.match(result.error.message, words);
      assert.ok(!`${stdout}${stderr}${JSON.stringify(result)}`.includes('ada.lovelace'), script);
    }
    stage.isAsBefore();
  });

  it('bring what fits', async () => {
    stage.masked({}, FIT);
    stage.project.write('ops/mask.sql', MASK);
    const done = await stage.refresh();
    assert.equal(done.exitCode, 0, done.stderr);
    assert.match(done.stderr, /Kept by rules for whole tables: .*public\.account\.state/);
    assert.equal(
      stage.sql('select count(*) from account join customer on email = owner where shown = upper(login)'),
      '2',
    );
  });
});
