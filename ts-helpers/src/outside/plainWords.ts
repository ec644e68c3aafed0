import {daleChall} from 'dale-chall';

let words: ReadonlySet<string> | undefined;

/** Whether it is one of the 3,000 words that plain English is made of (the list of Dale and Chall, of 1995). */
export const isPlainWord = (word: string): boolean => {
  words ??= new Set(daleChall);
  return words.has(word);
};
