import assert from 'node:assert/strict';
import {goneFiles} from '../../../ts-helpers/src/history/gone.ts';
import {type Lack, ownFiles} from '../../../ts-helpers/src/causes/lacks.ts';

const commit = 'c0ffee1';
const gone = (path: string, now?: string) => ({path, commit, ...(now !== undefined && {now})});
const found = (
  kind: Lack['kind'],
  name: string,
  {files = [], left = []}: {files?: readonly string[]; left?: readonly ReturnType<typeof gone>[]},
) => ownFiles([{kind, name}], {files, gone: left, paths: ['web']})[0];

describe('files that are gone since the last green build', () => {
  it('are called what they are called in the end', () => {
    const departures = [
      {commit: 'c3', path: 'b.py', to: 'c.py'},
      {commit: 'c2', path: 'a.py', to: 'b.py'},
    ];
    assert.deepEqual(goneFiles(departures, new Set(['c.py'])), [
      {path: 'a.py', commit: 'c2', now: 'c.py'},
      {path: 'b.py', commit: 'c3', now: 'c.py'},
    ]);
  });

  it('are gone where what they were renamed to was removed', () => {
    const departures = [
      {commit: 'c3', path: 'b.py'},
      {commit: 'c2', path: 'a.py', to: 'b.py'},
    ];
    assert.deepEqual(goneFiles(departures, new Set()), [
      {path: 'a.py', commit: 'c2'},
      {path: 'b.py', commit: 'c3'},
    ]);
  });

  it('are not those that are there again', () => {
    assert.deepEqual(goneFiles([{commit, path: 'a.py'}], new Set(['a.py'])), []);
  });
});

describe('a file that is missed is one of the project', () => {
  const cases: [string, Lack['kind'], string, string][] = [
    ['by the end of its path', 'file', '/app/theme/base.html', 'theme/base.html'],
    ['where it is mounted elsewhere', 'file', '/usr/local/etc/haproxy/haproxy.cfg', 'haproxy.cfg'],
    ['as a module of Python', 'python', 'shop.mailer', 'shop/mailer.py'],
    ['as a package of Python', 'python', 'mailer', 'mailer/__init__.py'],
    ['in the folder of the service', 'python', 'mailer', 'web/mailer.py'],
    ['by a path of Node', 'node', './store', 'src/store.js'],
    ['by an alias of Node', 'node', '@/lib/store', 'src/lib/store.ts'],
    ['by a folder of Node', 'node', '../store', 'src/store/index.ts'],
    ['as a class of PHP', 'php', 'App\\Mail\\Mailer', 'src/Mail/Mailer.php'],
    ['by a path of Ruby', 'ruby', '/app/lib/store', 'lib/store.rb'],
    ['as a template of Django', 'template', 'shop/list.html', 'shop/templates/shop/list.html'],
    ['as a view of Express', 'template', 'cart', 'views/cart.ejs'],
    ['as a view of Laravel', 'template', 'shop.cart', 'resources/views/shop/cart.blade.php'],
  ];
  for (const [how, kind, name, path] of cases)
    it(how, () => {
      assert.deepEqual(found(kind, name, {left: [gone(path, 'x/other')]}), {name, ...gone(path, 'x/other')});
    });

  it('in a folder that is gone', () => {
    const left = [gone('theme/a.html', 'templates/a.html'), gone('theme/b.html', 'templates/b.html')];
    assert.deepEqual(found('file', 'theme', {left}), {name: 'theme', ...gone('theme', 'templates')});
  });

  it('that is there, before one that is gone and less like it', () => {
    const own = found('file', '/app/theme/base.html', {
      files: ['theme/base.html'],
      left: [gone('old/base.html')],
    });
    assert.deepEqual(own, {name: '/app/theme/base.html', path: 'theme/base.html'});
  });
});

describe('a file that is missed is none of the project', () => {
  const cases: [string, Lack['kind'], string, string][] = [
    ['where only a common name is the same', 'file', '/usr/share/nginx/html/index.html', 'docs/index.html'],
    ['where a package of npm is called alike', 'node', 'store', 'src/store.js'],
    ['where a package of Python is called alike, deep within', 'python', 'yaml', 'shop/config/yaml.py'],
    ['where another has only the same folder', 'file', '/app/theme/base.html', 'theme/list.html'],
  ];
  for (const [how, kind, name, path] of cases)
    it(how, () => {
      assert.equal(found(kind, name, {left: [gone(path)]}), undefined);
    });

  it('where several may be meant', () => {
    assert.equal(
      found('file', '/x/base.html', {left: [gone('a/base.html'), gone('b/base.html')]}),
      undefined,
    );
  });

  it('where a module that is there may as well be a package that is not installed', () => {
    assert.equal(found('python', 'redis', {files: ['shop/redis.py']}), undefined);
  });
});
