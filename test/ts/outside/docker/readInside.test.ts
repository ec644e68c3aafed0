import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createFiles} from '../../../../ts-helpers/src/outside/files.ts';
import {createPlaces} from '../../../../ts-helpers/src/outside/places.ts';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';

describe('paths of this machine', () => {
  let parent: string;
  let folder: string;

  const put = (file: string, text = 'text'): string => {
    const whole = path.join(parent, file);
    mkdirSync(path.dirname(whole), {recursive: true});
    writeFileSync(whole, text);
    return whole;
  };
  const link = (target: string, file: string): void => {
    symlinkSync(target, path.join(parent, file));
  };

  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), 'countable-inside-'));
    folder = path.join(parent, 'project');
    put('project/file');
    put('project/sub/file', 'sub');
    put('outside', 'secret');
    put('project-2/file', 'secret');
  });
  afterEach(() => {
    rmSync(parent, {recursive: true});
  });

  describe('a file of a project', () => {
    const read = (file: string) => createFiles().readInside(folder, file);

    it('is read, also through links that stay within, and through one to the project', async () => {
      link('sub/file', 'project/link');
      link('sub', 'project/folder');
      link('project', 'linked');
      assert.deepEqual(
        [await read('file'), await read('link'), await read('folder/file'), await read('./sub/../file')],
        ['text', 'sub', 'sub', 'text'],
      );
      assert.equal(await createFiles().readInside(path.join(parent, 'linked'), 'file'), 'text');
    });

    it('is none where there is none', async () => {
      link('nothing', 'project/dangling');
      for (const file of ['none', 'none/none', 'file/none', 'dangling'])
        assert.equal(await read(file), undefined, file);
    });

    const outside: [title: string, file: string, make: () => void][] = [
      [
        'a link that leads out',
        'out',
        () => {
          link('../outside', 'project/out');
        },
      ],
      [
        'an absolute link',
        'out',
        () => {
          link('/etc/hostname', 'project/out');
        },
      ],
      [
        'a link to a link',
        'out',
        () => {
          link('again', 'project/out');
          link('../outside', 'project/again');
        },
      ],
      [
        'behind a folder that is a link',
        'out/file',
        () => {
          link('../project-2', 'project/out');
        },
      ],
      [
        'a link by way of /proc',
        'out',
        () => {
          link(`/proc/self/root${parent}/outside`, 'project/out');
        },
      ],
      ['above', '../outside', () => undefined],
      ['in a folder whose name begins alike', '../project-2/file', () => undefined],
      ['a folder', 'sub', () => undefined],
      ['the project itself', '.', () => undefined],
      [
        'a pipe',
        'pipe',
        () => {
          execFileSync('mkfifo', [path.join(folder, 'pipe')]);
        },
      ],
      [
        'a device',
        'zero',
        () => {
          link('/dev/zero', 'project/zero');
        },
      ],
      [
        'a loop',
        'loop',
        () => {
          link('loop', 'project/loop');
        },
      ],
      [
        'a hundred megabytes',
        'large',
        () => {
          put('project/large');
          truncateSync(path.join(folder, 'large'), 1e8);
        },
      ],
    ];
    for (const [title, file, make] of outside) {
      it(`is never ${title}`, async () => {
        make();
        await assert.rejects(read(file), {code: 'OUTSIDE_PROJECT', where: file});
      });
    }
  });

  describe('a file of a project that cannot be had', () => {
    const told = async (file: string): Promise<[string, string]> => {
      const error = await createFiles()
        .readInside(folder, file)
        .then(assert.fail, (error: UserError) => error);
      return [error.message, error.remedy];
    };

    it('is told by what it is, with what helps', async () => {
      execFileSync('mkfifo', [path.join(folder, 'pipe')]);
      link('loop', 'project/loop');
      link('../outside', 'project/out');
      put('project/large');
      truncateSync(path.join(folder, 'large'), 6e7);
      const words: [string, RegExp, RegExp][] = [
        ['sub', /^sub is a folder\.$/, /^Put a file there in its stead/],
        ['pipe', /^pipe is a pipe\.$/, /^Put a file there in its stead/],
        ['loop', /leads to itself/, /^Put the file itself there/],
        ['large', /is larger than 10 MB/, /^Look whether it is the right one/],
        ['out', /leads out of the project/, /instead of a link/],
      ];
      for (const [file, message, remedy] of words) {
        const [said, helps] = await told(file);
        assert.match(said, message);
        assert.match(helps, remedy);
      }
    });

    it('is not readable where this user may not read it, which is of the machine', async function () {
      if (process.getuid?.() === 0) this.skip();
      chmodSync(path.join(folder, 'file'), 0);
      await assert.rejects(createFiles().readInside(folder, 'file'), {
        code: 'NOT_READABLE',
        where: path.join(folder, 'file'),
      });
    });

    it('is a link that leads to nothing, which is told with where it leads', async () => {
      link('nothing', 'project/dangling');
      link('file', 'project/right');
      const {danglingLink} = createFiles();
      const all = ['dangling', 'right', 'file', 'none'].map(file => danglingLink(path.join(folder, file)));
      assert.deepEqual(await Promise.all(all), ['nothing', undefined, undefined, undefined]);
    });
  });

  describe('where a path leads', () => {
    const find = async (file: string) => {
      const {real, kind} = await createPlaces().find(path.join(parent, file));
      return [path.relative(parent, real), kind];
    };

    it('is what is there once links are followed', async () => {
      link('project/sub', 'a');
      link('/dev/null', 'null');
      execFileSync('mkfifo', [path.join(parent, 'pipe')]);
      assert.deepEqual(await find('a'), ['project/sub', 'folder']);
      assert.deepEqual(await find('a/file'), ['project/sub/file', 'file']);
      assert.deepEqual((await find('null'))[1], 'device');
      assert.deepEqual((await find('pipe'))[1], 'pipe');
    });

    it('is of what is missing where it would be made', async () => {
      link('nowhere/deep', 'dangling');
      link('dangling', 'twice');
      link('project', 'linked');
      assert.deepEqual(await find('none/at/all'), ['none/at/all', 'missing']);
      assert.deepEqual(await find('linked/none/x'), ['project/none/x', 'missing']);
      assert.deepEqual(await find('dangling'), ['nowhere/deep', 'missing']);
      assert.deepEqual(await find('twice/x'), ['nowhere/deep/x', 'missing']);
    });

    it('is unknown where nobody can tell', async () => {
      link('loop', 'loop');
      for (const file of ['loop', 'loop/x', 'outside/x', 'x'.repeat(300)])
        assert.equal((await find(file))[1], 'unknown', file);
    });
  });
});
