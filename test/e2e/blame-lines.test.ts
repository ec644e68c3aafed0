import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {repositoryOf} from './support/histories/repository.ts';
import {commit as made, exited} from './support/histories/history.ts';

describe('the lines that a failure names', () => {
  it('are blamed in no time in a history of 3,000 commits', async () => {
    const base = {
      'app.js': 'one();\ntwo();\n',
      'docker-compose.yml': 'services:\n  web:\n    image: busybox\n',
    };
    const log = 'Error: x\n    at a (/srv/app.js:2:1)';
    const repository = repositoryOf({
      name: 'long',
      base,
      commits: [made('ada', {'app.js': ['two', 'three']})],
      failure: exited('web', log),
      culprit: 'ada',
    });
    try {
      const commits = Array.from({length: 3_000}, (_, index) => {
        const text = `${index}`;
        const from = index === 0 ? 'from refs/heads/develop^0\n' : '';
        return `commit refs/heads/long\ncommitter L <l@example.org> ${1_700_000_000 + index} +0000\ndata ${text.length}\n${text}\n${from}M 100644 inline f${index % 300}.txt\ndata ${text.length}\n${text}\n`;
      });
      execFileSync('git', ['fast-import', '--quiet'], {cwd: repository.folder, input: commits.join('')});
      execFileSync('git', ['reset', '--quiet', '--hard', 'long'], {cwd: repository.folder});
      // What is before the green build is not looked at.
      const begun = performance.now();
      const older = await repository.git.blamed('HEAD~900', 'app.js', {lines: [1, 2]});
      const within = performance.now() - begun;
      assert.deepEqual(older, []);
      assert.deepEqual(
        (await repository.git.blamed(repository.since, 'app.js', {lines: [1, 2]})).map(({line}) => line),
        [2],
      );
      assert.ok(within < 5_000, `${within} ms`);
    } finally {
      repository.remove();
    }
  });
});
