import assert from 'node:assert/strict';
import {sentryTarget} from '../../../../ts-helpers/src/sentry/plan/target.ts';
import type {SentrySettings} from '../../../../ts-helpers/src/settings/settings.ts';
import {resolveSettings} from '../../../../ts-helpers/src/workspace/settings.ts';

const target = (text: string, variables = {}) => {
  const settings = resolveSettings({project: {path: 'countable.yml', text}, variables});
  const sentry = settings.sentry as SentrySettings;
  return sentryTarget({project: 'Shop.2'}, {settings, sentry, environment: 'prod'}, 'php');
};

describe('the Sentry project that is to be', () => {
  it('is called like the deploy, as Sentry spells slugs', () => {
    assert.equal(target('').slug, 'shop-2-prod');
    assert.equal(target('instance: berlin\n').slug, 'shop-2-berlin-prod');
    assert.equal(target('sentry: {project: boutique}\n').slug, 'boutique');
  });

  it('tells the channel of the project, else that of the organisation', () => {
    assert.deepEqual(target('', {slackChannel: 'agency'}).channels, [{name: '#shop-2'}, {name: '#agency'}]);
    assert.deepEqual(target('slack: {channel: C0123ABCDEF}\n').channels, [{id: 'C0123ABCDEF'}]);
    const named = 'slack: {channel: C0123ABCDEF}\nsentry: {channel: shop}\n';
    assert.deepEqual(target(named).channels, [{name: '#shop', id: 'C0123ABCDEF'}]);
    assert.deepEqual(target('slack: {channel: a}\nsentry: {channel: b}\n').channels, [{name: '#b'}]);
  });

  it('is watched where the site is, if Sentry can reach it', () => {
    assert.equal(
      target('health: {url: https://shop.example.org/up}\n').uptime,
      'https://shop.example.org/up',
    );
    for (const inner of [
      'http://127.0.0.1:8099/',
      'http://web:8000/',
      'http://shop.local/',
      'http://[::1]/',
    ]) {
      assert.equal(target(`health: {url: "${inner}"}\n`).uptime, undefined, inner);
    }
    assert.equal(target('sentry: {uptime: http://10.0.0.5/}\n').uptime, 'http://10.0.0.5/');
    const none = 'health: {url: https://shop.example.org/}\nsentry: {uptime: none}\n';
    assert.equal(target(none).uptime, undefined);
  });

  it('takes the platform that the settings name', () => {
    assert.equal(target('').platform, 'php');
    assert.equal(target('sentry: {platform: php-laravel}\n').platform, 'php-laravel');
  });
});
