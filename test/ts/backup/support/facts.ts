import assert from 'node:assert/strict';
import {type BackupFacts, planBackup} from '../../../../ts-helpers/src/backup/plan.ts';
import type {ComposeService, Container} from '../../../../ts-helpers/src/compose/model.ts';
import {running} from '../../support/deployFacts.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';

export const container = (service: string, more: Partial<Container> = {}): Container => ({
  ...running(service, {}),
  id: `${service}-id`,
  name: `shop-${service}-1`,
  project: 'shop',
  image: service,
  joined: {shop_default: {network: '1', aliases: []}, other: {network: '2', aliases: []}},
  ...more,
});

export interface Told {
  services: Record<string, ComposeService>;
  databases?: BackupFacts['databases'];
  leave?: string[];
  envFile?: Record<string, string>;
  containers?: Container[];
}

export const facts = ({
  services,
  databases = [],
  leave = [],
  envFile = {},
  containers,
}: Told): BackupFacts => ({
  project: 'shop',
  environment: 'prod',
  composeProject: 'shop',
  model: {name: 'shop', services},
  containers: containers ?? Object.keys(services).map(service => container(service)),
  volumes: new Set(),
  folder: '/srv/shop',
  own: {},
  sizes: {},
  sqlite: {},
  settings: {
    compression: 'zst',
    copies: [],
    older: [],
    recipients: [],
    leave,
    pitr: false,
    shrink: 20,
    proof: {after: true, web: true},
    keep: {daily: 7, weekly: 5, monthly: 12},
  },
  databases,
  envFile,
});

export const AT = new Date('2026-11-27T12:00:00Z');
export const refusal = (told: Told): {message: string; remedy: string} => {
  try {
    planBackup(facts(told), AT);
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.equal(error.code, 'NO_BACKUP_FOR');
    return error;
  }
  throw new Error('it was planned');
};
