import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import type {CredentialState} from '../../ts-helpers/src/jenkins/plan/credentials.ts';
import {inProcess} from './support/inProcess.ts';
import {jenkinsSetUp} from '../e2e/support/jenkinsSetUp.ts';
import {JENKINS_TOKEN, JENKINS_USER} from '../e2e/support/jenkinsServer.ts';

describe('countable jenkins credentials', () => {
  const its = jenkinsSetUp({
    'countable.yml': 'name: shop\njenkins: {production: separate, credential: git-key}\n',
  });

  const states = async (): Promise<[string, string, string][]> => {
    const {exitCode, result, stderr} = await its.run<{credentials: CredentialState[]}>(['credentials']);
    assert.equal(exitCode, 0, stderr);
    return result.credentials.map(({id, state, place}) => [id, state, place]);
  };
  const put = (id: string, value: string) => {
    const file = path.join(its.project.folder, 'value');
    writeFileSync(file, value);
    return its.run<{changed: string[]}>(['credentials', '--set', id, '--from', file]);
  };

  it('lists what is missing, and where each belongs', async () => {
    assert.deepEqual(await states(), [
      ['shop-stage-env', 'missing', 'the controller'],
      ['shop-prod-env', 'missing', 'the folder production'],
      ['shop-test-env', 'missing', 'the controller'],
      ['countable-slack-token', 'missing', 'the controller'],
      ['countable-sentry-token', 'missing', 'the folder production'],
      ['git-key', 'missing', 'the controller'],
    ]);
  });

  it('says for people what each is for, and the least it needs', async () => {
    const {stdout} = await inProcess(['jenkins', 'credentials'], {
      cwd: its.project.workspace,
      env: {JENKINS_URL: its.server.url, JENKINS_USER_ID: JENKINS_USER, JENKINS_API_TOKEN: JENKINS_TOKEN},
    });
    assert.match(stdout, /^· shop-stage-env, secret file: becomes the \.env of deploys to staging$/m);
    assert.match(stdout, /Missing; belongs into the folder production\. Needs: project:write/);
  });

  it('lists without an account what is needed, and says that nobody looked', async () => {
    const {exitCode, stdout, stderr} = await inProcess(['jenkins', 'credentials'], {
      cwd: its.project.workspace,
      env: {JENKINS_URL: '', JENKINS_USER_ID: '', JENKINS_API_TOKEN: ''},
    });
    assert.equal(exitCode, 0, stderr);
    assert.match(
      stdout,
      /^\? shop-prod-env, secret file: .*\n {4}Belongs into the folder production\. Needs: /m,
    );
    assert.match(stderr, /Which of these there are is not known: JENKINS_URL, .* are not set\./);
  });

  it('calls nothing missing that this user may not see', async () => {
    its.server.credentials.set('', [{id: 'countable-slack-token', xml: '<StringCredentialsImpl/>'}]);
    its.server.closed.add('');
    assert.deepEqual(
      (await states()).map(([, state]) => state),
      Array(6).fill('unseen'),
    );
    const {stdout} = await inProcess(['jenkins', 'credentials'], {
      cwd: its.project.workspace,
      env: {JENKINS_URL: its.server.url, JENKINS_USER_ID: JENKINS_USER, JENKINS_API_TOKEN: JENKINS_TOKEN},
    });
    assert.match(stdout, /^\? countable-slack-token/m);
    assert.match(stdout, /cannot be told: JENKINS_USER_ID may not look .* Credentials\/View/);
    assert.doesNotMatch(stdout, /Missing/);
  });

  it('shows with --plan what it would put where, and changes nothing', async () => {
    const file = path.join(its.project.folder, 'value');
    writeFileSync(file, 'xoxb-1');
    const {stdout} = await inProcess(
      ['jenkins', 'credentials', '--set', 'countable-slack-token', '--from', file, '--plan'],
      {
        cwd: its.project.workspace,
        env: {JENKINS_URL: its.server.url, JENKINS_USER_ID: JENKINS_USER, JENKINS_API_TOKEN: JENKINS_TOKEN},
      },
    );
    assert.equal(stdout, "1. Put countable-slack-token into the controller's credentials (risks data)\n");
    assert.equal(its.server.credentials.size, 0);
  });

  it('takes no value for put that goes on to another address', async () => {
    its.server.troubles = {
      'POST /jenkins/credentials/store/system/domain/_/createCredentials': [
        {status: 302, headers: {Location: '/login?from=%2F'}},
      ],
    };
    const {exitCode, result, stderr} = await put('countable-slack-token', 'xoxb-1');
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /NOT_THE_SERVICE: .*sends on to \/login/);
    assert.equal(result.changed, undefined);
  });

  it('finds those that are there, and those that other branches could bind', async () => {
    const secret = {id: 'countable-slack-token', xml: '<StringCredentialsImpl/>'};
    its.server.credentials.set('', [secret, {id: 'shop-prod-env', xml: '<FileCredentialsImpl/>'}]);
    const found = await states();
    assert.deepEqual(found[1], ['shop-prod-env', 'exposed', 'the controller']);
    assert.deepEqual(found[3], ['countable-slack-token', 'there', 'the controller']);
  });

  it('puts a value where it belongs, and a new one into the same place', async () => {
    assert.equal((await put('shop-prod-env', 'A=1\n')).exitCode, 8, 'the folder is not there yet');
    await its.run(['jobs']);
    const first = await put('shop-prod-env', 'PASSWORD=first-of-prod\n');
    assert.equal(first.exitCode, 0, first.stderr);
    assert.deepEqual(first.result.changed, ['Put shop-prod-env into the folder production']);
    const second = await put('shop-prod-env', 'PASSWORD=second-of-prod\n');
    assert.equal(second.exitCode, 0, second.stderr);
    const [held, ...others] = its.server.credentials.get('production') ?? [];
    assert.deepEqual(others, []);
    const bytes = /<secretBytes>(.*)<\/secretBytes>/.exec(held?.xml ?? '')?.[1] ?? '';
    assert.equal(Buffer.from(bytes, 'base64').toString(), 'PASSWORD=second-of-prod\n');
    assert.doesNotMatch(second.stdout + second.stderr, /second-of-prod/);
    assert.deepEqual((await states())[1], ['shop-prod-env', 'there', 'the folder production']);
  });

  it('puts a secret text without the newline that editors add, and safe in XML', async () => {
    const {exitCode, stderr} = await put('countable-slack-token', 'xoxb-<&>\n');
    assert.equal(exitCode, 0, stderr);
    assert.match(its.server.credentials.get('')?.[0]?.xml ?? '', /<secret>xoxb-&lt;&amp;&gt;<\/secret>/);
  });

  it('refuses what the pipeline does not bind, what is no value, and a key', async () => {
    const unknown = await put('nobody', 'x');
    assert.match(unknown.stderr, /JENKINS_UNKNOWN_CREDENTIAL: .*\n.*\n? *remedy {2}It uses: shop-stage-env/);
    assert.match((await put('countable-slack-token', '')).stderr, /BAD_ARGUMENT: .* it is empty/);
    assert.match((await put('git-key', 'x')).stderr, /JENKINS_UNKNOWN_CREDENTIAL: git-key is a key/);
    assert.deepEqual([...its.server.credentials.keys()], []);
  });

  it('takes no flag that would mean nothing', async () => {
    assert.match(
      (await its.run(['jobs', '--set', 'x', '--from', 'y'])).stderr,
      /UNKNOWN_FLAG: .* no flag --set/,
    );
    assert.match((await its.run(['credentials', '--repair'])).stderr, /UNKNOWN_FLAG: .* no flag --repair/);
  });

  it('names the permission that is missing', async () => {
    its.server.troubles = {'GET /jenkins/credentials': [{status: 403}]};
    const {stderr} = await its.run(['credentials']);
    assert.match(stderr, /SCOPE_MISSING[^]*Credentials\/View/);
  });
});

