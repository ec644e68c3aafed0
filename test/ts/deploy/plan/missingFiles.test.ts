import assert from 'node:assert/strict';
import {fileComposeMisses} from '../../../../ts-helpers/src/deploy/plan/composeMiss.ts';
import {type MissingFile, refuseMissing} from '../../../../ts-helpers/src/deploy/plan/missingFiles.ts';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';

const missing = (path: string, more: Partial<MissingFile> = {}): MissingFile => ({
  path,
  where: 'docker-compose.yml:5',
  kind: 'secret',
  why: 'ignored',
  ...more,
});
const refusal = (...files: MissingFile[]): UserError => {
  try {
    refuseMissing(files, {
      whose: {project: 'shop', environment: 'stage'},
      envFile: '.env',
      folder: '/srv/shop-stage',
    });
  } catch (error) {
    return error as UserError;
  }
  return assert.fail('it was not refused');
};

describe('a file that is named and missing', () => {
  it('is told with its place, and how a secret is given', () => {
    const {code, message, where, remedy} = refusal(missing('secrets/db.txt'));
    assert.deepEqual([code, where], ['FILE_MISSING', 'docker-compose.yml:5']);
    assert.equal(
      message,
      'docker-compose.yml:5 names a file that the deploy does not have: secrets/db.txt, which git ignores.',
    );
    assert.equal(
      remedy,
      'Give it as a secret file: countable jenkins credentials --set shop-stage-secrets-db.txt --from secrets/db.txt; ' +
        'on a laptop COUNTABLE_FILE_SECRETS_DB_TXT=secrets/db.txt.',
    );
  });

  const REMEDIES: Record<string, [MissingFile, RegExp]> = {
    'that nobody has added': [
      missing('a.conf', {why: 'not added'}),
      /^Add it: git add a\.conf, and commit it\.$/,
    ],
    'in a submodule': [
      missing('vendor/x', {why: 'in a submodule', submodule: 'vendor'}),
      /^Check it out: git submodule update --init vendor; in Jenkins/,
    ],
    'beside the project': [
      missing('../x.env', {why: 'outside'}),
      /^A deploy has the files of the project alone: move/,
    ],
    'of the host': [missing('/etc/x.pem', {why: 'not on this host'}), /^Put \/etc\/x\.pem there/],
    'to build from': [
      missing('web/Dockerfile', {kind: 'build', why: 'nowhere'}),
      /^Add web\/Dockerfile to the repository/,
    ],
    'that may be no secret': [
      missing('a b.conf', {why: 'nowhere'}),
      /Where it is no secret, add it \(git add 'a b\.conf'\)\.$/,
    ],
    'that may be data': [
      missing('acme.json', {kind: 'volume'}),
      /make it on the host \(\/srv\/shop-stage\/acme\.json\)\.$/,
    ],
    'that Compose may do without': [
      missing('local.env', {kind: 'env_file'}),
      /say so \(`required: false`\)\.$/,
    ],
    'of all variables': [
      missing('.env', {kind: 'env_file'}),
      /^It is the secret file .* --set shop-stage-env --from \.env; on a laptop COUNTABLE_ENV_FILE=\.env\.$/,
    ],
  };
  for (const [what, [file, remedy]] of Object.entries(REMEDIES)) {
    it(`${what} has a remedy of its own`, () => {
      assert.match(refusal(file).remedy, remedy);
    });
  }

  it('is told once with all others, in the order of the files', () => {
    const {message, where, remedy} = refusal(
      missing('b.txt', {where: 'docker-compose.yml:12'}),
      missing('a.txt', {where: 'docker-compose.yml:7'}),
      missing('c.txt', {where: 'dc.stage.yml:2'}),
    );
    assert.match(message, /^The compose files name .*: c\.txt, .*; a\.txt, .*; b\.txt, /);
    assert.equal(where, 'dc.stage.yml:2, docker-compose.yml:7, docker-compose.yml:12');
    assert.equal(remedy.split('countable jenkins credentials').length, 2);
  });

  it('is read from what Compose says of it, in its words of several versions', () => {
    for (const said of [
      'env file /p/local.env not found: stat /p/local.env: no such file or directory',
      'label file /p/local.env not found: stat /p/local.env: no such file or directory',
      'open /p/local.env: no such file or directory',
      'Failed to load /p/local.env: open /p/local.env: no such file or directory',
      'failed to read /p/local.env: read /p/local.env: is a directory',
      'stat /p/local.env: not a directory',
    ])
      assert.equal(fileComposeMisses(said), '/p/local.env', said);
    for (const said of ['', 'yaml: line 3: did not find expected key', 'service "web" has no image'])
      assert.equal(fileComposeMisses(said), undefined, said);
  });
});
