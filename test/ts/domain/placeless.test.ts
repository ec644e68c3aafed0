import assert from 'node:assert/strict';
import {placeless, withoutPlaces} from '../../../ts-helpers/src/domain/placeless.ts';

describe('a text without the folders of a machine', () => {
  const texts: [string, string][] = [
    ['at main (file:///srv/ci/.countable/ab12/main.mjs:3:4)', 'at main (…/main.mjs:3:4)'],
    ["ENOENT: no such file, open '/home/jenkins/acme/shop/x.json'", "ENOENT: no such file, open '…/x.json'"],
    ['/var/lib/acme/', '…/acme'],
    ['a/b or 3/4 of /tmp', 'a/b or 3/4 of /tmp'],
    ['node:internal/process/task_queues:95:5', 'node:internal/process/task_queues:95:5'],
    ['"/srv/möbel/été.ts"', '"…/été.ts"'],
    ['PATH=/usr/local/bin:/usr/bin', 'PATH=…/bin:…/bin'],
  ];
  for (const [text, shown] of texts)
    it(`is ${shown}`, () => {
      assert.equal(placeless(text), shown);
    });

  it('is every text of plain data', () => {
    assert.deepEqual(withoutPlaces({a: ['/srv/x/y.ts', 1, null], b: {c: '/srv/x/z.ts'}}), {
      a: ['…/y.ts', 1, null],
      b: {c: '…/z.ts'},
    });
  });
});
