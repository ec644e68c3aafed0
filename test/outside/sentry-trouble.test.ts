import assert from 'node:assert/strict';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {selfSigned} from '../e2e/support/certificates.ts';
import {freePort} from '../e2e/support/deploys.ts';
import {ensuring} from '../e2e/support/sentry/ensuring.ts';

describe('countable sentry, in trouble', () => {
  const its = ensuring('current');

  const refused = async (code: string, environment: NodeJS.ProcessEnv = {}): Promise<string> => {
    const {exitCode, stderr} = await its.ensure([], environment);
    assert.match(stderr, new RegExp(`✗ ${code}: `));
    assert.match(stderr, /remedy {2}\S/);
    assert.notEqual(exitCode, 0);
    return stderr;
  };

  it('without a token says which variable it comes in', async () => {
    assert.match(await refused('SENTRY_NOT_SET_UP', {SENTRY_AUTH_TOKEN: ''}), /SENTRY_AUTH_TOKEN/);
  });

  it('knows a host that is not there', async () => {
    assert.match(await refused('ADDRESS_UNKNOWN', {SENTRY_URL: 'https://sentry.invalid'}), /sentry\.invalid/);
  });

  it('knows what is no address', async () => {
    assert.match(await refused('BAD_SETTING', {SENTRY_URL: 'sentry.example.org'}), /SENTRY_URL/);
  });

  it('knows a page that is none of Sentry’s', async () => {
    const page = {status: 200, body: '<html>Log in</html>', type: 'text/html'};
    its.server.troubles = {GET: [page]};
    assert.match(await refused('NOT_THE_SERVICE'), /answers with text\/html/);
    its.server.troubles = {GET: [{status: 200, body: '<html>Log in</html>', type: ''}]};
    assert.match(await refused('NOT_THE_SERVICE'), /answers with something without a type/);
    its.server.troubles = {GET: [{...page, status: 404}]};
    await refused('NOT_THE_SERVICE');
    its.server.troubles = {GET: [{status: 404, body: '', type: 'text/html'}]};
    await refused('NOT_THE_SERVICE');
    its.server.troubles = {GET: [{status: 302, headers: {Location: 'https://login.example.org/'}}]};
    assert.match(await refused('NOT_THE_SERVICE'), /sends on to https:\/\/login\.example\.org/);
  });

  it('knows an answer that is JSON, and none of Sentry’s', async () => {
    its.server.troubles = {'GET /api/0/projects/': [{status: 200, body: '{"hello": "world"}'}]};
    assert.match(await refused('ANSWER_BROKEN'), /What Sentry says of the project/);
    await its.ensure();
    its.server.troubles = {'GET /api/0/projects/acme/shop-prod/keys/': [{status: 200, body: '{}'}]};
    await refused('ANSWER_BROKEN');
  });

  it('trusts no certificate that this machine does not trust', async () => {
    const server = createServer(selfSigned(), (_, response) => response.end());
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const SENTRY_URL = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      assert.match(await refused('CERTIFICATE_UNTRUSTED', {SENTRY_URL}), /NODE_EXTRA_CA_CERTS/);
    } finally {
      server.close();
    }
  });

  it('knows an organisation and a team that are not there', async () => {
    await refused('SENTRY_ORGANIZATION_UNKNOWN', {SENTRY_ORG: 'nobody'});
    assert.match(await refused('SENTRY_TEAM_UNKNOWN', {SENTRY_TEAM: 'nobody'}), /one of: web/);
  });

  it('takes the only team and the only organisation there are', async () => {
    its.server.state.tokenOf = 'person';
    const {exitCode, stderr} = await its.ensure([], {SENTRY_TEAM: '', SENTRY_ORG: ''});
    assert.equal(exitCode, 0, stderr);
    assert.equal(its.server.state.projects[0]?.teams[0]?.slug, 'web');
  });

  it('asks which team it is where there are several', async () => {
    its.server.state.teams = ['web', 'ops'];
    assert.match(await refused('SENTRY_TEAM_UNKNOWN', {SENTRY_TEAM: ''}), /one of: web, ops/);
  });

  it('leaves a project of another team alone', async () => {
    await its.ensure();
    its.server.state.teams.push('ops');
    await refused('SENTRY_SLUG_TAKEN', {SENTRY_TEAM: 'ops'});
  });

  it('knows a name that is taken by something it cannot see', async () => {
    its.server.state.hidden = ['shop-prod'];
    await refused('SENTRY_SLUG_TAKEN');
  });

  it('makes a project anew that was deleted', async () => {
    await its.ensure();
    Object.assign(its.server.state, {projects: [], workflows: [], detectors: [], keys: {}});
    const {outcome} = await its.ensure();
    assert.equal(its.server.state.projects.length, 1);
    assert.equal(outcome.changed.length, 5);
  });

  it('names the permission that a token lacks, in Sentry’s words too', async () => {
    const body = '{"detail": "You do not have permission to perform this action."}';
    its.server.troubles = {'POST /api/0/teams/': [{status: 403, body}]};
    const said = await refused('SCOPE_MISSING');
    assert.match(said, /You do not have permission/);
    assert.match(said, /Give the token the permission project:write/);
  });

  it('knows a token that was revoked', async () => {
    its.server.token = 'another';
    assert.match(await refused('TOKEN_REFUSED'), /SENTRY_AUTH_TOKEN/);
  });

  it('waits when it is asked to, and no longer than is reasonable', async () => {
    const begun = Date.now();
    its.server.troubles = {GET: [{status: 429, headers: {'Retry-After': '1'}}]};
    assert.equal((await its.ensure()).exitCode, 0);
    assert.ok(Date.now() - begun >= 1000);
    const reset = String(Math.ceil(Date.now() / 1000) + 600);
    its.server.troubles = {GET: [{status: 429, headers: {'X-Sentry-Rate-Limit-Reset': reset}}]};
    await refused('SERVICE_BUSY');
  });

  it('asks again after a failure, half an answer among them, and gives up in the end', async () => {
    its.server.troubles = {'GET /api/0/projects/': [{status: 502}, 'half']};
    const {exitCode, stderr} = await its.ensure();
    assert.equal(exitCode, 0, stderr);
    its.server.troubles = {'GET /api/0/projects/': Array.from({length: 3}, () => 'half' as const)};
    await refused('ANSWER_BROKEN');
    its.server.troubles = {'GET /api/0/projects/': Array.from({length: 3}, () => ({status: 503}))};
    await refused('SERVICE_UNREACHABLE');
  });

  it('has a name for a server that is down', async () => {
    assert.match(
      await refused('SERVICE_UNREACHABLE', {SENTRY_URL: `http://127.0.0.1:${await freePort()}`}),
      /ECONNREFUSED/,
    );
  });

  it('goes to the organisation’s channel where the project’s own refuses', async () => {
    its.server.state.channels = ['#general'];
    const {exitCode, stderr} = await its.ensure([], {COUNTABLE_SLACK_CHANNEL: '#general'});
    assert.equal(exitCode, 0, stderr);
    assert.match(JSON.stringify(its.server.state.workflows), /#general/);
    assert.deepEqual((await its.ensure([], {COUNTABLE_SLACK_CHANNEL: '#general'})).outcome.drift, []);
  });

  it('sets the rest up where no channel will do, and tries again the next time', async () => {
    its.server.state.channels = [];
    assert.match(await refused('SENTRY_CHANNEL_REFUSED'), /#shop/);
    its.server.state.channels = undefined;
    const {outcome} = await its.ensure();
    assert.equal(its.server.state.workflows.length, 2);
    assert.deepEqual(outcome.drift, []);
  });
});

describe('countable sentry, of a project with a long name', () => {
  const its = ensuring('current', {'countable.yml': `name: ${'a'.repeat(46)}\n`});

  it('asks for a shorter one', async () => {
    const {stderr, exitCode} = await its.ensure();
    assert.equal(exitCode, 2);
    assert.match(stderr, /SENTRY_NAME_TOO_LONG: \S+ has 51 characters/);
    assert.deepEqual(its.server.requests, []);
  });
});
