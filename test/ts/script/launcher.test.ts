import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

const HASH = 'c0ffee';

describe('bin/countable without a HOME', () => {
  let folder: string;
  before(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'countable-launcher-')));
    const program = (file: string, lines: readonly string[]) => {
      mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
      writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
      chmodSync(path.join(folder, file), 0o755);
    };
    // Of Node only where the bundle is unpacked to and run from counts here.
    program('bin/node', [
      '#!/bin/sh',
      'case $1 in',
      '-p) [ -n "$OWN" ] && echo "$OWN" ;;',
      '*) echo "$@" ;;',
      'esac',
    ]);
    program('resources/ca/countable/countable.mjs', ['#!/usr/bin/env node', `const hash = '${HASH}';`]);
    program('bin/countable', ['']);
    spawnSync('cp', [path.resolve('bin/countable'), path.join(folder, 'bin/countable')]);
  });
  after(() => rmSync(folder, {recursive: true}));

  const run = (env: Readonly<Record<string, string>>) => {
    const {status, stdout, stderr} = spawnSync(path.join(folder, 'bin/countable'), ['test'], {
      encoding: 'utf8',
      env: {PATH: `${path.join(folder, 'bin')}:/usr/bin:/bin`, ...env},
    });
    return {status, last: stdout.trim().split('\n').at(-1), stderr};
  };
  const from = (cache: string) => `${cache}/countable/${HASH}/countable.cjs test`;

  it('is unpacked into the home folder that the system knows of its user', () => {
    for (const env of [{}, {HOME: ''}]) {
      const {status, last, stderr} = run({OWN: '/home/ada', ...env});
      assert.deepEqual([status, last, stderr], [0, from('/home/ada/.cache'), '']);
    }
    assert.equal(run({OWN: '/home/ada', HOME: '/home/bob'}).last, from('/home/bob/.cache'));
    assert.equal(run({OWN: '/home/ada', XDG_CACHE_HOME: '/cache'}).last, from('/cache'));
  });

  it('says what to set where the system knows none', () => {
    const {status, stderr} = run({OWN: ''});
    assert.equal(status, 2);
    assert.match(stderr, /^✗ BAD_ARGUMENT: HOME is not set.*\n {2}remedy {2}Set HOME/);
  });
});
