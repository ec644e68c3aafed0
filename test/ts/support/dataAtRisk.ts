import assert from 'node:assert/strict';
import type {ComposeModel, ComposeService, Container} from '../../../ts-helpers/src/compose/model.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {type DeployFacts, planDeploy} from '../../../ts-helpers/src/deploy/plan.ts';
import {facts, running} from './deployFacts.ts';

export const FOLDER = '/var/lib/postgresql/data';
export const volume = (source: string, target = FOLDER) => ({
  type: 'volume',
  source,
  target,
  isWritable: true,
});

/** A database as it runs before a deploy. */
export const before = (some: Partial<Container> = {}): Container => ({
  ...running('db', {}),
  image: 'postgres:15',
  variables: {PG_MAJOR: '15', PGDATA: FOLDER},
  mounts: [volume('shop_db')],
  ...some,
});
/** What it is to be. */
export const wanted = (
  some: Partial<ComposeService> = {},
  more: Partial<ComposeModel> = {},
): ComposeModel => ({
  name: 'shop',
  services: {
    db: {image: 'postgres:15', volumes: [{type: 'volume', source: 'db', target: FOLDER}], ...some},
    web: {image: 'busybox'},
  },
  volumes: {db: {name: 'shop_db'}, db2: {name: 'shop_db2'}},
  ...more,
});
export const mounting = (source: string, target = FOLDER, type = 'volume') => ({
  volumes: [{type, source, target}],
});

/** Why it is refused; undefined where it goes. */
export const refusal = (some: Partial<DeployFacts>): UserError | undefined => {
  try {
    planDeploy(facts(some));
    return undefined;
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.code, 'DATA_AT_RISK');
    assert.equal(error.exitCode, 4);
    return error;
  }
};
export const said = (model: ComposeModel, container = before(), more: Partial<DeployFacts> = {}): string =>
  refusal({model, containers: [container], ...more})?.message ?? 'goes';
