import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {
  isInPart,
  planRefresh,
  type RefreshFacts,
  refuseProduction,
} from '../../../ts-helpers/src/refresh/plan.ts';
import {refreshPlan} from '../../../ts-helpers/src/refresh/shown.ts';
import {restoreFacts} from '../restore/facts.ts';
import {refreshFacts, refreshSettings} from './facts.ts';

const refused = (more: Partial<RefreshFacts>, code: string, words: RegExp): void => {
  assert.throws(
    () => planRefresh(refreshFacts(more)),
    (error: unknown) => error instanceof UserError && error.code === code && words.test(error.message),
  );
};
const WITHOUT = {mask: undefined, after: undefined};
const CONSENT = {by: 'A. Clerk', on: '2026-11-01', for: 'letter 4711'};

describe('the plan of a refresh', () => {
  it('masks where nobody reaches it, before anything is beside what is used', () => {
    const {steps} = planRefresh(refreshFacts());
    const ids = steps.map(({id}) => id);
    assert.ok(ids.indexOf('mask') < ids.indexOf('load'));
    assert.match(steps[0]?.does ?? '', /into throw-away servers that nobody can reach/);
    assert.equal(
      steps.find(({id}) => id === 'mask')?.does,
      'There, mask it by 1 rule and ops/mask.sql, and look for what is left; run ops/after-refresh.sql',
    );
  });

  it('brings no file that nobody has named, and says so', () => {
    const {folders, leftAlone, warnings} = planRefresh(
      refreshFacts({settings: refreshSettings({files: false})}),
    );
    assert.deepEqual(folders, []);
    assert.match(leftAlone.map(({what, why}) => `${what}: ${why}`).join(), /media: files cannot be masked/);
    assert.deepEqual(warnings, []);
    assert.match(planRefresh(refreshFacts()).warnings.join(), /media come as production has them/);
  });

  it('says that nothing turns mail off where no file does', () => {
    const {warnings} = planRefresh(refreshFacts({scripts: {mask: 'x', after: undefined}}));
    assert.match(warnings.join(), /There is no ops\/after-refresh\.sql: mail, webhooks and payment keys/);
  });

  it('is never of production', () => {
    assert.equal(refuseProduction('stage'), 'stage');
    assert.throws(() => refuseProduction('prod'), {
      code: 'REFRESH_REFUSED',
      message: /masks would be laid over/,
    });
    assert.throws(() => refuseProduction(undefined), {code: 'BAD_ARGUMENT'});
  });

  it('is refused of what is not proven, of documents, and of another version', () => {
    const {source, servers, manifest} = restoreFacts();
    refused({source: {...source, verdict: 'unproven'}}, 'REFRESH_UNPROVEN', /k is unproven/);
    refused(
      {servers: [{...servers[0]!, version: '16.1'}]},
      'NO_REFRESH_FOR',
      /of version 15.4, and 16.1 runs here/,
    );
    const documents = {...manifest, servers: [{...manifest.servers[0]!, kind: 'mongo' as const}]};
    refused({manifest: documents}, 'NO_REFRESH_FOR', /documents have no columns/);
  });

  it('is refused where rules leave a column to a file that is not there', () => {
    const settings = refreshSettings({columns: {'public.t.what': 'sql'}});
    refused({settings, scripts: WITHOUT}, 'MASK_INCOMPLETE', /public.t.what is left to ops\/mask.sql/);
  });
});

describe('masked data for a laptop', () => {
  const {servers, manifest} = restoreFacts();
  const [db] = manifest.servers;
  const elsewhere = {...db!, service: 'DATABASE_URL', host: 'db.internal.example.org'};
  const documents = {...db!, service: 'documents', kind: 'mongo' as const};
  const onLaptop = (more: Partial<RefreshFacts> = {}) => refreshFacts({isLaptop: true, files: [], ...more});
  const told = ({leftOut}: {leftOut: readonly {what: string; why: string}[]}) =>
    leftOut.map(({what, why}) => `${what}: ${why}`);

  it('is what its services have, and says what was left out, and why', () => {
    const all = {...manifest, servers: [elsewhere, db!, documents, {...db!, service: 'gone'}]};
    const plan = planRefresh(onLaptop({manifest: all}));
    assert.deepEqual(
      plan.servers.map(({service}) => service),
      ['db'],
    );
    assert.deepEqual(told(plan), [
      'DATABASE_URL: it is no service, and nothing elsewhere is reached from here',
      'documents: documents have no columns that could be masked',
      'gone: no such service runs here',
      'media: files of production are brought to no laptop',
    ]);
    // No rule for a table of those is one for a table that is not there.
    assert.equal(isInPart(onLaptop({manifest: all})), true);
    assert.equal(isInPart(onLaptop()), false);
  });

  it('is none where nothing of the backup has a place there, which is told with what helps', () => {
    assert.throws(() => planRefresh(onLaptop({manifest: {...manifest, servers: [elsewhere]}})), {
      code: 'RESTORE_NOWHERE',
      message:
        'Nothing of backups/shop/k has a place here. DATABASE_URL: it is no service, and nothing elsewhere is reached from here.',
      remedy: /ops\/seed\.sql/,
    });
    assert.throws(() => planRefresh(onLaptop({servers: []})), {
      code: 'RESTORE_NOWHERE',
      message: 'Nothing of backups/shop/k has a place here. db: no such service runs here.',
    });
  });

  it('is not what an environment is refused', () => {
    const all = {...manifest, servers: [...manifest.servers, elsewhere]};
    assert.throws(() => planRefresh(refreshFacts({manifest: all})), {code: 'RESTORE_NOWHERE'});
    assert.equal(servers.length, 1);
  });
});

