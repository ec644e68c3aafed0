import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createSetIdReader} from '../../../ts-helpers/src/outside/setIdLinks.ts';

describe('what Docker takes rights from as it unpacks a tar', () => {
  it('is links of files that run as their owner or group, by their rights', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countable-links-'));
    try {
      const own = path.join(folder, 'media');
      mkdirSync(path.join(own, 'a b'), {recursive: true});
      for (const [name, mode] of [
        ['alone', 0o4755],
        ['plain', 0o755],
        ['a b/tool', 0o4755],
        ['group', 0o2711],
      ] as const) {
        const file = path.join(own, name);
        writeFileSync(file, 'x'.repeat(2000));
        chmodSync(file, mode);
        if (name !== 'alone') linkSync(file, `${file}-again`);
      }
      const reader = createSetIdReader('media');
      const tar = execFileSync('tar', ['--sort=name', '-cf', '-', 'media'], {cwd: folder});
      for (let at = 0; at < tar.length; at += 700) await reader.hear(tar.subarray(at, at + 700));
      assert.deepEqual(
        [...(await reader.end())],
        [
          [0o4755, ['a b/tool-again']],
          [0o2711, ['group-again']],
        ],
      );
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});
