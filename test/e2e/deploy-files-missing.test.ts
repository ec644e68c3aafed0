import assert from 'node:assert/strict';
import {deployable, type DeployProject} from './support/deploys.ts';
import {FILES_OF_SECRETS} from './support/secretFiles.ts';
import {refused} from './support/refusals.ts';

describe('secret files that are missing', () => {
  let project: DeployProject;

  beforeEach(() => {
    project = deployable(FILES_OF_SECRETS);
  });
  afterEach(() => {
    project.remove();
  });

  it('are told all together where they are missing, each with file, line and cure, before anything is started', async () => {
    const {code, exitCode, where, message, remedy} = await refused(project);
    assert.deepEqual([code, exitCode], ['FILE_MISSING', 4]);
    assert.equal(where, [7, 10, 13, 16].map(line => `docker-compose.yml:${line}`).join(', '));
    assert.match(
      message,
      /local\.env, which git ignores; .*secrets\/password\.txt, which git ignores; .*site\.conf/,
    );
    const id = `${project.name}-stage-secrets-password.txt`;
    assert.ok(remedy.includes(`, then --set ${id} --from secrets/password.txt, then `), remedy);
    assert.match(
      remedy,
      /; on a laptop COUNTABLE_FILE_LOCAL_ENV=local\.env .* COUNTABLE_FILE_SITE_CONF=site\.conf\./,
    );
    assert.match(remedy, /`required: false`/);
  });
});
