import assert from 'node:assert/strict';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import {helpFor} from '../../../ts-helpers/src/cli/help.ts';
import {loadVerbs} from '../../../ts-helpers/src/cli/registry.ts';

/** What of the flags counts for something. */
const givenBy = async (...words: string[]): Promise<Record<string, unknown>> => {
  const {verb, given} = await parse(words);
  const counting = Object.entries(given).filter(([, value]) => value !== undefined && value !== false);
  return {verb: verb.name, ...Object.fromEntries(counting)};
};

describe('a verb whose name begins another one', () => {
  it('is meant where the words of the longer one do not follow', async () => {
    assert.deepEqual(await givenBy('backup', '-q'), {verb: 'backup', quiet: true});
    assert.deepEqual(await givenBy('backup', 'policy'), {verb: 'backup policy'});
    assert.deepEqual(await givenBy('backup', '-q', 'policy', 'node'), {
      verb: 'backup policy',
      quiet: true,
      whose: 'node',
    });
    assert.deepEqual(await givenBy('-q', 'backup', 'policy'), {verb: 'backup policy', quiet: true});
    assert.deepEqual(await givenBy('backup', '--environment', 'policy'), {
      verb: 'backup',
      environment: 'policy',
    });
    assert.deepEqual(await givenBy('backup', '--help'), {verb: 'backup', help: true});
    assert.deepEqual(await givenBy('backup', 'policy', '--help'), {verb: 'backup policy', help: true});
  });

  it('has arguments of its own, which are called otherwise', async () => {
    assert.deepEqual(await givenBy('backup', 'polcy'), {verb: 'backup', project: 'polcy'});
  });

  it('has its own help, which names the other', async () => {
    const verbs = await loadVerbs();
    assert.match(helpFor(['backup'], verbs), /^countable backup: [^]*See also:\n {2}backup policy {2}/);
    assert.match(helpFor(['backup', 'policy'], verbs), /^countable backup policy: /);
  });

  it('stands before its group where all verbs are listed', async () => {
    await assert.rejects(parse(['xyzzy']), {remedy: /, backup, backup policy, /});
  });
});
