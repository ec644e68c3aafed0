import assert from 'node:assert/strict';
import type {ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {settleTime} from '../../../ts-helpers/src/health/settling.ts';

const seconds = (
  web: ComposeService,
  others: Readonly<Record<string, ComposeService>> = {},
  settings: {settle?: number; minutes?: number} = {},
): number => settleTime('web', {services: {web, ...others}}, {minutes: 5, ...settings}) / 1_000;

describe('settling', () => {
  it('takes longer than a service that waits for its database', () => {
    assert.equal(seconds({}), 20);
    assert.equal(seconds({environment: {DATABASE_URL: 'postgres://db/shop'}}), 20);
  });

  it('takes longer in production', () => {
    const settings = {minutes: 5, isProduction: true};
    assert.equal(settleTime('web', {services: {web: {}}}, settings), 30_000);
    assert.equal(settleTime('web', {services: {web: {}}}, {...settings, settle: 3}), 3_000);
  });

  it('takes longer than clients of MongoDB look for it', () => {
    for (const address of ['mongodb://db/shop', 'mongodb+srv://user@cluster.example.org/shop'])
      assert.equal(seconds({environment: {STORE: address, EMPTY: null}}), 35, address);
    for (const image of ['mongo:6', 'docker.io/bitnami/mongodb:7.0', 'mongodb/mongodb-community-server:7'])
      assert.equal(seconds({depends_on: {db: {condition: 'service_started'}}}, {db: {image}}), 35, image);
    for (const image of ['mongo:6', 'mongoose:1']) assert.equal(seconds({}, {db: {image}}), 20, image);
    assert.equal(
      seconds({depends_on: {db: {condition: 'service_started'}}}, {db: {image: 'mongoose:1'}}),
      20,
    );
  });

  it('takes longer than the command of the service waits for another', () => {
    for (const command of [
      ['./wait-for-it.sh', 'db:5432', '-t', '60', '--', './serve'],
      ['sh', '-c', 'wait-for-it db:5432 --timeout=60 -- ./serve'],
      ['dockerize', '-wait', 'tcp://db:5432', '-timeout', '60s', './serve'],
      ['wait-for', 'db:5432', '--timeout', '60'],
    ])
      assert.equal(seconds({command}), 65, command.join(' '));
    assert.equal(seconds({entrypoint: ['/wait-for-it.sh', 'db:5432', '-t', '60']}), 65);
    assert.equal(seconds({command: ['./wait-for-it.sh', 'db:5432', '-t', '0']}), 20);
    assert.equal(seconds({command: ['gunicorn', '-t', '60']}), 20);
    assert.equal(seconds({command: null}), 20);
  });

  it('takes as long as is set, and leaves half of the time that there is', () => {
    const mongo = {environment: {STORE: 'mongodb://db'}};
    assert.equal(seconds(mongo, {}, {settle: 15}), 15);
    assert.equal(seconds(mongo, {}, {settle: 0}), 0);
    assert.equal(seconds({}, {}, {settle: 400}), 150);
    assert.equal(seconds(mongo, {}, {minutes: 1}), 30);
  });
});
