import assert from 'node:assert/strict';
import {
  chosen,
  type KeptRelease,
  keptOfLive,
  staying,
  tagsToGo,
} from '../../../../ts-helpers/src/deploy/plan/kept.ts';
import {historyOf} from '../../../../ts-helpers/src/deploy/plan/history.ts';
import {releasesText} from '../../../../ts-helpers/src/deploy/shown.ts';
import {meantBy} from '../../../../ts-helpers/src/deploy/plan/meant.ts';
import {noRelease} from '../../../../ts-helpers/src/deploy/plan/noRelease.ts';
import {release} from '../../support/deployFacts.ts';

const at = (minute: number) => `2026-11-26T12:${String(minute).padStart(2, '0')}:00.000Z`;
const kept = (version: string, minute: number): KeptRelease => ({
  release: {...release, version, commit: `${version}0000`, at: at(minute)},
  who: 'Jenkins shop/develop #12',
  liveAt: at(minute + 1),
  names: {base: 'docker-compose.yml', environment: 'dc.stage.yml'},
  files: [],
  images: {
    web: {id: `sha256:${version}`, name: 'shop-stage-web', tag: `shop-stage-web:${version}`, isBuilt: true},
    db: {id: 'sha256:db', name: 'postgres:15', tag: `shop-stage-db:${version}`, isBuilt: false},
  },
  isTracked: false,
  health: {minutes: 5, none: false},
});
const [a, b, c] = [kept('aaaa', 0), kept('bbbb', 10), kept('cccc', 20)] as const;
const again = {...kept('aaaa', 30)};

describe('releases that are kept', () => {
  it('are those of the newest versions, however often they went live', () => {
    assert.deepEqual(staying([a, c, b], 2), [c, b]);
    assert.deepEqual(staying([a, b, c, again], 2), [again, c, a]);
    assert.deepEqual(staying([a], 5), [a]);
  });

  it('lose only the tags that none of the others has', () => {
    assert.deepEqual(tagsToGo([a], [b, c]), ['shop-stage-web:aaaa', 'shop-stage-db:aaaa']);
    assert.deepEqual(tagsToGo([a], [again]), []);
  });

  it('are returned to by default where they are of another version, the last first', () => {
    assert.equal(chosen([a, b, c], c.release, undefined), b);
    assert.equal(chosen([b, a, again], again.release, undefined), b);
    assert.equal(chosen([c], c.release, undefined), undefined);
    assert.equal(chosen([a, b], undefined, undefined), b);
  });

  it('are found by the beginning of their version or commit, the live one too', () => {
    assert.equal(chosen([a, b, c], c.release, 'aa'), a);
    assert.equal(chosen([a, b, c], c.release, 'aaaa00'), a);
    assert.equal(chosen([a, b, c], c.release, 'cccc'), c);
    assert.equal(chosen([a, b, c], c.release, 'dd'), undefined);
  });

  it('are the live one by when it was deployed, not by its version', () => {
    assert.equal(keptOfLive([a, again], again.release), again);
    assert.equal(keptOfLive([a], again.release), undefined);
    assert.equal(keptOfLive([a], undefined), undefined);
  });

  it('tell what ran when', () => {
    const history = historyOf([a, b, c], c.release);
    assert.deepEqual(
      history.map(({version, isLive, liveAt, until}) => [version, isLive, liveAt, until]),
      [
        ['cccc', true, at(21), null],
        ['bbbb', false, at(11), at(21)],
        ['aaaa', false, at(1), at(11)],
      ],
    );
    assert.deepEqual(history[0]?.images, {web: 'shop-stage-web:cccc', db: 'postgres:15'});
    assert.equal(history[0].who, 'Jenkins shop/develop #12');
  });

  it('are one in the history as long as a version runs, however often it is deployed meanwhile', () => {
    const twice = {...kept('cccc', 25), who: 'ada'};
    const history = historyOf([a, b, c, twice, again], again.release);
    assert.deepEqual(
      history.map(({version, deploys, liveAt, lastAt, until, who}) => [
        version,
        deploys,
        liveAt,
        lastAt,
        until,
        who,
      ]),
      [
        ['aaaa', 1, at(31), at(31), null, again.who],
        ['cccc', 2, at(21), at(26), at(31), 'ada'],
        ['bbbb', 1, at(11), at(11), at(21), b.who],
        ['aaaa', 1, at(1), at(1), at(11), a.who],
      ],
    );
    assert.match(
      releasesText({stage: history}),
      /^ {2} {2}cccc \(\w+\) {2}2026-11-26 12:21 to 2026-11-26 12:31, for 10 min\n {6}deployed 2 times, last 2026-11-26 12:26 by ada/m,
    );
    assert.equal(historyOf([c, twice], c.release)[0]?.isLive, true);
  });

  it('tell of what is live whether it is known to be broken', () => {
    const history = historyOf([a, b], b.release, {since: at(33), why: 'not up as a whole, for cccc failed'});
    assert.deepEqual(
      history.map(({broken}) => broken?.since),
      [at(33), undefined],
    );
    assert.match(
      releasesText({stage: history}),
      /▸ bbbb .* to now, UTC\n {6}since 2026-11-26 12:33 not up as a whole, for cccc failed\n/,
    );
  });

  it('say what there is where what is asked for is not', () => {
    const told = (to: string | undefined, ...all: KeptRelease[]) => {
      const {message, remedy, exitCode} = noRelease('stage', {
        kept: all,
        live: c.release,
        meant: to === undefined ? undefined : meantBy(to),
      });
      assert.equal(exitCode, 4);
      return [message, remedy];
    };
    assert.deepEqual(told('dd', a, b, c), [
      'No release of staging that begins with dd is kept.',
      'Name one of these: bbbb, aaaa. Any other commit is deployed: git checkout dd, and countable deploy stage.',
    ]);
    assert.equal(told('dd', c)[0], 'No release of staging from before is kept on this host.');
    assert.equal(told(undefined, c)[0], 'No release of staging from before is kept on this host.');
  });
});
