import assert from 'node:assert/strict';
import {
  filesOfDeploy,
  MAIL,
  ofTelling,
  SENTRY,
  SLACK,
  testVariables,
} from '../../../ts-helpers/src/project/credentials.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

describe('the catalogue of credentials', () => {
  const SECRET_FILE = {
    path: 'keys/web/id.pem',
    credential: 'shop-stage-keys-web-id.pem',
    variable: 'COUNTABLE_FILE_KEYS_WEB_ID_PEM',
  };

  const ENCRYPTED = {path: 'env.stage.sops.env', takesAgeKey: true};

  it('says of tokens by what name they are bound, and which belongs to production alone', () => {
    assert.deepEqual(
      [SLACK, MAIL, SENTRY].map(({id, kind, variable, isProduction}) => [id, kind, variable, isProduction]),
      [
        ['countable-slack-token', 'string', 'SLACK_BOT_TOKEN', false],
        ['countable-smtp-url', 'string', 'SMTP_URL', false],
        ['countable-sentry-token', 'string', 'SENTRY_AUTH_TOKEN', true],
      ],
    );
  });

  it('says what tokens are for, and asks for the least that is enough', () => {
    assert.equal(SLACK.for, 'tells people in Slack');
    assert.equal(MAIL.for, 'tells people by mail');
    assert.equal(SENTRY.for, 'sets the project up in Sentry, and tells it of releases');
    assert.equal(
      SLACK.scopes,
      'chat:write, users:read, users:read.email; chat:write.public for channels it is not in',
    );
    assert.equal(MAIL.scopes, 'a user who may send from one address');
    assert.equal(SENTRY.scopes, 'project:write, alerts:write, org:read');
  });

  it('has the .env of a deploy, and after it each secret file by its own name', () => {
    assert.deepEqual(filesOfDeploy('shop', 'stage', {secretFiles: [SECRET_FILE]}), [
      {
        id: 'shop-stage-env',
        kind: 'file',
        variable: 'COUNTABLE_ENV_FILE',
        for: 'becomes the .env of deploys to staging',
        fileName: '.env',
        scopes: 'what the services of that environment need',
        isProduction: false,
      },
      {
        id: 'shop-stage-keys-web-id.pem',
        kind: 'file',
        variable: 'COUNTABLE_FILE_KEYS_WEB_ID_PEM',
        for: 'becomes keys/web/id.pem of deploys to staging',
        fileName: 'id.pem',
        scopes: 'what the services of that environment need',
        isProduction: false,
      },
    ]);
    assert.equal(filesOfDeploy('shop', 'stage').length, 1);
    const [, root] = filesOfDeploy('shop', 'stage', {secretFiles: [{...SECRET_FILE, path: 'id.pem'}]});
    assert.equal(root?.fileName, 'id.pem');
  });

  it('has the key of what the repository has encrypted, where an age key decrypts it; then .env is rarely given', () => {
    const [env, key, ...others] = filesOfDeploy('shop', 'stage', {encrypted: ENCRYPTED});
    assert.deepEqual([env?.variable, env?.isRare, others], ['COUNTABLE_ENV_FILE', true, []]);
    assert.deepEqual(key, {
      id: 'shop-stage-age-key',
      kind: 'file',
      variable: 'COUNTABLE_AGE_KEY_FILE',
      for: 'decrypts env.stage.sops.env for deploys to staging',
      fileName: 'key.txt',
      scopes: 'an age key of that environment alone (age-keygen)',
      isProduction: false,
    });
    const byKms = {path: 'env.stage.sops.env', takesAgeKey: false};
    assert.equal(filesOfDeploy('shop', 'stage', {encrypted: byKms}).length, 1);
    assert.equal(filesOfDeploy('shop', 'stage')[0]?.isRare, undefined);
  });

  it('keeps the files of production, and of it alone, to production', () => {
    const isProduction = (environment: string) =>
      filesOfDeploy('shop', environment, {secretFiles: [SECRET_FILE], encrypted: ENCRYPTED}).map(
        one => one.isProduction,
      );
    assert.deepEqual(isProduction('prod'), [true, true, true]);
    for (const environment of ['stage', 'dev', 'production'])
      assert.deepEqual(isProduction(environment), [false, false, false]);
  });

  it('has variables of the tests, which few projects need and which are nothing of an environment', () => {
    assert.deepEqual(testVariables('shop'), {
      id: 'shop-test-env',
      kind: 'file',
      variable: 'COUNTABLE_TEST_ENV_FILE',
      isRare: true,
      for: 'gives the tests variables that .env.test has not',
      fileName: '.env',
      scopes: 'what the tests need, and nothing of an environment',
      isProduction: false,
    });
  });

  it('tells people by Slack, and by mail where that was set up and is not off', () => {
    const told = (options: Record<string, unknown>) =>
      ofTelling(resolveSettings({options})).map(({id}) => id);
    assert.deepEqual(told({}), ['countable-slack-token']);
    assert.deepEqual(told({mail: {when: 'never'}}), ['countable-slack-token']);
    for (const when of ['always', 'fallback'])
      assert.deepEqual(told({mail: {when}}), ['countable-slack-token', 'countable-smtp-url']);
  });
});
