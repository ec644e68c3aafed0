import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {EXAMPLE, factsPage} from '../../../ts-helpers/reference/facts.ts';
import {GLOBAL} from '../../../ts-helpers/src/run/commonFlags.ts';
import {checkedFacts, factsSchema} from '../../../ts-helpers/src/seam/factsSchema.ts';

describe('the reference of the facts', () => {
  it('shows an example that is taken', () => {
    assert.deepEqual(checkedFacts(JSON.parse(JSON.stringify(EXAMPLE))), EXAMPLE);
  });

  it('is named by the help, and names all that is looked at', () => {
    assert.match(GLOBAL.facts.does, /docs\/reference\/facts\.md$/);
    for (const name of Object.keys(factsSchema.shape)) assert.ok(factsPage().includes(`\`${name}\``), name);
  });

  it('is what is kept', () => {
    assert.match(readFileSync('docs/reference/facts.md', 'utf8'), /^# Facts\n/);
  });
});
