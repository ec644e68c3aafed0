import type {KeptArchive} from '../archive/inventory.ts';
import {misdated} from '../archive/misdated.ts';
import type {ManifestWord, Proof} from '../archive/proof.ts';

/** What there is to know of an archive before it is relied on, besides its verdict. `words`: of manifests that were read; `proof`: the one that counts. */
export const butOf = (
  archive: KeptArchive,
  {words, proof}: {words: ReadonlyMap<string, ManifestWord | undefined>; proof: Proof | undefined},
): {but?: string[]} => {
  const {key} = archive;
  const isUnread = words.has(key) && words.get(key) === undefined;
  const {failsAt = []} = proof ?? {};
  const but = [
    ...(archive.verdict === 'failed' && failsAt.length > 0 ? [`at ${failsAt.join(' and ')}`] : []),
    ...(isUnread ? ['manifest missing or damaged'] : []),
    ...(misdated(archive) === undefined ? [] : ['named after a wrong time']),
  ];
  return but.length === 0 ? {} : {but};
};
