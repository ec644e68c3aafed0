import assert from 'node:assert/strict';
import {allBackups, backupsOf, type BackupsNeeds} from '../../../ts-helpers/src/backups/backups.ts';
import {backupsText} from '../../../ts-helpers/src/backups/shown.ts';
import {createFakeObjectStore, type FakeObjectStore} from '../../fakes/objectStore.ts';
import {proveIn} from '../archive/keepIn.ts';
import {type Made, manifestText, nightsAgo, NOW, objectsOf} from '../archive/kept.ts';

describe('what there is to know of a backup that is listed', () => {
  let store: FakeObjectStore;
  let needs: BackupsNeeds;
  beforeEach(() => {
    store = createFakeObjectStore({name: 'example'});
    needs = {store, older: [], copies: [], clock: {now: () => NOW}};
  });

  const prove = (made: Made, evidence: object): void => {
    proveIn(store, made, evidence);
  };

  it('tells of each whose manifest is missing or damaged', async () => {
    for (const night of [0, 1, 2]) prove({at: nightsAgo(night)}, {});
    store.objects.delete(objectsOf({at: nightsAgo(0)})[1]!.key);
    store.put(objectsOf({at: nightsAgo(1)})[1]!.key, '<html>', nightsAgo(1));
    const text = backupsText(await backupsOf('shop', needs), false);
    assert.deepEqual(text.match(/proven(?:, manifest missing or damaged)?/g), [
      'proven, manifest missing or damaged',
      'proven, manifest missing or damaged',
      'proven',
    ]);
    assert.match(backupsText(await allBackups(needs), true), / proven, manifest missing or damaged /);
  });

  it('tells at what a proof failed that none since has tried', async () => {
    prove({at: nightsAgo(0)}, {verdict: 'failed', failsAt: ['web']});
    const {key} = objectsOf({at: nightsAgo(0)})[0]!;
    const {body, modifiedAt} = store.objects.get(`${key}.proven.json`)!;
    store.put(`${key}.failed.json`, body, modifiedAt);
    assert.match(backupsText(await backupsOf('shop', needs), false), / failed, at web /);
  });

  it('tells of one that is named after a wrong time, which is as old as S3 says', async () => {
    prove({at: nightsAgo(1)}, {});
    const key = 'backups/shop/2031-01-01T000000Z.tar.zst';
    store.put(key, 5_000, nightsAgo(3));
    store.put(`${key}.manifest.json`, manifestText(), nightsAgo(3));
    const lines = backupsText(await backupsOf('shop', needs), false).split('\n');
    assert.match(lines[2]!, /^ {2}32 hours .* proven /);
    assert.match(
      lines[3]!,
      /^ {2}3 days .* unproven, named after a wrong time .*2031-01-01T000000Z\.tar\.zst$/,
    );
  });
});