describe('countable jenkins credentials, of a project that deploys from one job', () => {
  const its = jenkinsSetUp();

  it('calls a production credential exposed wherever it lies, and says what to do', async () => {
    await its.run(['jobs']);
    its.server.credentials.set('shop', [{id: 'shop-prod-env', xml: '<FileCredentialsImpl/>'}]);
    const {result} = await its.run<{credentials: CredentialState[]}>(['credentials']);
    const found = result.credentials.find(({id}) => id === 'shop-prod-env');
    assert.deepEqual([found?.state, found?.place], ['exposed', 'the folder shop']);
  });
});

describe('countable jenkins credentials, of a project that names files which git ignores', () => {
  const its = jenkinsSetUp({
    'docker-compose.yml': 'services: {web: {image: "busybox:1.35", env_file: local.env}}\n',
    'dc.stage.yml': 'services: {web: {secrets: [key]}}\nsecrets: {key: {file: ./secrets/key.pem}}\n',
    'dc.prod.yml': 'services: {}\n',
    '.gitignore': 'local.env\nsecrets/\n',
    'countable.yml': 'name: shop\njenkins: {production: separate}\n',
  });

  it('lists them for each environment that names them, and where they belong', async () => {
    const {result, stderr} = await its.run<{credentials: CredentialState[]}>(['credentials']);
    const files = result.credentials.filter(({kind}) => kind === 'secret file');
    assert.deepEqual(
      files.map(({id, for: purpose, place}) => [id, purpose, place]),
      [
        ['shop-stage-env', 'becomes the .env of deploys to staging', 'the controller'],
        ['shop-stage-local.env', 'becomes local.env of deploys to staging', 'the controller'],
        ['shop-stage-secrets-key.pem', 'becomes secrets/key.pem of deploys to staging', 'the controller'],
        ['shop-prod-env', 'becomes the .env of deploys to production', 'the folder production'],
        ['shop-prod-local.env', 'becomes local.env of deploys to production', 'the folder production'],
        ['shop-test-env', 'gives the tests variables that .env.test has not', 'the controller'],
      ],
      stderr,
    );
  });

  it('puts them there by their path', async () => {
    const file = path.join(its.project.folder, 'value');
    writeFileSync(file, 'key-of-staging\n');
    const set = ['credentials', '--set', 'shop-stage-secrets-key.pem', '--from', file];
    const {exitCode, stdout, stderr} = await its.run(set);
    assert.equal(exitCode, 0, stderr);
    assert.match(its.server.credentials.get('')?.[0]?.xml ?? '', /<fileName>key\.pem<\/fileName>/);
    assert.doesNotMatch(stdout + stderr, /key-of-staging/);
  });
});
