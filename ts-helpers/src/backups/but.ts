import type {KeptArchive} from '../archive/inventory.ts';
import type {ManifestWord} from '../archive/proof.ts';

/** What there is to know of an archive before it is relied on, besides its verdict. `words`: of manifests that were read. */
export const butOf = (
  {key}: KeptArchive,
  words: ReadonlyMap<string, ManifestWord | undefined>,
): {but?: string[]} => {
  const isUnread = words.has(key) && words.get(key) === undefined;
  const but = [...(isUnread ? ['manifest missing or damaged'] : [])];
  return but.length === 0 ? {} : {but};
};
