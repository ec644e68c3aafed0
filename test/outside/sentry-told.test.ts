import assert from 'node:assert/strict';
import {write} from '../e2e/support/deploys.ts';
import {ALL_AGES, alertsOf} from '../e2e/support/sentry/ages.ts';
import {ensuring} from '../e2e/support/sentry/ensuring.ts';
import {slackIdOf} from '../e2e/support/sentry/slack.ts';

for (const age of ALL_AGES) {
  describe(`countable sentry, where settings have to tell more, with a server of ${age}`, () => {
    const its = ensuring(age);
    const alerts = () => alertsOf(its.server.state, age);

    it('says that the organisation has to be told, for the token of an integration sees none', async () => {
      const {exitCode, stderr} = await its.ensure([], {SENTRY_ORG: ''});
      assert.equal(exitCode, 2);
      assert.match(stderr, /SENTRY_NOT_SET_UP: .*Sentry shows none to this token/);
      assert.match(stderr, /where {3}sentry\.organization \(SENTRY_ORG\)/);
      assert.match(stderr, /remedy {2}Set `sentry: \{organization\}`.*or SENTRY_ORG/);
    });

    it('says how a channel is named of which it has the id, and sends both then', async () => {
      const id = slackIdOf('#shop');
      write(its.project, {'countable.yml': `name: shop\nslack: {channel: ${id}}\n`});
      const {exitCode, stderr, outcome} = await its.ensure();
      assert.equal(exitCode, 8);
      assert.match(stderr, new RegExp(`SENTRY_CHANNEL_REFUSED: .*channel: ${id}.*is an id`));
      assert.match(stderr, new RegExp(`remedy {2}Set .sentry: \\{channel\\}. to the name of ${id} in Slack`));
      assert.equal(outcome.problems.length, 1);
      assert.deepEqual(alerts(), []);
      write(its.project, {
        'countable.yml': `name: shop\nslack: {channel: ${id}}\nsentry: {channel: shop}\n`,
      });
      assert.equal((await its.ensure()).exitCode, 0);
      assert.match(JSON.stringify(alerts()[0]), new RegExp(`"#shop".*"${id}"|"${id}".*"#shop"`));
      assert.deepEqual((await its.ensure()).outcome.changed, []);
    });
  });
}
