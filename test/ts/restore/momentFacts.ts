import type {MomentFacts, MomentServer, MomentSource} from '../../../ts-helpers/src/restore/plan.ts';
import {heldAt} from '../../../ts-helpers/src/restore/plan.ts';
import {restoreFacts} from './facts.ts';

export const MOMENT = new Date('2026-11-27T10:15:30Z');

export const keptServer = (more: Partial<MomentServer> = {}): MomentServer => ({
  service: 'db',
  stanza: 'db',
  base: {
    label: '20261127-033100F',
    type: 'full',
    at: new Date('2026-11-27T03:31:00Z'),
    bytes: 400_000,
    version: '15',
    begins: '000000010000000000000002',
    history: '15-1',
  },
  timeline: 1,
  earliest: new Date('2026-11-20T03:31:00Z'),
  latest: new Date('2026-11-27T18:29:50Z'),
  image: 'postgres:15',
  imageId: 'sha256:1',
  owner: 'shop',
  engine: {free: 1_000_000, isShared: true},
  ...more,
});

export const momentSource = (more: Partial<MomentSource> = {}): MomentSource => ({
  bucket: 'backups',
  key: 'pitr/shop/',
  at: MOMENT,
  kept: [keptServer()],
  archive: {key: 'backups/shop/k', at: new Date('2026-11-27T03:30:00Z'), has: ['db', 'cache', 'media']},
  provenMs: 12_000,
  ...more,
});

/** PostgreSQL as it was at a moment, of a project with a volume. */
export const momentFacts = (
  source: Partial<MomentSource> = {},
  more: Partial<Omit<MomentFacts, 'source' | 'manifest'>> = {},
): MomentFacts => {
  const {manifest, ...rest} = restoreFacts();
  const whole = momentSource(source);
  return {...rest, ...more, source: whole, manifest: heldAt(whole, manifest)};
};
