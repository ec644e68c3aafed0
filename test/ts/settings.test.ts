import assert from 'node:assert/strict';
import {settingsJsonSchema} from '../../ts-helpers/reference/settings.ts';
import {resolveSettings, type SettingsSources} from '../../ts-helpers/src/settings.ts';

const yaml = (text: string): SettingsSources => ({project: {path: 'countable.yml', text}});
const fails = (sources: SettingsSources, error: object) =>
  assert.throws(() => resolveSettings(sources), {name: 'UserError', ...error});

describe('settings', () => {
  it('need nothing to be set', () => {
    const settings = resolveSettings({});
    assert.deepEqual(settings.branches, {develop: 'stage', master: 'prod', main: 'prod'});
    assert.deepEqual(settings.test, {service: 'test', junit: []});
    assert.deepEqual(settings.timeouts, {test: 30, deploy: 30, lock: 10});
  });

  it('take an empty countable.yml as no settings', () => {
    assert.deepEqual(resolveSettings(yaml('# nothing yet\n')), resolveSettings({}));
  });

  it('count from weakest to strongest: variables, organisation, countable.yml, arguments', () => {
    const sources = {
      variables: {slackChannel: '#all', deployRoot: '/srv/a'},
      organisation: {
        path: 'org.yml',
        text: 'deployRoot: /srv/b\nslack: {channel: "#agency"}\ntimeouts: {test: 5, lock: 1}\n',
      },
      project: {path: 'countable.yml', text: 'timeouts: {test: 6}\nname: shop\n'},
      options: {timeouts: {deploy: 7}, name: 'Shop-2'},
    };
    const settings = resolveSettings(sources);
    assert.equal(settings.deployRoot, '/srv/b');
    assert.deepEqual(settings.timeouts, {test: 6, deploy: 7, lock: 1});
    assert.deepEqual(settings.slack, {defaultChannel: '#agency'});
    assert.equal(settings.name, 'Shop-2');
  });

  it('say how people are reached: each by the strongest that names them', () => {
    const settings = resolveSettings({
      organisation: {
        path: 'org.yml',
        text: 'slack: {direct: true}\nmail: {from: ci@example.org}\npeople: {Ada: a@example.org, Grace: g@example.org}\n',
      },
      project: {path: 'countable.yml', text: 'mail: {when: always}\npeople: {Ada: ada@example.org}\n'},
    });
    assert.deepEqual(settings.mail, {
      when: 'always',
      from: 'ci@example.org',
      domains: [],
      addresses: ['a@example.org', 'g@example.org'],
    });
    assert.deepEqual(settings.people, {Ada: 'ada@example.org', Grace: 'g@example.org'});
    assert.equal(settings.slack.direct, true);
    assert.equal(resolveSettings({}).mail, undefined);
  });

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

  it('take the names of branches as they are written, whatever YAML makes of them', () => {
    const {branches} = resolveSettings(
      yaml(
        'branches:\n  1.10: prod\n  0x1F: stage\n  on: dev\n  2026-11-25: stage\n  null: prod\n  1_0: prod\n  "1.20": stage\n',
      ),
    );
    assert.deepEqual(Object.keys(branches), ['1.10', '0x1F', 'on', '2026-11-25', 'null', '1_0', '1.20']);
  });

  it('refuse a person’s address that is none', () => {
    fails(yaml('people:\n  Ada: ada\n'), {code: 'BAD_SETTING', where: 'countable.yml:2:3'});
  });

  it('replace the branch mapping whole, so that a branch can be taken out', () => {
    const {branches} = resolveSettings(yaml('branches:\n  release: prod\n  master: stage\n'));
    assert.deepEqual(branches, {release: 'prod', master: 'stage'});
  });

  it('of Sentry and Jenkins are merged key by key, and a project may want no Sentry', () => {
    const organisation = {
      path: 'org.yml',
      text: 'sentry: {organization: acme, team: web}\njenkins: {folder: a}\n',
    };
    const variables = {
      sentryOrganization: 'other',
      sentryUrl: 'https://sentry.example.org',
      production: 'separate',
    };
    const {sentry, jenkins} = resolveSettings({variables, organisation, ...yaml('sentry: {team: ops}\n')});
    assert.deepEqual(sentry, {
      spike: 100,
      url: 'https://sentry.example.org',
      organization: 'acme',
      team: 'ops',
    });
    assert.deepEqual(jenkins, {jobs: 'multibranch', production: 'separate', folder: 'a'});
    assert.equal(resolveSettings({organisation, ...yaml('sentry: none\n')}).sentry, 'none');
  });

  it('refuse a slug that Sentry would refuse', () => {
    fails(yaml('sentry: {project: Shop}\n'), {code: 'BAD_SETTING', where: 'countable.yml:1:10'});
    fails(yaml('jenkins: {jobs: freestyle}\n'), {code: 'BAD_SETTING'});
  });

  it('say where an unknown setting stands and which one is near', () => {
    fails(yaml('name: shop\ntimeouts:\n  tests: 5\n'), {
      code: 'UNKNOWN_SETTING',
      message: 'There is no setting timeouts.tests.',
      where: 'countable.yml:3:3',
      remedy: 'Did you mean timeouts.test?',
    });
  });

  it('suggest inside a setting that may be a word or a map', () => {
    fails(yaml('test:\n  comand: make test\n'), {
      code: 'UNKNOWN_SETTING',
      where: 'countable.yml:2:3',
      remedy: 'Did you mean test.command?',
    });
  });

  it('suggest nothing when nothing is near', () => {
    fails(yaml('quux: 1\n'), {code: 'UNKNOWN_SETTING', remedy: /settings\.md/});
  });

  it('say which value cannot be, and where', () => {
    fails(yaml('timeouts:\n  test: soon\n'), {
      code: 'BAD_SETTING',
      message: 'timeouts.test: must be a number of minutes.',
      where: 'countable.yml:2:3',
    });
    fails(yaml('test: nothing\n'), {code: 'BAD_SETTING', message: /test: must be none, or a map/});
    fails(yaml('- a list\n'), {code: 'BAD_SETTING'});
  });

  it('name file and line of broken YAML', () => {
    fails(yaml('name: shop\ntest: {service: a\n'), {code: 'BAD_SETTING', where: /^countable\.yml:[23]:\d+$/});
  });

  it('say which argument of countablePipeline is wrong', () => {
    fails(
      {options: {tset: 'none'}},
      {
        code: 'UNKNOWN_SETTING',
        where: 'countablePipeline(tset: …)',
        remedy: 'Did you mean test?',
      },
    );
  });

  it('refuse a channel that is none', () => {
    fails(yaml('slack: {channel: "<!channel> @here"}\n'), {code: 'BAD_SETTING'});
  });

  it('can be what their documentation shows', () => {
    const {properties = {}} = settingsJsonSchema();
    for (const [name, schema] of Object.entries(properties)) {
      const {examples} = schema as {examples?: unknown[]};
      assert.ok(examples?.length, `${name} has an example`);
      for (const example of examples) resolveSettings({options: {[name]: example}});
    }
  });
});
