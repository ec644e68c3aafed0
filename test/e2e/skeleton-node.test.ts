import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {countable} from './support/cli.ts';
import {freePort} from './support/deploys.ts';
import {livesThrough} from './support/skeletonLife.ts';
import {asked, changed} from './support/skeletons.ts';

describe('a new Node project', () => {
  const {project} = livesThrough({
    kind: 'node',
    page: {file: 'page.js', says: ['>Send</button>', '>Send it</button>']},
    staticFile: '/static/style.css',
    table: 'message',
  });

  it('has a package that is added, on a laptop that is up', async () => {
    const {workspace: cwd, write} = project();
    const port = await freePort();
    write('.env', `WEB_PORT=${port}\n`);
    const up = async (): Promise<void> => {
      const {exitCode, stderr} = await countable(['up'], {cwd});
      assert.equal(exitCode, 0, stderr);
    };
    await up();
    execFileSync('npm', ['install', '--package-lock-only', '--no-audit', 'is-number@7.0.0'], {cwd});
    changed(project(), 'app.js', [
      "import express from 'express'",
      "import 'is-number';\nimport express from 'express'",
    ]);
    await up();
    assert.match(await asked(`http://127.0.0.1:${port}/`), /^200 /);
  });
});
