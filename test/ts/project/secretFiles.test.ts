import assert from 'node:assert/strict';
import {type FileReference, resolved} from '../../../ts-helpers/src/compose/fileReferences.ts';
import {
  environmentSecret,
  secretFilesOf,
  secretFileWords,
} from '../../../ts-helpers/src/project/secretFiles.ts';

const WHOSE = {project: 'shop', environment: 'stage'};

const named = (
  kind: FileReference['kind'],
  path: string,
  more: Partial<FileReference> = {},
): FileReference[] =>
  resolved('docker-compose.yml', '', [{kind, owner: 'web', path, line: 1, isOptional: false, ...more}]);
const of = (references: FileReference[], there: readonly string[] = []) =>
  secretFilesOf(references, {whose: WHOSE, isThere: path => there.includes(path), envFile: '.env'});

describe('the secret files of a deploy', () => {
  it('are called after the environment and their path', () => {
    assert.deepEqual(of(named('secret', './secrets/Db pass.txt')), [
      {
        path: 'secrets/Db pass.txt',
        credential: 'shop-stage-secrets-Db-pass.txt',
        variable: 'COUNTABLE_FILE_SECRETS_DB_PASS_TXT',
      },
    ]);
  });

  it('are what the commit has not, of files that could be secret', () => {
    const references = [
      ...named('env_file', 'local.env'),
      ...named('env_file', 'common.env'),
      ...named('label_file', 'a.labels'),
      ...named('config', 'site.conf'),
      ...named('volume', './.htpasswd', {target: '/etc/nginx/.htpasswd'}),
      ...named('volume', './media', {target: '/media'}),
      ...named('build', './web'),
      ...named('include', 'more.yml'),
      ...named('extends', 'base.yml'),
    ];
    assert.deepEqual(
      of(references, ['common.env']).map(({path}) => path),
      ['local.env', 'a.labels', 'site.conf', '.htpasswd'],
    );
  });

  it('are none that lies elsewhere, or that only Compose can tell', () => {
    for (const path of ['../other/x.env', '/etc/x.env', '~/x.env', '$DIR/x.env', '${X}', '.'])
      assert.deepEqual(of(named('env_file', path)), [], path);
  });

  it('are not the .env, which has a credential of its own', () => {
    assert.deepEqual(of(named('env_file', '.env')), []);
    const root = of(resolved('docker/compose.yml', 'docker', named('env_file', '../root.env')));
    assert.deepEqual(
      root.map(({path}) => path),
      ['root.env'],
    );
  });

  it('are each named once', () => {
    assert.equal(of([...named('env_file', 'a.env'), ...named('secret', './a.env')]).length, 1);
  });

  const CLASHES: Record<string, [string, string]> = {
    'credentials that come to the same': ['a/b.env', 'a-b.env'],
    'variables that come to the same': ['secrets/db.txt', 'secrets_db.txt'],
    capitals: ['Key.pem', 'key.pem'],
    'odd letters': ['ä.env', 'ö.env'],
  };
  for (const [what, [one, other]] of Object.entries(CLASHES)) {
    it(`are refused for ${what}`, () => {
      assert.throws(() => of([...named('env_file', one), ...named('env_file', other)]), {
        code: 'SECRET_FILES_CLASH',
        where: other,
      });
    });
  }

  it('are refused where they would have the credential of the .env', () => {
    assert.throws(() => of(named('secret', 'env')), {
      code: 'SECRET_FILES_CLASH',
      message: /^The secret files \.env and env would have the same credential/,
    });
  });
});

describe('the .env of a deploy', () => {
  it('has the credential and the variable of its environment', () => {
    assert.deepEqual(environmentSecret('docker/.env', WHOSE), {
      path: 'docker/.env',
      credential: 'shop-stage-env',
      variable: 'COUNTABLE_ENV_FILE',
    });
  });

  it('is found by its credential in Jenkins, and by a variable on a laptop', () => {
    assert.equal(secretFileWords(WHOSE), 'the secret file (Jenkins credential shop-stage-env)');
    assert.equal(secretFileWords({...WHOSE, isLaptop: true}), 'the secret file (COUNTABLE_ENV_FILE)');
    const test = {project: 'shop', environment: 'test'};
    assert.equal(secretFileWords(test), 'the secret file (Jenkins credential shop-test-env)');
    assert.equal(secretFileWords({...test, isLaptop: true}), 'the secret file (COUNTABLE_TEST_ENV_FILE)');
  });
});
