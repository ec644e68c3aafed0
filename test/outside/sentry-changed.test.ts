import assert from 'node:assert/strict';
import {write} from '../e2e/support/deploys.ts';
import {ALL_AGES, alertsOf} from '../e2e/support/sentry/ages.ts';
import {ensuring} from '../e2e/support/sentry/ensuring.ts';
import {rename, type Rule, type Workflow} from '../e2e/support/sentry/state.ts';

for (const age of ALL_AGES) {
  describe(`countable sentry, of what people changed in a server of ${age}`, () => {
    const its = ensuring(age);
    const alerts = (slug?: string) => alertsOf(its.server.state, age, slug);

    it('puts right what is ours in an alert, and nothing else of it', async () => {
      await its.ensure();
      const mail = {id: '9001', type: 'email', integrationId: null, data: {}, config: {targetType: 'team'}};
      const priority = {
        id: '9002',
        type: 'issue_priority_greater_or_equal',
        comparison: 75,
        conditionResult: true,
      };
      const level = {id: 'sentry.rules.filters.level.LevelFilter', level: '40', match: 'gte'};
      for (const alert of alerts()) {
        if ('actionFilters' in alert) {
          const [ours] = alert.actionFilters;
          alert.actionFilters.push({id: '9003', logicType: 'none', conditions: [priority], actions: [mail]});
          ours!.conditions.push({...priority, id: '9004'});
          Object.assign(ours!.actions[0]!, {data: {notes: '@ada'}});
          ours!.actions[0]!.config['targetDisplay'] = '#ops';
          ours!.actions[0]!.config['targetIdentifier'] = 'C0OPS0000';
          alert.triggers.conditions.push({...priority, id: '9005'});
          Object.assign(alert, {environment: 'prod', config: {frequency: 5}});
        } else {
          alert.filters.push(level);
          alert.conditions.push({id: 'sentry.rules.conditions.every_event.EveryEventCondition'});
          Object.assign(alert.actions[0]!, {channel: '#ops', channel_id: 'C0OPS0000', notes: '@ada'});
          alert.actions.push({id: 'sentry.mail.actions.NotifyEmailAction', targetType: 'Team'});
          Object.assign(alert, {environment: 'prod', owner: 'team:1', frequency: 5, filterMatch: 'any'});
        }
        if (alert.name.includes('new and regressed')) removeWatch(alert);
      }
      const before = structuredClone(alerts());
      const drift = (await its.ensure()).outcome.drift;
      assert.deepEqual(drift, [
        'The alert on new and regressed issues does not watch new issues, goes to #ops instead of #shop.',
        'The alert on spiking issues goes to #ops instead of #shop.',
      ]);
      assert.deepEqual(alerts(), before);
      await its.ensure(['--repair']);
      assert.deepEqual((await its.ensure()).outcome.drift, []);
      assert.deepEqual(alerts().map(withoutOurs), before.map(withoutOurs));
    });

    it('tells an alert that waits for all of its events at once, and brings it back', async () => {
      await its.ensure();
      const [first] = alerts();
      if ('triggers' in first!) first.triggers.logicType = 'all';
      else first!.actionMatch = 'all';
      const {outcome} = await its.ensure(['--plan']);
      assert.deepEqual(outcome.drift, [
        'The alert on new and regressed issues does not watch new and regressed issues.',
      ]);
      await its.ensure(['--repair']);
      assert.deepEqual((await its.ensure()).outcome.drift, []);
    });

    it('finds its alerts after the project was renamed, and makes no second set', async () => {
      await its.ensure();
      rename(its.server.state, 'shop-prod', 'boutique');
      const before = structuredClone(alerts('boutique'));
      const {outcome} = await its.ensure();
      assert.deepEqual(outcome.drift, [
        'The project shop-prod is called boutique now; set `sentry: {project: boutique}` in countable.yml.',
      ]);
      assert.deepEqual([outcome.project, outcome.changed], ['boutique', []]);
      const repaired = await its.ensure(['--repair']);
      assert.deepEqual(repaired.outcome.changed, []);
      write(its.project, {'countable.yml': 'name: shop\nsentry: {project: boutique}\n'});
      const followed = await its.ensure(['--repair']);
      assert.deepEqual([followed.outcome.changed, followed.outcome.drift], [[], []]);
      assert.deepEqual(alerts('boutique'), before);
      assert.equal(its.server.state.projects.length, 1);
    });

    it('brings back what was changed in a project that was renamed, where it stands', async () => {
      await its.ensure();
      rename(its.server.state, 'shop-prod', 'boutique');
      const [first] = alerts('boutique');
      if ('enabled' in first!) first.enabled = false;
      else first!.status = 'disabled';
      const {outcome} = await its.ensure(['--repair']);
      assert.equal(outcome.changed.length, 1);
      assert.equal(alerts('boutique').length, 2);
      assert.deepEqual((await its.ensure()).outcome.changed, []);
    });
  });
}

const NEW = ['first_seen_event', 'sentry.rules.conditions.first_seen_event.FirstSeenEventCondition'];

const removeWatch = (alert: Rule | Workflow): void => {
  if ('triggers' in alert) {
    alert.triggers.conditions = alert.triggers.conditions.filter(({type}) => !NEW.includes(type));
  } else {
    alert.conditions = alert.conditions.filter(({id}) => !NEW.includes(id));
  }
};

/** What is not ours of an alert: all but where it goes to, and what it watches. */
const withoutOurs = (alert: Rule | Workflow): object => {
  const copy = structuredClone(alert);
  removeWatch(copy);
  const [slack] = 'actionFilters' in copy ? copy.actionFilters[0]!.actions : copy.actions;
  Object.assign(slack!, {channel: '', channel_id: ''});
  if ('config' in slack!) Object.assign(slack.config as object, {targetDisplay: '', targetIdentifier: ''});
  return copy;
};
