import assert from 'node:assert/strict';
import type {Evidence} from '../../../ts-helpers/src/archive/evidence.ts';
import type {ProofOutcome} from '../../../ts-helpers/src/result/backup.ts';
import {stageLine} from '../../../ts-helpers/src/stage/line.ts';
import {evidencePage} from '../../../ts-helpers/src/verify/evidenceShown.ts';
import {manifestFor, planMoment} from '../../../ts-helpers/src/verify/moment.ts';
import type {VerifyRequest} from '../../../ts-helpers/src/verify/gather.ts';
import {verifyPlan} from '../../../ts-helpers/src/verify/shown.ts';
import {refuseLost} from '../../../ts-helpers/src/verify/outcome.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {nightsAgo, objectsOf} from '../archive/kept.ts';
import {result} from '../support/builds.ts';

const back = {
  service: 'db',
  reached: '2026-11-27T03:31:00Z',
  restoreMs: 12_000,
  differences: [],
  databases: [{name: 'shop', tables: 3, rows: 500}],
};
const lost = {...back, restoreMs: 0, differences: ['db: nothing came back'], databases: []};
const proof: ProofOutcome = {
  bucket: 'backups',
  key: 'backups/shop/2026-11-27T033000Z.tar.zst',
  verdict: 'proven',
  differences: [],
  restoreMs: 60_000,
  durationMs: 90_000,
};
const line = (...moments: (typeof back)[]): string =>
  stageLine(result({stage: 'Prove', proof: {...proof, moments}}));
const page = (...pointInTime: Evidence['pointInTime'] & object): string =>
  evidencePage({
    evidence: {
      ...{format: 1, project: 'shop', environment: 'prod', bucket: 'b', key: 'k', size: 1, sha256: ''},
      ...{
        at: '',
        checkedAt: '',
        by: '',
        host: '',
        verdict: 'proven',
        differences: [],
        servers: [],
        files: [],
      },
      ...{services: {healthy: []}, restoreMs: 1, durationMs: 1, pointInTime},
    },
  });

describe('a server that was brought back to a moment', () => {
  it('is told with what is in it', () => {
    assert.match(
      line(back),
      /· db brought back to its last moment in 12 s: shop with 3 tables and 500 rows\n$/,
    );
    assert.match(
      line({...back, until: '2026-11-27T03:00:00Z'} as typeof back),
      /back to 2026-11-27T03:00:00Z in 12 s/,
    );
    assert.match(
      page(back),
      /Any moment {2}db was brought back to 2026-11-27T03:31:00Z, in 12 s, and read whole\n +shop: 3 tables, 500 rows/,
    );
  });

  it('is told where it was not, and fails what asked for it', () => {
    assert.match(
      line(lost as unknown as typeof back),
      /· db could not be brought back to its last moment\n$/,
    );
    assert.match(page(lost), /db could NOT be brought back: db: nothing came back/);
    assert.match(
      page(lost),
      /: restored, and the same, but db could NOT be brought back to the last moment\n/,
    );
    assert.match(page(back), /: restored, and the same\n/);
    refuseLost({...proof, moments: [back]});
    assert.throws(
      () => {
        refuseLost({...proof, moments: [back, lost, lost]});
      },
      {
        code: 'PITR_FAILED',
        message: 'The last moment cannot be brought back: db: nothing came back; and 1 more.',
      },
    );
  });
});

describe('the moment that `verify --at` names', () => {
  const store = createFakeObjectStore({name: 'backups'});
  const request = {name: 'shop', part: undefined} as VerifyRequest;
  const manifest = {
    ...{format: 1, project: 'shop', environment: 'prod', at: nightsAgo(0).toISOString()},
    ...{completedAt: nightsAgo(0).toISOString(), compression: 'zst', recipients: [], commit: null, by: 'ada'},
    ...{servers: [], files: [], leftOut: []},
  };
  const keep = (night: number, more: object): void => {
    for (const {key, size, modifiedAt} of objectsOf({at: nightsAgo(night)})) store.put(key, size, modifiedAt);
    const key = objectsOf({at: nightsAgo(night)})[1]!.key;
    store.put(key, JSON.stringify({...manifest, by: `night ${night}`, ...more}), nightsAgo(night));
  };
  const pitr = [{service: 'db', stanza: 'db'}];
  const found = async (moment: string): Promise<string | undefined> =>
    (await manifestFor(request, new Date(moment), {store}))?.by;

  before(() => {
    keep(0, {pitr});
    keep(1, {pitr});
    keep(5, {});
  });

  it('is seen beside the last archive before it, or else the first', async () => {
    assert.equal(await found('2026-11-27T10:00:00Z'), 'night 0');
    assert.equal(await found('2026-11-26T10:00:00Z'), 'night 1');
  });

  it('is none where an archive is called so, or not every moment was kept', async () => {
    assert.equal(await found('2026-11-26T03:30:00Z'), undefined);
    assert.equal(await found('2026-11-23T10:00:00Z'), undefined);
    assert.equal(await manifestFor({...request, name: 'blog'}, new Date(), {store}), undefined);
  });

  it('is one step of a plan', async () => {
    const moment = new Date('2026-11-27T10:00:00Z');
    const one = await manifestFor(request, moment, {store});
    assert.match(
      verifyPlan(planMoment(request, {manifest: one!, moment}, {store})),
      /^shop as it was at 2026-11-27T10:00:00\.000Z\n.*Bring db back to 2026-11-27T10:00:00\.000Z in throw-away containers/,
    );
  });
});
