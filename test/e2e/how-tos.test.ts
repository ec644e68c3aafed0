import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {readPage, type Step} from './support/howTos/page.ts';
import {freshWorld, type World} from './support/howTos/world.ts';

const folder = path.resolve('docs/how-to');
const read = (name: string) => readPage(readFileSync(path.join(folder, `${name}.md`), 'utf8'));

/** The project that other pages take for granted is what this one makes. */
const shop = (): Step[] => read('add-a-project').steps.filter(({does}) => does === 'write');

describe('the how-tos, followed literally on a fresh home', () => {
  let world: World;

  beforeEach(async () => {
    world = await freshWorld(shop());
  });
  afterEach(() => world.remove());

  for (const name of readdirSync(folder).map(file => path.parse(file).name)) {
    const page = read(name);
    if (page.unmarked.length > 0 || page.steps.length > 0)
      it(`${name}: all of it can be done, and works`, async () => {
        assert.deepEqual(
          page.unmarked,
          [],
          'how to mark what cannot be run stands in support/howTos/page.ts',
        );
        const {exitCode, stdout} = await world.follow(page);
        assert.equal(exitCode, 0, stdout);
      });
  }
});
