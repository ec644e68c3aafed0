import assert from 'node:assert/strict';
import {mapFolders} from '../../../../ts-helpers/src/deploy/plan/sourceMaps.ts';

describe('the folders of source maps', () => {
  const cases: [string[], [string, string][]][] = [
    [['/usr/share/nginx/html/js/app.js.map'], [['/usr/share/nginx/html/js', '~/js']]],
    [['/app/dist/main.js.map', '/app/dist/assets/x.js.map'], [['/app/dist', '~']]],
    [['/app/.next/static/chunks/1.js.map'], [['/app/.next/static/chunks', '~/_next/static/chunks']]],
    [['/srv/app.js.map'], [['/srv', '~']]],
    [[], []],
  ];
  for (const [maps, expected] of cases) {
    it(`of ${maps.join(' and ') || 'none'} are served under ${expected.map(([, at]) => at).join() || 'nothing'}`, () => {
      assert.deepEqual(
        mapFolders(maps).map(({folder, urlPrefix}) => [folder, urlPrefix]),
        expected,
      );
    });
  }
});
