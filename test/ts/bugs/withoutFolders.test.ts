import assert from 'node:assert/strict';
import {withoutFolders} from '../../../ts-helpers/src/bugs/withoutFolders.ts';

const KNOWN = ['/var/lib/jenkins/workspace/shop', '/home/ci user', '/tmp', '/'];

describe('what is told elsewhere of this machine', () => {
  const told: Record<string, [given: string, expected: string]> = {
    'a file of a stack': ['at run (/opt/agent/cli/main.mjs:3:847)', 'at run (…/main.mjs:3:847)'],
    'a file as an address': ['at file:///opt/agent/cli/main.mjs:6:78', 'at …/main.mjs:6:78'],
    'a quoted path': ["ENOENT: no such file, open '/srv/a/b.json'", "ENOENT: no such file, open '…/b.json'"],
    'two of them': ["rename '/srv/a/b' -> '/srv/c/d'", "rename '…/b' -> '…/d'"],
    'a quoted path with spaces': ['open "/srv/our jobs/b c.json"', 'open "…/b c.json"'],
    'a known folder with spaces': ['no /home/ci user/.docker/config.json', 'no …/config.json'],
    'a known folder with spaces in an address': ['file:///home/ci%20user/cli/main.mjs:1', '…/main.mjs:1'],
    'a known folder alone': ['in /var/lib/jenkins/workspace/shop', 'in …'],
    'a folder with its slash': ['in /srv/data/', 'in …/'],
    'a value of a variable': ['PATH=/usr/local/bin:/usr/bin', 'PATH=…/bin:…/bin'],
    'a path after a colon': ['cwd: /srv/projects/shop', 'cwd: …/shop'],
    'a path in a list': ['[/srv/a/b,/srv/c/d]', '[…/b,…/d]'],
    'a path with letters of other languages': ['open /srv/müller/größe.txt', 'open …/größe.txt'],
    'a branch workspace of Jenkins': ['/data/jobs/shop_feature-x@2/x.yml: bad', '…/x.yml: bad'],
    'a socket': ['dial unix:///var/run/docker.sock', 'dial …/docker.sock'],
    'a folder of another machine': ['git@example.org:/srv/git/shop.git', 'git@example.org:…/shop.git'],
    'an argument': ['docker compose -f=/srv/a/dc.yml', 'docker compose -f=…/dc.yml'],
    'an address of the net': [
      'GET https://sentry.io/api/42/envelope/',
      'GET https://sentry.io/api/42/envelope/',
    ],
    'a file of Node itself': [
      'at node:internal/process/task_queues:95',
      'at node:internal/process/task_queues:95',
    ],
    'a file of the repository': ['src/app/main.py:3', 'src/app/main.py:3'],
    'a division': ['3 / 4, and/or', '3 / 4, and/or'],
    'nothing of the kind': ['Cannot read x of undefined', 'Cannot read x of undefined'],
  };
  for (const [what, [given, expected]] of Object.entries(told))
    it(`${what}: ${expected}`, () => {
      assert.equal(withoutFolders(given, KNOWN), expected);
    });

  it('takes time in proportion to the text', () => {
    const text = `${'/a'.repeat(100_000)} '${'/'.repeat(100_000)} ${"'/x".repeat(50_000)}`;
    const begun = performance.now();
    withoutFolders(text, KNOWN);
    assert.ok(performance.now() - begun < 30_000);
  });
});
