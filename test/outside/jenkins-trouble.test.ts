import assert from 'node:assert/strict';
import {freePort, git} from '../e2e/support/deploys.ts';
import {jenkinsSetUp} from '../e2e/support/jenkinsSetUp.ts';

describe('countable jenkins jobs, in trouble', () => {
  const its = jenkinsSetUp();
  const refused = async (code: string, environment: NodeJS.ProcessEnv = {}): Promise<string> => {
    const {exitCode, stderr} = await its.run(['jobs'], environment);
    assert.match(stderr, new RegExp(`✗ ${code}: `));
    assert.match(stderr, /remedy {2}\S/);
    assert.notEqual(exitCode, 0);
    return stderr;
  };

  it('says which variable is not set', async () => {
    assert.match(
      await refused('JENKINS_NOT_SET_UP', {JENKINS_API_TOKEN: ''}),
      /JENKINS_API_TOKEN is not set[^]* Without an account: countable jenkins jobs --files jenkins writes/,
    );
  });

  it('knows a wrong address, and what is no Jenkins', async () => {
    for (const address of ['ci.example.org', '127.0.0.1'])
      assert.match(
        await refused('BAD_SETTING', {JENKINS_URL: address}),
        /Write all of it, with https:\/\/ or http:\/\/ in front, as in https:\/\/jenkins\.example\.org\//,
      );
    assert.match(
      await refused('ADDRESS_UNKNOWN', {JENKINS_URL: 'https://ci.invalid/'}),
      /No host ci\.invalid is found[^]*Correct the address, or see whether this machine has a network and a name server: getent hosts ci\.invalid\n/,
    );
    assert.match(
      await refused('NOT_THE_SERVICE', {JENKINS_URL: its.server.url.replace('http:', 'https:')}),
      /does not speak TLS, as https:\/\/ would have it\.\n {2}where {3}JENKINS_URL\n[^]*speaks http at most/,
    );
    assert.match(
      await refused('SERVICE_UNREACHABLE', {JENKINS_URL: `http://127.0.0.1:${await freePort()}/`}),
      /Nothing listens at 127\.0\.0\.1:\d+: ECONNREFUSED\.\n {2}where {3}JENKINS_URL\n/,
    );
    assert.match(
      await refused('ADDRESS_UNKNOWN', {JENKINS_URL: 'http://127.0.0.1:9/'}),
      /127\.0\.0\.1:9 cannot be asked: no HTTP is spoken at port 9\.\n {2}where {3}JENKINS_URL\n/,
    );
    const page = {status: 200, body: '<html>Welcome</html>', headers: {'X-Jenkins': ''}};
    its.server.troubles = {GET: [page]};
    await refused('NOT_THE_SERVICE');
    its.server.troubles = {GET: [{status: 302, headers: {Location: 'https://sso.example.org/'}}]};
    assert.match(await refused('NOT_THE_SERVICE'), /sends on to https:\/\/sso\.example\.org/);
  });

  it('takes no user and no password in the address, and prints none', async () => {
    for (const JENKINS_URL of [
      'http://ada:hunter2secret@ci.example.org/',
      'ada:hunter2secret@ci.example.org',
    ]) {
      const stderr = await refused('BAD_SETTING', {JENKINS_URL});
      assert.match(stderr, /\n {2}where {3}JENKINS_URL\n/);
      assert.doesNotMatch(stderr, /hunter2secret/);
    }
    assert.match(
      await refused('BAD_SETTING', {JENKINS_URL: 'http://ada:hunter2secret@ci.example.org/'}),
      /has a user or a password in it\.[^]*Take them out, with the @, and leave it to JENKINS_USER_ID, JENKINS_API_TOKEN to say who asks: http:\/\/ci\.example\.org\//,
    );
  });

  it('knows a Jenkins that is at another path of the host', async () => {
    const wrong = its.server.url.replace('/jenkins/', '/ci/');
    const said = await refused('NOT_THE_SERVICE', {JENKINS_URL: wrong});
    assert.match(said, /There is a Jenkins at 127\.0\.0\.1:\d+, but not at .*\/ci\//);
    assert.match(said, /remedy {2}Set JENKINS_URL to/);
    assert.doesNotMatch(said, /log in|plugins/);
  });

  it('shows no page of Jenkins, and no remedy that has nothing to do with it', async () => {
    const page = `<html><title>Not Found</title>${'<a>log in</a>'.repeat(200)}</html>`;
    its.server.troubles = {'POST /jenkins/createItem': [{status: 404, body: page}]};
    const said = await refused('JENKINS_REFUSED');
    assert.match(said, /refuses shop: it answers with status 404/);
    assert.doesNotMatch(said, /log in|plugins/);
  });

  it('takes nothing for made that goes on to another address', async () => {
    for (const status of [301, 302]) {
      const elsewhere = {status, headers: {Location: 'https://ci.example.org/jenkins/createItem'}};
      its.server.troubles = {'POST /jenkins/createItem': [elsewhere]};
      assert.match(await refused('NOT_THE_SERVICE'), /sends on to https:\/\/ci\.example\.org/);
      assert.equal(its.server.items.size, 0);
    }
    assert.equal((await its.run(['jobs'])).exitCode, 0);
    const before = its.server.items.get('shop') ?? '';
    its.server.items.set(
      'shop',
      before.replace(/<remote>.*<\/remote>/, '<remote>git@old.example.org:a.git</remote>'),
    );
    its.server.troubles = {
      'POST /jenkins/job/shop/config.xml': [{status: 302, headers: {Location: '/login'}}],
    };
    const {exitCode, stderr} = await its.run(['jobs', '--repair']);
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /NOT_THE_SERVICE: .*sends on to \/login/);
  });

  it('knows a token that is wrong', async () => {
    assert.match(
      await refused('TOKEN_REFUSED', {JENKINS_USER_ID: 'nobody'}),
      /JENKINS_USER_ID, JENKINS_API_TOKEN/,
    );
  });

  it('names the permission that is missing', async () => {
    its.server.troubles = {'POST /jenkins/createItem': [{status: 403}]};
    assert.match(await refused('SCOPE_MISSING'), /permission Job\/Create/);
  });

  it('says what Jenkins says of an item that it does not take', async () => {
    const headers = {'X-Error': 'No such class: WorkflowMultiBranchProject'};
    its.server.troubles = {'POST /jenkins/createItem': [{status: 400, headers}]};
    assert.match(await refused('JENKINS_REFUSED'), /refuses shop: No such class/);
  });

  it('names the plugins where Jenkins cannot read an item', async () => {
    its.server.troubles = {'POST /jenkins/createItem': [{status: 500, body: '<html>Oops!</html>'}]};
    assert.match(await refused('JENKINS_REFUSED'), /cannot read shop, of kind multibranch[^]*plugins\.txt/);
  });

  it('gives up on a Jenkins that is down', async () => {
    its.server.troubles = {GET: Array.from({length: 3}, () => ({status: 503}))};
    await refused('SERVICE_UNREACHABLE');
  });

  it('has to know where the source is', async () => {
    git(its.project, 'remote', 'remove', 'origin');
    await refused('NO_REMOTE');
  });
});