describe('a rule that is for no table', () => {
  it('is refused before anything is downloaded', () => {
    for (const name of ['*', 'public.*', '*.email', 'public.*.email', 'email'])
      refused(
        {settings: refreshSettings({columns: {'public.t.what': 'text', [name]: 'keep'}})},
        'MASK_UNKNOWN',
        /is for no table/,
      );
    const maria = {...restoreFacts().manifest.servers[0]!, kind: 'mysql' as const};
    const manifest = {...restoreFacts().manifest, servers: [maria]};
    const settings = refreshSettings({columns: {'t.*': 'keep', 'shop.t.what': 'text', '*': 'keep'}});
    refused({settings, manifest}, 'MASK_UNKNOWN', /^\* is for no table/);
  });
});

describe('a protected project', () => {
  const settings = (more: Parameters<typeof refreshSettings>[0]) =>
    refreshSettings({isProtected: true, files: false, ...more});

  it('is refused without a mask: what is all kept is none', () => {
    for (const columns of [{}, {'public.t.*': 'keep'}] as const)
      refused({settings: settings({columns}), scripts: WITHOUT}, 'REFRESH_REFUSED', /shop is protected/);
    assert.doesNotThrow(() => planRefresh(refreshFacts({settings: settings({})})));
  });

  it('has no files elsewhere without consent', () => {
    refused({settings: settings({files: true})}, 'REFRESH_REFUSED', /files, which cannot be masked/);
    assert.doesNotThrow(() =>
      planRefresh(refreshFacts({settings: settings({files: true, consent: CONSENT})})),
    );
  });

  it('comes as it is by a consent that says who, when and for what, as long as it holds', () => {
    const asked = (consent: object) => ({settings: settings({columns: {}, consent}), scripts: WITHOUT});
    const {steps, consent, warnings} = planRefresh(refreshFacts(asked(CONSENT)));
    assert.ok(!steps.some(({id}) => id === 'mask'));
    assert.deepEqual(consent, CONSENT);
    assert.match(warnings.join(), /Nothing is masked: A. Clerk has consented on 2026-11-01 \(letter 4711\)/);
    refused(
      asked({by: 'A. Clerk'}),
      'REFRESH_REFUSED',
      /does not say by whom it is, of which day, and for what/,
    );
    refused(asked({...CONSENT, until: '2026-11-26'}), 'REFRESH_REFUSED', /ended on 2026-11-26/);
    refused(asked({...CONSENT, on: '2026-12-01'}), 'REFRESH_REFUSED', /still to come/);
    assert.doesNotThrow(() => planRefresh(refreshFacts(asked({...CONSENT, until: '2026-11-27'}))));
  });

  it('is so by the word of the organisation, whose consent alone counts then', () => {
    const said = {columns: {}, isProtected: false, consent: CONSENT};
    const of = (one: object) => ({
      settings: settings({...said, protectedProjects: {shop: one}}),
      scripts: WITHOUT,
    });
    refused(of({}), 'REFRESH_REFUSED', /shop is protected/);
    assert.doesNotThrow(() => planRefresh(refreshFacts(of({consent: CONSENT}))));
  });
});

describe('a project that is not protected', () => {
  it('is looked into where no rule is said, so that its columns can be printed', () => {
    const {steps, warnings} = planRefresh(
      refreshFacts({settings: refreshSettings({columns: {}}), scripts: WITHOUT}),
    );
    assert.match(steps.find(({id}) => id === 'mask')?.does ?? '', /see which columns there are/);
    assert.match(warnings.join(), /No rule says what is masked/);
  });

  it('shows its plan, with all rules, and what they keep of columns that nobody has named', () => {
    const columns = {
      'public.t.what': 'text',
      'public.t.id': 'keep',
      'public.orders.*': 'keep',
      'public.log.*': 'sql',
    } as const;
    const plan = planRefresh(refreshFacts({settings: refreshSettings({columns})}));
    assert.deepEqual(plan.rules, columns);
    assert.match(
      refreshPlan(plan),
      new RegExp(
        [
          '   masks: 2 of 4 rules',
          '      public.t.what: text',
          '      public.log.\\*: sql',
          '   keeps: public.t.id',
          '   keeps, with any column that comes: public.orders.\\*',
        ].join('\n'),
      ),
    );
  });

  it('shows its plan', () => {
    const text = refreshPlan(planRefresh(refreshFacts()));
    assert.match(text, /^production of shop, for stage\n/);
    assert.match(text, /1\. /);
  });
});
