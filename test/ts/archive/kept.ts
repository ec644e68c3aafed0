import {type Beside, besideKey, keyOf} from '../../../ts-helpers/src/archive/key.ts';
import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import type {Stored} from '../../../ts-helpers/src/archive/stored.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const NOW = new Date('2026-11-27T12:00:00Z');

export interface Made {
  project?: string;
  part?: string;
  at: Date;
  size?: number;
  beside?: readonly Beside[];
  isEncrypted?: boolean;
}

/** The objects of an archive, written ten minutes after it was begun, and what tells of it. */
export const objectsOf = ({
  project = 'shop',
  part,
  at,
  size = 5_000,
  beside = ['manifest'],
  isEncrypted = false,
}: Made): Stored[] => {
  const key = keyOf({project, at, ...(part !== undefined && {part}), compression: 'zst', isEncrypted});
  const after = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
  return [
    {key, size, modifiedAt: after(10)},
    ...beside.map((what, index) => ({key: besideKey(key, what), size: 700, modifiedAt: after(11 + index)})),
  ];
};

/** So many days before now, at half past three in the night. */
export const nightsAgo = (days: number): Date => new Date(Date.UTC(2026, 10, 27 - days, 3, 30));

/** As it lies beside an archive. */
export const manifestText = (more: Partial<Manifest> = {}): string =>
  JSON.stringify({
    ...{format: 1, project: 'shop', environment: 'prod', compression: 'zst', commit: null, by: 'ada'},
    ...{at: nightsAgo(0).toISOString(), completedAt: nightsAgo(0).toISOString(), recipients: []},
    ...{servers: [], files: [], leftOut: []},
    ...more,
  } satisfies Manifest);

/** What to put there for one of them: a manifest, evidence that is of its archive, and else only its size. */
export const bodyIn = ({key, size}: Stored, all: readonly Stored[]): string | number => {
  if (key.endsWith('.manifest.json')) return manifestText();
  const archive = all.find(one => `${one.key}.proven.json` === key);
  if (archive === undefined) return size;
  const evidence = {
    key: archive.key,
    size: archive.size,
    checkedAt: 'x',
    durationMs: 90_000,
    restoreMs: 60_000,
  };
  return JSON.stringify({evidence});
};
