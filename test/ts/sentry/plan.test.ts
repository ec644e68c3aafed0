import assert from 'node:assert/strict';
import type {Alert} from '../../../ts-helpers/src/sentry/plan/alerts.ts';
import type {ClientKey, SentryFacts} from '../../../ts-helpers/src/sentry/plan/facts.ts';
import type {SentryTarget} from '../../../ts-helpers/src/sentry/plan/target.ts';
import {planSentry} from '../../../ts-helpers/src/sentry/plan.ts';

const target = (some: Partial<SentryTarget> = {}): SentryTarget => ({
  slug: 'shop-prod',
  team: 'web',
  platform: 'python-django',
  channels: [{name: '#shop'}, {name: '#general'}],
  workspace: undefined,
  spike: 100,
  uptime: undefined,
  ...some,
});

const alert = (some: Partial<Alert> = {}): Alert => ({
  id: '1',
  name: 'Countable shop-prod: new and regressed issues',
  enabled: true,
  watches: ['new', 'regressed'],
  spike: undefined,
  channels: [{workspace: '77', channel: '#shop', channelId: 'C0SHOP000'}],
  detectors: ['11'],
  ...some,
});

const spiking = (some: Partial<Alert> = {}): Alert =>
  alert({id: '2', name: 'Countable shop-prod: spiking issues', watches: ['spiking'], spike: 100, ...some});

const key = (name: string, isActive = true): ClientKey => ({id: 'k', name, isActive, dsn: 'https://k@x/1'});

const facts = (some: Partial<SentryFacts> = {}): SentryFacts => ({
  organization: 'acme',
  project: {id: '1', slug: 'shop-prod', teams: ['web']},
  teams: ['web'],
  keys: [key('Default'), key('Countable: new issues, spiking issues')],
  alerts: [alert(), spiking()],
  workspaces: [{id: '77', name: 'Acme'}],
  monitors: undefined,
  problems: [],
  ...some,
});

const plan = (some: Partial<SentryFacts> = {}, of: Partial<SentryTarget> = {}, repair = false) =>
  planSentry(target(of), facts(some), repair);
const steps = (...of: Parameters<typeof plan>) => plan(...of).steps.map(({id}) => id);

