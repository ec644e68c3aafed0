import assert from 'node:assert/strict';
import {misspeltVariables} from '../../../ts-helpers/src/cli/misspelt.ts';
import {variables} from '../../../ts-helpers/src/run/variables.ts';

const told = (...names: string[]) => misspeltVariables(Object.fromEntries(names.map(name => [name, 'x'])));

describe('a variable that is nearly called like one of ours', () => {
  it('is told with the one that was meant', () => {
    assert.deepEqual(told('PATH', 'COUNTABLE_DEPLOYROOT'), [
      'COUNTABLE_DEPLOYROOT is set, and nothing reads it. Did you mean COUNTABLE_DEPLOY_ROOT?',
    ]);
    for (const name of ['COUNTABLE_CONFG', 'COUNTABEL_ENV_FILE', 'COUNTABLE_PRODUCTIONS'])
      assert.equal(told(name).length, 1, name);
  });

  it('is not what is near none of them, or right', () => {
    assert.deepEqual(
      told('COUNTABLE_LIBRARY_URL', 'COUNTABLE_FILE_CONFIG_YML', 'ENV_FILE', 'COUNTABLE_'),
      [],
    );
    assert.deepEqual(told(...variables.map(({name}) => name)), []);
  });
});
