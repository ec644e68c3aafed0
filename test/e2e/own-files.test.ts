import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createGit} from '../../ts-helpers/src/outside/git.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {findOwnFiles} from '../../ts-helpers/src/stage/ownFiles.ts';
import {error} from '../ts/support/builds.ts';

describe('what a repository tells of a file that is missed', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-own-'));
    git('init', '-q');
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  };
  const committed = (files: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
      writeFileSync(path.join(folder, file), text);
    }
    git('add', '--all');
    git('commit', '-qm', 'Begin');
  };
  const found = async (line: string) => {
    const failure = error({code: 'SERVICE_EXITED', evidence: {log: {source: 'web', lines: [line]}}});
    const asked = createGit(createShell(new AbortController().signal), folder);
    return findOwnFiles({error: failure, since: undefined}, asked);
  };
  const writtenAnew = (file: string): void => {
    rmSync(path.join(folder, file));
    git('checkout', '--', file);
  };
  const script = {name: '/app/ops/start.sh', path: 'ops/start.sh', begins: '#!/bin/sh'};
  const missing = 'exec /app/ops/start.sh: no such file or directory';

  it('names the line of .gitattributes that makes line ends of Windows', async () => {
    committed({'ops/start.sh': '#!/bin/sh\n', '.gitattributes': '*.png binary\n* text=auto eol=crlf\n'});
    writtenAnew('ops/start.sh');
    assert.deepEqual(await found(missing), [{...script, isWindows: true, windowsBy: '.gitattributes:2'}]);
  });

  it('names a module of nearly that name, and what asks for the other', async () => {
    committed({
      'clinic/__init__.py': '',
      'clinic/wsgi.py': '',
      'docker-compose.yml': 'services: {web: {command: gunicorn clinic.wsgy:application}}\n',
    });
    assert.deepEqual(await found("ModuleNotFoundError: No module named 'clinic.wsgy'"), [
      {name: 'clinic.wsgy', path: 'clinic/wsgi.py', near: 'clinic.wsgi', namedIn: ['docker-compose.yml']},
    ]);
  });

  it('names the one of the nearest folder', async () => {
    committed({
      'ops/start.sh': '#!/bin/sh\n',
      '.gitattributes': '*.sh eol=crlf\n',
      'ops/.gitattributes': '*.sh text eol=crlf\n',
    });
    writtenAnew('ops/start.sh');
    assert.equal((await found(missing))[0]?.windowsBy, 'ops/.gitattributes:1');
  });

  it('names the setting of git that does the same', async () => {
    committed({'ops/start.sh': '#!/bin/sh\n'});
    git('config', 'core.autocrlf', 'true');
    writtenAnew('ops/start.sh');
    assert.equal((await found(missing))[0]?.windowsBy, 'core.autocrlf');
  });

  it('leaves a script alone whose lines end as they should, and one that is kept with those of Windows', async () => {
    committed({'ops/start.sh': '#!/bin/sh\n'});
    assert.deepEqual(await found(missing), [script]);
    committed({'ops/start.sh': '#!/bin/sh\r\nexit\r\n'});
    assert.deepEqual(await found(missing), [{...script, isWindows: true}]);
  });

  it('names the line of .gitignore that leaves it out', async () => {
    committed({'.gitignore': 'node_modules\nrates.js\n', 'src/app.js': "require('./rates');\n"});
    assert.deepEqual(await found("Error: Cannot find module './rates'"), [
      {name: './rates', path: 'rates.js', ignoredAt: '.gitignore:2'},
    ]);
  });

  it('says nothing of packages, and of files that are let in again', async () => {
    committed({'.gitignore': 'build\n*.json\n!rates.json\n', 'src/app.js': ''});
    assert.deepEqual(await found("ModuleNotFoundError: No module named 'build'"), []);
    assert.deepEqual(await found("Error: Cannot find module 'build'"), []);
    assert.deepEqual(
      await found("FileNotFoundError: [Errno 2] No such file or directory: '/app/rates.json'"),
      [],
    );
  });
});