describe('the plan for a Sentry project', () => {
  it('is empty where all stands', () => {
    assert.deepEqual(plan(), {
      organization: 'acme',
      project: 'shop-prod',
      steps: [],
      drift: [],
      problems: [],
    });
  });

  it('makes everything of a project that is not there, the note of it last', () => {
    const none = {project: undefined, keys: [], alerts: []};
    assert.deepEqual(steps(none), ['project', 'key', 'new issues', 'spiking issues', 'mark']);
  });

  it('takes alerts that stand already for its own, by their names', () => {
    assert.deepEqual(steps({keys: [key('Default')]}), ['key', 'mark']);
  });

  it('makes what was never made, and only tells of what was taken away', () => {
    assert.deepEqual(steps({alerts: [alert()], keys: [key('Countable: new issues')]}), [
      'spiking issues',
      'mark',
    ]);
    const taken = plan({alerts: [alert()]});
    assert.deepEqual([taken.steps, taken.drift], [[], ['The alert on spiking issues was deleted.']]);
    assert.deepEqual(steps({alerts: [alert()]}, {}, true), ['spiking issues']);
  });

  const changes: [string, Partial<Alert>, string][] = [
    ['switched off', {enabled: false}, 'is switched off'],
    ['narrowed', {watches: ['new']}, 'does not watch regressed issues'],
    [
      'sent elsewhere',
      {channels: [{workspace: '77', channel: '#ops', channelId: undefined}]},
      'goes to #ops instead of #shop or #general',
    ],
    ['sent nowhere', {channels: []}, 'goes to no Slack channel instead of #shop or #general'],
    [
      'sent to another workspace',
      {channels: [{workspace: '78', channel: '#shop', channelId: undefined}]},
      'goes to #shop instead of #shop or #general',
    ],
  ];
  for (const [how, change, words] of changes) {
    it(`tells of an alert that was ${how}`, () => {
      const {drift} = plan({alerts: [alert(change), spiking()]});
      assert.deepEqual(drift, [`The alert on new and regressed issues ${words}.`]);
    });
  }

  it('tells of a spike that is another number now', () => {
    const {drift} = plan({alerts: [alert(), spiking({spike: 5})]});
    assert.deepEqual(drift, ['The alert on spiking issues waits for 5 events an hour instead of 100.']);
  });

  it('minds neither more conditions, nor more channels, nor a channel given by its id', () => {
    const more = alert({
      watches: ['new', 'regressed', 'spiking'],
      channels: [
        {workspace: '77', channel: '#ops', channelId: undefined},
        {workspace: '77', channel: 'shop', channelId: 'C0SHOP000'},
      ],
    });
    assert.deepEqual(plan({alerts: [more, spiking()]}).drift, []);
    assert.deepEqual(plan({}, {channels: [{id: 'C0SHOP000'}]}).drift, []);
  });

  it('takes an alert for its own whatever the project was called, unless it is of another one', () => {
    const renamed = {project: {id: '1', slug: 'boutique', teams: ['web']}};
    const {drift, steps: none} = plan(renamed);
    assert.deepEqual([drift.length, none], [1, []]);
    const monitors = [{id: '11', name: 'error', type: 'error', isEnabled: true, url: undefined}];
    assert.deepEqual(plan({...renamed, monitors}).steps, []);
    const others = plan({...renamed, monitors, alerts: [alert({detectors: ['11', '99']}), spiking()]});
    assert.match(others.drift.join(), /new and regressed issues was deleted/);
    const both = [
      alert(),
      alert({id: '3', name: 'Countable boutique: new and regressed issues', enabled: false}),
    ];
    assert.match(plan({...renamed, alerts: [...both, spiking()]}).drift.join(), /is switched off/);
  });

  it('neither makes nor misses what Sentry does not tell, and says why', () => {
    const problems = [{code: 'SERVICE_REFUSED', message: 'No.', remedy: ''}];
    const found = plan({alerts: undefined, workspaces: undefined, problems}, {}, true);
    assert.deepEqual([found.steps, found.drift, found.problems], [[], [], problems]);
  });

  it('asks for the name of a channel of which it has the id alone', () => {
    const {problems, steps: none} = plan(
      {alerts: [], keys: [key('Countable')]},
      {channels: [{id: 'C0SHOP000'}]},
    );
    assert.deepEqual([problems.map(({code}) => code), none], [['SENTRY_CHANNEL_REFUSED'], []]);
    const named = {channels: [{id: 'C0SHOP000', name: '#shop'}]};
    assert.deepEqual(steps({alerts: [], keys: [key('Countable')]}, named), [
      'new issues',
      'spiking issues',
      'mark',
    ]);
  });

  it('tells a monitor that never had a seat from one that was switched off', () => {
    const uptime = 'https://shop.example.org/';
    const off = {id: '9', name: 'Countable shop-prod: uptime', type: 'uptime', isEnabled: false, url: uptime};
    const unseated = plan({monitors: [off]}, {uptime});
    assert.deepEqual([unseated.steps, unseated.drift], [[], []]);
    assert.deepEqual(steps({monitors: [off]}, {uptime}, true), ['uptime', 'mark']);
    const keys = [key('Countable: new issues, spiking issues, uptime')];
    assert.deepEqual(plan({monitors: [off], keys}, {uptime}).drift, ['The uptime monitor is switched off.']);
    assert.deepEqual(steps({monitors: [{...off, isEnabled: true}]}, {uptime}), ['mark']);
  });

  it('chooses the Slack workspace that the settings name', () => {
    const workspaces = [
      {id: '1', name: 'Old'},
      {id: '77', name: 'Acme'},
    ];
    assert.deepEqual(plan({workspaces}, {workspace: 'Acme'}).drift, []);
    const {problems} = plan({workspaces, keys: []}, {workspace: 'Nobody'});
    assert.match(problems[0]?.remedy ?? '', /there are: Old, Acme/);
  });

  it('gives out no DSN of a key that was switched off', () => {
    const {drift} = plan({keys: [key('Countable: new issues, spiking issues', false)]});
    assert.match(drift.join(), /is switched off: no DSN/);
  });

  it('does without an uptime monitor where the server has none', () => {
    assert.deepEqual(steps({monitors: undefined}, {uptime: 'https://shop.example.org/'}), []);
    assert.deepEqual(steps({monitors: []}, {uptime: 'https://shop.example.org/'}), ['uptime', 'mark']);
  });

  it('refuses a project of another team, and a team that is not there', () => {
    const others = {project: {id: '1', slug: 'shop-prod', teams: ['ops']}};
    assert.throws(() => plan(others), {code: 'SENTRY_SLUG_TAKEN'});
    assert.deepEqual(plan(others, {team: null}).steps, []);
    assert.throws(() => plan({project: undefined}, {team: 'nobody'}), {code: 'SENTRY_TEAM_UNKNOWN'});
    assert.throws(() => plan({project: undefined, teams: []}, {team: null}), {code: 'SENTRY_TEAM_UNKNOWN'});
  });
});
