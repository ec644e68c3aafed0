import assert from 'node:assert/strict';
import fc from 'fast-check';
import {archiveNameIn, besideIn, besideKey, keyOf, pastKey} from '../../../ts-helpers/src/archive/key.ts';
import {partOf} from '../../../ts-helpers/src/archive/part.ts';

describe('the key of an archive', () => {
  it('tells project, time to the second, part, compression and encryption, and gives them back', () => {
    const name = fc.record({
      project: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
      at: fc
        .integer({min: Date.UTC(2015, 0), max: Date.UTC(2090, 0)})
        .map(time => new Date(Math.floor(time / 1000) * 1000)),
      part: fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,12}$/), {nil: undefined}),
      compression: fc.constantFrom('zst' as const, 'lrz' as const),
      isEncrypted: fc.boolean(),
    });
    fc.assert(
      fc.property(name, ({part, ...rest}) => {
        const whole = {...rest, ...(part !== undefined && {part})};
        assert.deepEqual(archiveNameIn(keyOf(whole)), whole);
      }),
    );
  });

  it('is in UTC, and sorts by time', () => {
    const at = new Date('2026-11-27T14:26:52.900Z');
    const key = keyOf({project: 'shop', at, compression: 'zst', isEncrypted: false});
    assert.equal(key, 'backups/shop/2026-11-27T142652Z.tar.zst');
  });

  it('is nothing where it is of no day, of another project within, or of something else', () => {
    for (const key of [
      'backups/shop/2026-02-31T142652Z.tar.zst',
      'backups/shop/2026-11-27T992652Z.tar.zst',
      'backups/shop/logs/2026-11-27T142652Z.tar.zst',
      'backups/shop/2026-11-27T142652Z.tar.zst.manifest.json',
      'backups/shop/2026-11-27T142652Z.tar.gz',
      'other/shop/2026-11-27T142652Z.tar.zst',
    ])
      assert.equal(archiveNameIn(key), undefined, key);
  });

  it('leads to what lies beside it, and back', () => {
    const archive = 'backups/shop/2026-11-27T142652Z.kmc.tar.lrz.age';
    assert.deepEqual(besideIn(besideKey(archive, 'proven')), {archive, what: 'proven', isPast: false});
    const past = pastKey(archive, {what: 'failed', at: new Date('2026-11-28T01:02:03.456Z')});
    assert.equal(past, `${archive}.2026-11-28T010203Z.failed.json`);
    assert.deepEqual(besideIn(past), {archive, what: 'failed', isPast: true});
    assert.equal(besideIn(`${archive}.2026-11-28T010203Z.manifest.json`), undefined);
    assert.equal(besideIn('backups/shop/notes.proven.json'), undefined);
  });

  it('has a part for all but the production of the project itself', () => {
    assert.equal(partOf({environment: 'prod'}), undefined);
    assert.equal(partOf({environment: 'prod', instance: 'KMC 2'}), 'kmc-2');
    assert.equal(partOf({environment: 'stage', instance: 'kmc'}), 'kmc-stage');
  });
});
