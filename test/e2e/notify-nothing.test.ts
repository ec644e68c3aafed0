import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {countable} from './support/cli.ts';

describe('countable notify, at a terminal', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-notify-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  it('has nothing to tell without results, and leaves no folder', async () => {
    const temporary = path.join(folder, 'tmp');
    mkdirSync(temporary);
    const env = {TMPDIR: temporary};
    const bare = await countable(['notify'], {cwd: folder, env});
    assert.equal(bare.exitCode, 2);
    assert.match(
      bare.stderr,
      /BAD_ARGUMENT: There is nothing to tell: [^]*countable notify --facts facts\.json/,
    );
    const facts = path.join(folder, 'facts.json');
    writeFileSync(facts, '{}');
    const empty = await countable(['notify', '--facts', facts], {cwd: folder, env});
    assert.equal(empty.exitCode, 2);
    assert.match(empty.stderr, /BAD_FACTS: There is nothing to tell: \S+ has no results of stages\./);
    assert.deepEqual(readdirSync(temporary), []);
  });
});
