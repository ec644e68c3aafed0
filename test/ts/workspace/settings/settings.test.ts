import assert from 'node:assert/strict';
import {settingsJsonSchema} from '../../../../ts-helpers/reference/settings.ts';
import type {SettingsSources} from '../../../../ts-helpers/src/workspace/settingsSources.ts';
import {resolveSettings} from '../../../../ts-helpers/src/workspace/settings.ts';

const yaml = (text: string): SettingsSources => ({project: {path: 'countable.yml', text}});
const fails = (sources: SettingsSources, error: object) =>
  assert.throws(() => resolveSettings(sources), {name: 'UserError', ...error});

describe('settings', () => {
  it('need nothing to be set', () => {
    const settings = resolveSettings({});
    assert.deepEqual(settings.branches, {develop: 'stage', master: 'prod', main: 'prod'});
    assert.deepEqual(settings.test, {service: 'test', junit: []});
    assert.deepEqual(settings.timeouts, {test: 30, deploy: 30, backup: 360, lock: 10});
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
    assert.deepEqual(settings.timeouts, {test: 6, deploy: 7, backup: 360, lock: 1});
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

  for (const place of [
    '/etc/passwd',
    '~/x.yml',
    '../x.yml',
    'a/../../x.yml',
    '..',
    'a\\..\\x',
    'a\u0000b',
    'a\nb',
  ]) {
    it(`refuse the compose file ${JSON.stringify(place)}, which is not of the repository`, () => {
      const text = JSON.stringify(place);
      const problem = place.includes('\0') ? /must not have a NUL/ : /must be a path within the repository/;
      fails(yaml(`compose:\n  file: ${text}\n`), {
        code: 'BAD_SETTING',
        message: problem,
        where: 'countable.yml:2:3',
      });
      fails(yaml(`compose:\n  environments:\n    test: ${text}\n`), {
        code: 'BAD_SETTING',
        message: problem,
        where: 'countable.yml:3:5',
      });
      fails(
        {options: {compose: {file: place}}},
        {code: 'BAD_SETTING', where: 'countablePipeline(compose: …)'},
      );
    });
  }

  for (const place of [
    '../x.xml',
    '/../../root/.ssh/authorized_keys',
    '{..,x}/*.xml',
    '@(..|x)/*.xml',
    'a/../**',
    'a\u0000',
  ]) {
    it(`refuse test reports at ${JSON.stringify(place)}, which leads out`, () => {
      for (const junit of [JSON.stringify(place), JSON.stringify(['ok.xml', place])])
        fails(yaml(`test: {junit: ${junit}}`), {
          code: 'BAD_SETTING',
          message: place.includes('\0') ? /must not have a NUL/ : /must be a path or a glob without/,
        });
    });
  }

  it('take files of the repository, and reports wherever they are in a container', () => {
    const {compose, test} = resolveSettings(
      yaml(
        'compose: {file: docker/compose..yml, environments: {stage: ./a/b.yml}}\ntest: {junit: [/app/**, "..x/*.xml"]}',
      ),
    );
    assert.equal(compose.file, 'docker/compose..yml');
    assert.ok(test !== 'none' && test.junit.length === 2);
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
