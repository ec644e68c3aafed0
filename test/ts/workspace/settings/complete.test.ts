import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import {organisationSchema, settingsSchema} from '../../../../ts-helpers/src/settings/schema.ts';
import type {SettingsSources} from '../../../../ts-helpers/src/workspace/settingsSources.ts';
import {resolveSettings} from '../../../../ts-helpers/src/workspace/settings.ts';

interface Schema {
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
}

/** Paths of all keys that hold a value, those of maps within maps as well. */
const leaves = ({properties, anyOf = []}: Schema, at: readonly string[] = []): string[] => {
  const inside = properties ?? anyOf.find(one => one.properties !== undefined)?.properties;
  if (inside === undefined) return [at.join('.')];
  return Object.entries(inside).flatMap(([key, schema]) => leaves(schema, [...at, key]));
};

/** Of each key a value that is no default. */
const VALUES: Readonly<Record<string, unknown>> = {
  name: 'other',
  instance: 'berlin',
  'compose.file': 'docker/compose.yml',
  'compose.environments': {stage: 'staging.yml'},
  'test.service': 'web',
  'test.command': 'pytest',
  'test.junit': 'out/*.xml',
  'health.path': '/health',
  'health.url': 'https://shop.example.org/',
  'health.host': 'shop.example.org',
  'health.minutes': 7,
  'health.settle': 3,
  'health.none': true,
  'seed.service': 'api',
  'seed.command': 'npm run seed',
  branches: {release: 'stage'},
  agents: {stage: 'web-3'},
  'slack.channel': '#other',
  'slack.direct': true,
  people: {ada: 'ada@example.org'},
  'jenkins.jobs': 'classic',
  'jenkins.folder': 'team/web',
  'jenkins.credential': 'git-key',
  'jenkins.production': 'separate',
  'timeouts.test': 7,
  'timeouts.deploy': 7,
  'timeouts.backup': 7,
  'timeouts.lock': 7,
  'backup.leave': ['cache'],
  'backup.hour': 7,
  'backup.pitr': true,
  'backup.format': 'tar.lrz',
  'backup.shrink': 7,
  'backup.keep.daily': 8,
  'backup.keep.weekly': 8,
  'backup.keep.monthly': 8,
  'backup.proof.after': false,
  'backup.proof.web': false,
  'backup.proof.agent': 'proof',
  'backup.bucket': 'other-backups',
  'backup.region': 'ca-west-1',
  'backup.profile': 'west',
  'backup.endpoint': 'https://s3.example.org',
  'backup.pathStyle': true,
  'backup.storageClass': 'STANDARD_IA',
  'backup.encryption': 'AES256',
  'backup.lock.mode': 'COMPLIANCE',
  'backup.lock.days': 7,
  'backup.copies': [{bucket: 'example-west'}],
  'backup.recipients': ['one', 'two'].map(name => `age1${name.padEnd(58, 'q')}`),
  'mask.columns': {'public.customer.email': 'email'},
  protected: true,
  protectedProjects: {clinic: {}},
  'refresh.files': true,
  'refresh.nightly': ['stage'],
  'refresh.consent.by': 'A. Clerk',
  'refresh.consent.on': '2026-11-27',
  'refresh.consent.until': '2026-12-27',
  'refresh.consent.for': 'letter 4711',
  releases: 7,
  target: 'swarm',
  'previews.agent': 'looked-at',
  'previews.days': 7,
  'previews.url': 'https://{name}-pr-{number}.example.org',
  'previews.limit': 7,
  databases: ['DATABASE_URL'],
  'backup.older': [{bucket: 'example-old', prefix: 'backups/'}],
  'fleet.projects': ['shop', 'cortico/kmc'],
  'fleet.leave': ['landing'],
  'fleet.channel': '#backups',
  'fleet.stale': 30,
  'fleet.proven': 7,
  'operations.jobs': ['ops/operations'],
  'disk.free': 7,
  'doctor.off': ['runs-as-root'],
  'doctor.plan': 'fail',
  'doctor.baseline': 'ops/doctor.json',
  'doctor.rules': [{code: 'a', severity: 'note', title: 'A', why: 'B', mend: 'C', files: ['*'], has: 'x'}],
  deployRoot: '/srv/countable',
  'mail.from': 'ci@example.org',
  'mail.when': 'always',
  'mail.domains': ['example.org'],
  'sentry.url': 'https://sentry.example.org',
  'sentry.organization': 'example',
  'sentry.team': 'web',
  'sentry.project': 'other',
  'sentry.platform': 'python',
  'sentry.workspace': 'example',
  'sentry.channel': '#errors',
  'sentry.spike': 7,
  'sentry.uptime': 'https://shop.example.org/',
  'sentry.sourceMaps': 'none',
  testAccess: {'team/shop': ['docker.sock']},
};

const saying = (leaf: string): Record<string, unknown> => {
  assert.ok(Object.hasOwn(VALUES, leaf), `${leaf} is a new key: give it a value here`);
  return leaf.split('.').reduceRight<unknown>((value, key) => ({[key]: value}), VALUES[leaf]) as Record<
    string,
    unknown
  >;
};

const counts = (leaf: string, sources: (said: Record<string, unknown>) => SettingsSources): boolean => {
  const [key = ''] = leaf.split('.');
  // The sender of mail is one of a domain that the organisation allows.
  // And how backups are kept counts where there is a bucket.
  const variables = {mailDomains: 'example.org', backupBucket: 'example-backups'};
  const resolved = (said: Record<string, unknown>) =>
    JSON.stringify(resolveSettings({repository: 'team/shop', variables, ...sources(said)}));
  return resolved(saying(leaf)) !== resolved(leaf.startsWith('mail') ? {[key]: {}} : {});
};

describe('every setting that can be said', () => {
  for (const leaf of leaves(z.toJSONSchema(settingsSchema, {io: 'input'}) as Schema)) {
    it(`counts: ${leaf}, of a repository`, () => {
      const text = (said: Record<string, unknown>) => ({path: 'countable.yml', text: JSON.stringify(said)});
      assert.ok(
        counts(leaf, said => ({project: text(said)})),
        'in countable.yml',
      );
      assert.ok(
        counts(leaf, options => ({options})),
        'in the Jenkinsfile',
      );
    });
  }

  for (const leaf of leaves(z.toJSONSchema(organisationSchema, {io: 'input'}) as Schema)) {
    it(`counts: ${leaf}, of an organisation`, () => {
      const text = (said: Record<string, unknown>) => ({path: 'settings.yml', text: JSON.stringify(said)});
      assert.ok(counts(leaf, said => ({organisation: text(said)})));
    });
  }
});
