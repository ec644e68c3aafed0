import assert from 'node:assert/strict';
import type {SettingsSources} from '../../../../ts-helpers/src/workspace/settingsSources.ts';
import {resolveSettings} from '../../../../ts-helpers/src/workspace/settings.ts';

const yaml = (text: string): SettingsSources => ({project: {path: 'countable.yml', text}});
const fails = (sources: SettingsSources, error: object) =>
  assert.throws(() => resolveSettings(sources), {name: 'UserError', ...error});

describe('settings that cannot be', () => {
  it('say what a map or a list has to be', () => {
    fails(yaml('timeouts: 5\n'), {
      message: 'timeouts: must be a map of test, deploy, backup, lock.',
      where: 'countable.yml:1:1',
    });
    fails(yaml('people: 5\n'), {message: 'people: must be a map.'});
    fails(yaml('- a\n'), {message: /^the file: must be a map of name, instance, compose, /});
    for (const text of [
      'compose: x',
      'compose: {environments: x}',
      'branches: [a]',
      'health: yes',
      'slack: "#a"',
      'jenkins: 1',
      'mail: 1',
      'agents: a',
    ])
      fails(yaml(text), {message: /: must be a map/});
  });

  it('are those of the organisation in its file, and no others', () => {
    const organisation = (text: string): SettingsSources => ({organisation: {path: '/etc/org.yml', text}});
    const refused = (text: string) => {
      try {
        resolveSettings(organisation(text));
      } catch (error) {
        return error as Error & {where: string; remedy: string};
      }
      return assert.fail('it is taken');
    };
    const {message} = refused('words');
    assert.match(message, /^the file: must be a map of .*testAccess/);
    assert.doesNotMatch(message, /\b(?:name|instance|compose|test),/);
    const {message: said, where, remedy} = refused('people: {}\nname: shop\n');
    assert.equal(said, 'name is for a repository to say, not for the organisation.');
    assert.equal(where, '/etc/org.yml:2:1');
    assert.match(remedy, /belongs into countable\.yml of the repository/);
    assert.match(refused('testAcess: {}\n').remedy, /^Did you mean testAccess\?/);
  });

  it('are told all at once where several are wrong', () => {
    fails(yaml('timeouts:\n  test: soon\n  lok: 5\nname: 7\nnam: x\n'), {
      code: 'BAD_SETTING',
      message:
        '4 things are wrong. (1) BAD_SETTING: name: must be a text. (2) BAD_SETTING: timeouts.test: must be a number of minutes. (3) UNKNOWN_SETTING: There is no setting timeouts.lok. (4) UNKNOWN_SETTING: There is no setting nam.',
      where: 'countable.yml:4:1, countable.yml:2:3, countable.yml:3:3, countable.yml:5:1',
    });
  });

  it('let no service settle longer than half of the time that all may take', () => {
    const code = 'BAD_SETTING';
    fails(yaml('health:\n  settle: 99999\n'), {
      code,
      message:
        'health.settle: must be at most 150 seconds, half of the 5 minutes of `health.minutes`, and is 99999.',
      where: 'countable.yml:2:3',
    });
    fails(yaml('health: {settle: 31, minutes: 1}\n'), {code, where: 'countable.yml:1:10'});
    fails({options: {health: {settle: 151}}}, {code, where: 'countablePipeline(health: …)'});
    for (const text of ['health: {settle: 30, minutes: 1}\n', 'health: {settle: 99999, minutes: 3334}\n'])
      resolveSettings(yaml(text));
    resolveSettings({...yaml('health: {settle: 600}\n'), options: {health: {minutes: 20}}});
    const organisation = {path: 'org.yml', text: 'health: {settle: 30}\n'};
    resolveSettings({...yaml('health: {minutes: 0.5}\n'), organisation});
  });

  it('take a branch that deploys nowhere out of those that do', () => {
    assert.deepEqual(resolveSettings(yaml('branches: {develop: stage, main: none, x: false}')).branches, {
      develop: 'stage',
    });
    fails(yaml('branches: {main: true}'), {
      message: /^branches\.main: must be an environment other than test, .* or none\.$/,
    });
    fails(yaml('branches: {main: test}'), {code: 'BAD_SETTING'});
  });
});
