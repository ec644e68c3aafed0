import assert from 'node:assert/strict';
import {chooseUndone, planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {restoreFacts} from './facts.ts';

describe('what of the restores that were carried out is undone', () => {
  const facts = restoreFacts();
  const all = {...planRestore(facts), stamp: '20261127t010000z'};
  const onlyMedia = {...all, servers: [], stamp: '20261127t020000z'};
  const chosen = (only: string | undefined, formers = [all, onlyMedia], at?: string) => {
    const {of, rest} = chooseUndone(formers, {...facts, only, at});
    const names = ({servers, folders}: typeof of) => [
      ...servers.map(({service}) => service),
      ...folders.map(({name}) => name),
    ];
    return [of.stamp, names(of), names(rest)];
  };

  it('is the last one, all of it', () => {
    assert.deepEqual(chosen(undefined), ['20261127t020000z', ['media'], []]);
    assert.deepEqual(chosen(undefined, [all]), ['20261127t010000z', ['db', 'media'], []]);
  });

  it('is what the last one replaced of a service that is named, and the rest of that stays', () => {
    assert.deepEqual(chosen('db'), ['20261127t010000z', ['db'], ['media']]);
    assert.deepEqual(chosen('web'), ['20261127t020000z', ['media'], []]);
  });

  it('is nothing where none replaced anything of it', () => {
    for (const [only, formers] of [
      ['mailer', [all]],
      [undefined, []],
    ] as const)
      assert.throws(() => chooseUndone(formers, {...facts, only}), {code: 'NOTHING_TO_UNDO'});
  });

  it('is one of an earlier time where that is named, and else those are told that are kept', () => {
    assert.deepEqual(chosen(undefined, undefined, '2026-11-27T01:00'), [
      '20261127t010000z',
      ['db', 'media'],
      [],
    ]);
    assert.throws(() => chosen(undefined, undefined, '2026-11-26'), {
      code: 'NOTHING_TO_UNDO',
      remedy: /2026-11-27T01:00:00.000Z, 2026-11-27T02:00:00.000Z are kept/,
    });
  });
});
