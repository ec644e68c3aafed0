import assert from 'node:assert/strict';
import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {proveMoments} from '../../../ts-helpers/src/verify/act/moments.ts';
import {createFakeClock} from '../../fakes/clock.ts';
import {recordVoice} from '../../fakes/voice.ts';
import {restoreFacts} from '../restore/facts.ts';
import {at, gathering, NOW} from '../support/keptMoments.ts';

const WAL = `pitr/shop/archive/db/15-1/0000000100000001/0000000100000001000000FF-${'a1'.repeat(20)}.zst`;

describe('a moment that a proof is to bring back', () => {
  const proving = (time: string | undefined, {lost = false, access = {}} = {}) => {
    const {needs: known, asked, store} = gathering();
    if (lost) store.objects.delete(WAL);
    const manifest: Manifest = {...restoreFacts().manifest, pitr: [{service: 'db', stanza: 'db'}]};
    const removed: string[] = [];
    const docker = {
      ...known.docker,
      removeThrowAway: (label: string) => Promise.resolve(void removed.push(label)),
    };
    const ended: string[] = [];
    const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      try {
        const value = await work();
        ended.push(`✓ ${name}`);
        return value;
      } catch (error) {
        ended.push(`✗ ${name}`);
        throw error;
      }
    };
    const voice = {...recordVoice(), step};
    const needs = {...known, ...access, docker, voice, clock: {...createFakeClock(), now: () => NOW}};
    const order = {
      project: 'shop',
      manifest,
      label: 'proof',
      moment: time === undefined ? undefined : at(time),
    };
    const restores = () => asked.filter(words => words.includes('pgbackrest restore'));
    const work = () => proveMoments(order, {...needs, compressing: {} as never});
    return {work, restores, removed, ended};
  };

  it('is refused before anything is restored, where it is not kept, with what is', async () => {
    const late = proving('11:00:00');
    await assert.rejects(late.work(), {
      code: 'BACKUP_MISSING',
      message:
        'The moments of db are kept from 2026-11-27T03:31:00.000Z to 2026-11-27T10:00:00.000Z, and not of 2026-11-27T11:00:00.000Z.',
    });
    assert.deepEqual(late.restores(), []);
    await assert.rejects(proving('13:00:00').work(), {code: 'BACKUP_MISSING', message: /has not come yet/});
  });

  it('is refused where WAL is missing on the way', async () => {
    const {work, restores, removed} = proving('09:00:00', {lost: true});
    await assert.rejects(work(), {code: 'PITR_GAP', message: /is not in the bucket/});
    assert.deepEqual(restores(), []);
    assert.ok(removed.length > 0);
  });

  it('is told as not brought back where it is not', async () => {
    const access = {readAccess: () => Promise.reject(new UserError('PITR_IMPOSSIBLE', 'It has no TLS.'))};
    const {work, ended} = proving(undefined, {access});
    const [proof] = await work();
    assert.deepEqual(proof?.differences, ['db: it has no TLS']);
    assert.deepEqual(ended, ['✗ Bring db back to its last moment']);
  });

  it('begins at the base before it, on the timeline that was used then', async () => {
    const {work, restores} = proving('09:00:00');
    await assert.rejects(work());
    assert.match(restores().join(), /--target=2026-11-27 09:00:00\.000\+00 .*--set=A --target-timeline=1$/);
    const last = proving(undefined);
    await assert.rejects(last.work());
    assert.match(last.restores().join(), /--type=default$/);
  });
});
