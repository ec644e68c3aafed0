import assert from 'node:assert/strict';
import type {SettingsSources} from '../../../../ts-helpers/src/workspace/settingsSources.ts';
import {resolveSettings} from '../../../../ts-helpers/src/workspace/settings.ts';

const yaml = (text: string): SettingsSources => ({project: {path: 'countable.yml', text}});
const fails = (sources: SettingsSources, error: object) =>
  assert.throws(() => resolveSettings(sources), {name: 'UserError', ...error});

describe('settings that are the organisation’s to say', () => {
  it('let a repository name no sender of another domain, and nobody to be mailed', () => {
    const organisation = {path: 'org.yml', text: 'mail: {from: ci@example.org, domains: [example.org]}\n'};
    const sender = (from: string) =>
      resolveSettings({organisation, ...yaml(`mail: {from: ${from}}\n`)}).mail?.from;
    assert.equal(sender('builds@example.org'), 'builds@example.org');
    assert.equal(sender('ceo@bank.example'), 'ci@example.org');
    fails(yaml('mail: {domains: [evil.example]}\n'), {
      code: 'BAD_SETTING',
      message: 'mail.domains is for the organisation to say, not for a repository.',
      where: 'countable.yml:1:8',
    });
    const variables = {mailDomains: 'example.org, example.com,'};
    assert.deepEqual(resolveSettings({variables}).mail?.domains, ['example.org', 'example.com']);
  });

  it('say what tests may have by the repository, not by the name it gives itself', () => {
    const organisation = {path: 'org.yml', text: 'testAccess: {team/shop: [docker.sock]}\n'};
    const access = (repository: string | undefined) =>
      resolveSettings({organisation, repository, ...yaml('name: shop\n')}).hostAccess;
    assert.deepEqual(access('team/shop'), ['docker.sock']);
    assert.deepEqual([access('other/shop'), access(undefined)], [undefined, undefined]);
  });

  it('keep deploys where the organisation puts them', () => {
    const variables = {deployRoot: '/srv/a'};
    assert.equal(resolveSettings({variables, ...yaml('deployRoot: /etc\n')}).deployRoot, '/srv/a');
    assert.equal(resolveSettings(yaml('deployRoot: /srv/own\n')).deployRoot, '/srv/own');
  });

  it('tell every root of deploys that any layer names, so that none hides another', () => {
    const {deployRoots, deployRoot} = resolveSettings({
      variables: {deployRoot: '/srv/a'},
      organisation: {path: 'org.yml', text: 'deployRoot: /srv/b\n'},
      project: {path: 'countable.yml', text: 'deployRoot: /tmp/c\n'},
    });
    assert.deepEqual([deployRoots, deployRoot], [['/srv/a', '/srv/b', '/tmp/c'], '/srv/b']);
  });

  for (const [setting, text] of [
    ['sentry.url', 'sentry: {url: https://evil.example}\n'],
    ['testAccess', 'testAccess: {team/shop: [docker.sock]}\n'],
  ] as const) {
    it(`let a repository say nothing of ${setting}, neither in its file nor in its Jenkinsfile`, () => {
      fails(yaml(text), {code: 'BAD_SETTING', where: /^countable\.yml:1/, remedy: /COUNTABLE_CONFIG/});
      const [key = ''] = setting.split('.');
      const value = setting === 'sentry.url' ? {url: 'https://evil.example'} : {'team/shop': ['docker.sock']};
      fails({options: {[key]: value}}, {code: 'BAD_SETTING', where: `countablePipeline(${key}: …)`});
    });
  }
});
