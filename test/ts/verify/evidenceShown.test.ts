import assert from 'node:assert/strict';
import {canonical, type SignedEvidence} from '../../../ts-helpers/src/archive/evidence.ts';
import {evidencePage} from '../../../ts-helpers/src/verify/evidenceShown.ts';
import {evidenceFor} from '../../../ts-helpers/src/verify/evidenceFound.ts';
import {nightsAgo} from '../archive/kept.ts';

import {FULL, KEY, proofs, signing} from './support/proofs.ts';

describe('what is shown of evidence', () => {
  it('says where the backup could not be restored any more', async () => {
    const {store, tell, found} = proofs();
    await tell(FULL);
    store.put(`${KEY}.manifest.json`, '<html>', nightsAgo(1));
    assert.match(
      evidencePage(await found()),
      /\n {2}Now {9}it could NOT be restored as it is: its manifest, which lies beside it, cannot be understood: it is a page/,
    );
  });

  it('is not genuine where its signature is of something else, or nothing that could be one', async () => {
    const {store, tell, found} = proofs();
    await tell(FULL, true);
    assert.equal((await found()).isGenuine, true);
    const signed = JSON.parse(store.objects.get(`${KEY}.proven.json`)!.body.toString()) as SignedEvidence;
    for (const signature of [
      {...signed.signature!, value: 'AAAA'},
      {...signed.signature!, publicKey: 'no key at all'},
      await signing(canonical({...signed.evidence, by: 'somebody else'})),
    ]) {
      store.put(`${KEY}.proven.json`, JSON.stringify({...signed, signature}), nightsAgo(1));
      const shown = await found();
      assert.equal(shown.isGenuine, false);
      assert.match(evidencePage(shown), /NOT GENUINE: this page was changed/);
    }
  });

  it('is none where nothing was proven', async () => {
    await assert.rejects(proofs().found(), {
      code: 'BACKUP_MISSING',
      message: 'No backup of shop was proven.',
    });
  });

  it('is that of an older script where there is nothing of ours', async () => {
    const {store, tell} = proofs();
    store.objects.clear();
    const key = 'old/shop/202611/shop.20261119-033000.sql.lrz';
    store.put(key, 5_000, nightsAgo(9));
    const older = {
      layout: 'pg-backup-s3',
      layers: ['lrzip'],
      said: 'restored; nothing to compare',
      usersMade: [],
    };
    for (const by of ['first', 'second']) await tell({key, older, by});
    const wanted = {name: 'shop', part: undefined, at: undefined};
    const shown = await evidenceFor(wanted, {store, older: [{store, prefix: 'old/'}]});
    assert.deepEqual(
      [shown.evidence.by, shown.others?.map(({by}) => by), shown.unread],
      ['second', ['first'], undefined],
    );
    assert.match(evidencePage(shown), /^Backup of shop .*: restored; nothing to compare\n/);
    await assert.rejects(evidenceFor({...wanted, at: '2020'}, {store, older: [{store, prefix: 'old/'}]}), {
      code: 'BACKUP_MISSING',
    });
  });
});
