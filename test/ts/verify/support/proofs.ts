import {generateKeyPairSync, sign} from 'node:crypto';
import type {Evidence} from '../../../../ts-helpers/src/archive/evidence.ts';
import {inventoryOf} from '../../../../ts-helpers/src/archive/inventory.ts';
import {evidenceFor} from '../../../../ts-helpers/src/verify/evidenceFound.ts';
import {keepEvidence} from '../../../../ts-helpers/src/verify/evidenceKept.ts';
import {createFakeObjectStore} from '../../../fakes/objectStore.ts';
import {DAY, manifestText, nightsAgo} from '../../archive/kept.ts';
import {keyAt} from './proving.ts';

export const KEY = keyAt(nightsAgo(9));
const {privateKey, publicKey} = generateKeyPairSync('ed25519');
export const signing = (text: string) =>
  Promise.resolve({
    algorithm: 'Ed25519' as const,
    publicKey: publicKey.export({type: 'spki', format: 'pem'}).toString(),
    value: sign(null, Buffer.from(text), privateKey).toString('base64'),
  });

export const FULL: Partial<Evidence> = {
  services: {healthy: ['web']},
  sql: {file: 'ops/verify.sql', said: ['5']},
  answeredMs: 75_000,
};
export const BAD: Partial<Evidence> = {verdict: 'failed', differences: ['db, shop: orders is missing']};

export const proofs = () => {
  let now = nightsAgo(8);
  const store = createFakeObjectStore({name: 'backups'}, () => now);
  store.put(KEY, 5_000, nightsAgo(9));
  store.put(`${KEY}.manifest.json`, manifestText(), nightsAgo(9));
  const tell = async (more: Partial<Evidence>, isSigned = false): Promise<Evidence> => {
    now = new Date(now.getTime() + DAY / 2);
    const evidence: Evidence = {
      ...{format: 1, project: 'shop', environment: 'prod', bucket: 'backups', key: KEY, size: 5_000},
      ...{
        sha256: 'abc',
        at: nightsAgo(9).toISOString(),
        checkedAt: now.toISOString(),
        by: 'ada',
        host: 'alpha',
      },
      ...{
        verdict: 'proven',
        differences: [],
        servers: [],
        files: [],
        services: {healthy: [], why: 'not asked'},
      },
      ...{restoreMs: 60_000, durationMs: 90_000},
      ...more,
    };
    return keepEvidence(evidence, {store, sign: isSigned ? signing : undefined});
  };
  const found = () => evidenceFor({name: 'shop', part: undefined, at: undefined}, {store, older: []});
  const verdict = () =>
    inventoryOf(
      'shop',
      [...store.objects].map(([key, {modifiedAt}]) => ({key, size: 1, modifiedAt})),
    ).archives[0]?.verdict;
  return {
    store,
    tell,
    found,
    verdict,
    evidence: () => [...store.objects.keys()].filter(key => /proven|failed/.test(key)).sort(),
  };
};
