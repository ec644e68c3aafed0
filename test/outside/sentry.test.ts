import assert from 'node:assert/strict';
import {inProcess} from './support/inProcess.ts';
import {ensuring} from '../e2e/support/sentry/ensuring.ts';
import {ALL_AGES, alertsOf} from '../e2e/support/sentry/ages.ts';

for (const age of ALL_AGES) {
  describe(`countable sentry, with a server of ${age}`, () => {
    const its = ensuring(age);
    const alerts = () => alertsOf(its.server.state, age);
    const names = () => alerts().map(({name}) => name);

    it('makes project, key and alerts, and says what it did', async () => {
      const {exitCode, outcome, stderr} = await its.ensure();
      assert.equal(exitCode, 0, stderr);
      const [project] = its.server.state.projects;
      assert.deepEqual(
        [project?.slug, project?.platform, project?.teams[0]?.slug],
        ['shop-prod', 'python-django', 'web'],
      );
      assert.deepEqual(names(), [
        'Countable shop-prod: new and regressed issues',
        'Countable shop-prod: spiking issues',
      ]);
      assert.deepEqual(
        its.server.state.keys['shop-prod']?.map(({name}) => name),
        ['Default', 'Countable: new issues, spiking issues'],
      );
      assert.equal(outcome.changed.length, 5);
      assert.match(JSON.stringify(alerts()[0]), /#shop/);
      assert.match(JSON.stringify(alerts()[0]), /"77"/);
    });

    it('changes nothing the second time, in 6 requests at most', async () => {
      await its.ensure();
      const before = JSON.stringify(its.server.state);
      its.server.requests.length = 0;
      const {outcome} = await its.ensure();
      assert.deepEqual(outcome.changed, []);
      assert.equal(JSON.stringify(its.server.state), before);
      assert.ok(its.server.requests.length <= 6, its.server.requests.join('\n'));
      assert.ok(its.server.requests.every(line => line.startsWith('GET ')));
    });

    it('shows with --plan what it would do, and does nothing', async () => {
      const {stdout} = await inProcess(['sentry', '--plan'], {
        cwd: its.project.workspace,
        env: its.environment(),
      });
      assert.match(
        stdout,
        /^shop-prod in acme\n1\. Make the project shop-prod in team web, platform python-django\n/,
      );
      assert.deepEqual(its.server.state.projects, []);
    });

    it('tells what was changed by hand, leaves it, and brings it back when asked', async () => {
      await its.ensure();
      const [first, second] = alerts();
      alerts().shift();
      if ('enabled' in second!) second.enabled = false;
      else second!.status = 'disabled';
      const {outcome} = await its.ensure();
      assert.deepEqual(outcome.drift, [
        'The alert on new and regressed issues was deleted.',
        'The alert on spiking issues is switched off.',
      ]);
      assert.equal(alerts().length, 1);
      const repaired = await its.ensure(['--repair']);
      assert.equal(repaired.outcome.changed.length, 2);
      assert.deepEqual(names().sort(), [first!.name, second!.name].sort());
      assert.deepEqual((await its.ensure()).outcome.drift, []);
    });

    it('keeps what people added to an alert that it brings back', async () => {
      await its.ensure();
      const [alert] = alerts();
      const mail = {
        id: 'sentry.mail.actions.NotifyEmailAction',
        type: 'email',
        integrationId: null,
        config: {},
      };
      const actions = 'actionFilters' in alert! ? alert.actionFilters[0]!.actions : alert!.actions;
      actions.splice(0, 1, mail);
      const {outcome} = await its.ensure(['--repair']);
      assert.equal(outcome.changed.length, 1);
      assert.match(JSON.stringify(alerts()[0]), /#shop.*NotifyEmailAction/);
    });

    it('makes nothing twice where the server did its part and could not say so', async () => {
      its.server.troubles = {
        'POST /api/0/teams/': ['done, and gone'],
        'POST /api/0/projects/acme/shop-prod/keys/': ['done, and gone'],
        'POST /api/0/organizations/acme/workflows/': ['done, and gone'],
        'POST /api/0/projects/acme/shop-prod/rules/': ['done, and gone'],
      };
      const {exitCode, stderr} = await its.ensure();
      assert.equal(exitCode, 0, stderr);
      assert.equal(its.server.state.projects.length, 1);
      assert.equal(its.server.state.keys['shop-prod']?.length, 2);
      assert.equal(alerts().length, 2);
    });

    it('finishes what an earlier run could not', async () => {
      its.server.troubles = {
        'POST /api/0/organizations/acme/workflows/': [{status: 400}],
        'POST /api/0/projects/acme/shop-prod/rules/': [{status: 400}],
      };
      const {exitCode, stderr} = await its.ensure();
      assert.equal(exitCode, 8);
      assert.match(
        stderr,
        /SERVICE_REFUSED: Not done: Make the alert on new and regressed issues, to #shop\. Sentry refuses it: trouble/,
      );
      await its.ensure();
      assert.equal(its.server.state.projects.length, 1);
      assert.equal(alerts().length, 2);
    });

    it('says that the Slack integration is missing, and makes the alerts once it is there', async () => {
      const {integrations} = its.server.state;
      const [slack] = integrations.splice(0, 1);
      const {exitCode, outcome, stderr} = await its.ensure();
      assert.equal(exitCode, 8);
      assert.equal(outcome.problems[0]?.code, 'SENTRY_SLACK_MISSING');
      assert.match(stderr, /Install it in Sentry: Settings, Integrations, Slack/);
      assert.deepEqual(names(), []);
      integrations.push(slack!);
      const {outcome: later} = await its.ensure();
      assert.equal(names().length, 2);
      assert.deepEqual(later.drift, []);
    });

    it('takes lists that come in pages', async () => {
      its.server.pageSize = 1;
      its.server.state.teams = ['ops', 'data', 'web'];
      await its.ensure();
      const {outcome} = await its.ensure();
      assert.deepEqual(outcome.changed, []);
      assert.equal(alerts().length, 2);
    });
  });
}
