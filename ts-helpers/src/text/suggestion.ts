import {closest, distance} from 'fastest-levenshtein';

export {distance};

/** The known word that was probably meant; undefined when none is near. */
export const suggestion = (word: string, known: readonly string[]): string | undefined => {
  if (known.length === 0) return undefined;
  const near = closest(word, known);
  return distance(word, near) <= Math.max(2, word.length / 3) ? near : undefined;
};
