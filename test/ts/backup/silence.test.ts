import assert from 'node:assert/strict';
import {warnOfSilence} from '../../../ts-helpers/src/backup/silence.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createFakeObjectStore} from '../../fakes/objectStore.ts';
import {recordVoice} from '../../fakes/voice.ts';
import {HOUR, NOW} from '../archive/kept.ts';

describe('the silence of the nightly check', () => {
  const saidOf = async (text: string | undefined, denied = false): Promise<string[]> => {
    const [store, voice] = [createFakeObjectStore(), recordVoice()];
    if (text !== undefined) store.put('countable/fleet.json', text, NOW);
    if (denied) store.denied.add('read');
    await warnOfSilence({store, voice, clock: {now: () => NOW}});
    return voice.said.map(one => `${one.as}: ${one.text}`);
  };
  const ran = (hours: number): string =>
    JSON.stringify({format: 1, at: new Date(NOW.getTime() - hours * HOUR), kept: [], jenkins: [], told: []});

  it('is warned of after 26 hours', async () => {
    assert.deepEqual(await saidOf(ran(26)), []);
    const [warning] = await saidOf(ran(27));
    assert.match(
      warning ?? '',
      /^warn: The nightly check of all backups last ran 27 hours ago: .* countable fleet$/,
    );
  });

  it('is one as well where it says that it ran at a time that is to come', async () => {
    assert.deepEqual(await saidOf(ran(-1)), []);
    const [warning] = await saidOf(ran(-40_000));
    assert.match(warning ?? '', /^warn: .* last ran on 2031-06-\S+, which is to come: the clock of/);
  });

  it('is one as well where what it left cannot be read', async () => {
    assert.match((await saidOf('{'))[0] ?? '', /^warn: .* left nothing that can be read/);
  });

  it('is said where there never was one, or it cannot be known', async () => {
    assert.match((await saidOf(undefined))[0] ?? '', /^info: Nobody checks the backups of all projects/);
    assert.match((await saidOf(ran(1), true))[0] ?? '', /^info: .*`countable backup policy node`/);
  });

  it('keeps nobody from ending', async () => {
    const stop = new UserError('INTERRUPTED', 'Stopped by SIGTERM.');
    const needs = {
      store: {readText: () => Promise.reject(stop)},
      voice: recordVoice(),
      clock: {now: () => NOW},
    };
    await assert.rejects(warnOfSilence(needs), stop);
  });
});
