import assert from 'node:assert/strict';
import {contentOf, type DumpContent} from '../../../ts-helpers/src/archive/content.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {
  type DumpSource,
  heldInDump,
  intoWhich,
  planRestore,
  type RestoreFacts,
} from '../../../ts-helpers/src/restore/plan.ts';
import {restorePlan} from '../../../ts-helpers/src/restore/shown.ts';
import {NOW, restoreFacts, STAMP} from './facts.ts';

const PLAIN = contentOf(Buffer.from('SET statement_timeout = 0;\n')) as DumpContent;
const WHOLE_SERVER = contentOf(Buffer.from('-- PostgreSQL database cluster dump\n')) as DumpContent;

const dumpFacts = (source: Partial<DumpSource> = {}, more: Partial<RestoreFacts> = {}) => {
  const whole: DumpSource = {
    ...{bucket: undefined, key: '/home/ada/friday.sql', at: NOW, size: 500},
    layers: ['gzip', 'plain SQL of PostgreSQL'],
    content: PLAIN,
    ...source,
  };
  const here: RestoreFacts = {...restoreFacts(), ...more, source: whole};
  return {...here, manifest: heldInDump(whole, here), source: whole};
};

const refusal = (work: () => unknown): UserError => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error;
  }
  assert.fail('it is planned');
};

describe('the plan of a restore of what people have', () => {
  it('takes the one database of the one server, and says that nothing is compared', () => {
    const plan = planRestore(dumpFacts());
    assert.deepEqual(plan.servers[0]?.loads, [{name: 'shop', as: `shop_restoring_${STAMP}`}]);
    assert.deepEqual(
      plan.steps.map(({id}) => id),
      ['recover', 'load', 'compare', 'stop', 'swap', 'start'],
    );
    const text = restorePlan(plan);
    assert.match(text, /^\/home\/ada\/friday\.sql, 500 B\n {3}it is: gzip, plain SQL of PostgreSQL\n/);
    assert.match(text, /not compared: nothing tells what it held/);
    assert.match(text, /not media: a dump has databases alone/);
  });

  it('goes by the environment of the service, where that names a database', () => {
    const model = {
      name: 'shop-prod',
      services: {db: {environment: {POSTGRES_DB: 'named', POSTGRES_USER: 'x'}}},
    };
    assert.equal(intoWhich(PLAIN, {...dumpFacts(), model}).database, 'named');
  });

  it('leaves open which databases there are in a whole server, and in what is read once', () => {
    const once = {key: '-', size: undefined, layers: []};
    for (const source of [{content: WHOLE_SERVER}, {...once, bucket: undefined}]) {
      const facts = dumpFacts(source);
      const {content: _, ...unread} = facts.source;
      const plan = planRestore(
        'layers' in source ? {...facts, source: unread, manifest: heldInDump(unread, facts)} : facts,
      );
      assert.deepEqual(plan.servers, []);
      assert.match(plan.warnings.join(), /Which databases it holds is seen as it is read/);
      assert.match(restorePlan(plan), /Let it take the place of what is used: databases of the same names/);
    }
  });

  it('is made once more of what was found', () => {
    const found = [
      {
        ...{service: 'db', kind: 'postgres' as const, version: '15.4'},
        databases: [{name: 'found', bytes: 1, tables: {'public.t': {rows: 1}}}],
      },
    ];
    const plan = planRestore(dumpFacts({found}));
    assert.deepEqual(plan.servers[0]?.renames, [
      {name: `found_restoring_${STAMP}`, after: 'found', isUsed: true},
    ]);
  });

  it('asks for the service where there are several for it, and is refused where there is none', () => {
    const [db] = dumpFacts().servers;
    assert.ok(db);
    const servers = [db, {...db, service: 'other'}];
    const several = refusal(() => dumpFacts({}, {servers}));
    assert.deepEqual([several.code, several.where], ['RESTORE_NOWHERE', '--service']);
    assert.match(several.message, /several servers for it: db, other\.$/);
    assert.equal(intoWhich(PLAIN, {...dumpFacts(), servers, only: 'other'}).live.service, 'other');
    const none = refusal(() => dumpFacts({content: {is: 'mongodump archive'}}));
    assert.match(none.message, /shop-prod has no server for it\.$/);
    const {container: _, ...stopped} = db;
    const down = refusal(() => dumpFacts({}, {servers: [{...stopped, container: undefined}]}));
    assert.equal(down.code, 'BACKUP_NOTHING_RUNS');
  });
});
