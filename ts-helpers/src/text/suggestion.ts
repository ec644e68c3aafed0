import {closest, distance} from 'fastest-levenshtein';

export {distance};

/** The known word that was probably meant; undefined when none is near. */
export const suggestion = (word: string, known: readonly string[]): string | undefined => {
  if (known.length === 0) return undefined;
  const near = closest(word, known);
  const slips = distance(word, near);
  // Of a short word that is another in half of its letters nothing says that it was meant, unless they have changed places.
  const isMostlyIt = lettersOf(word) === lettersOf(near) || slips * 2 < Math.min(word.length, near.length);
  return isMostlyIt && slips <= Math.max(2, word.length / 3) ? near : undefined;
};

const lettersOf = (word: string): string => [...word].sort().join('');
