import {withoutEnd} from './ends.ts';

/** One after another. What is a command, or a path, at the end of one does not run into the next. */
export const sentences = (texts: readonly string[]): string =>
  texts
    .filter(text => text !== '')
    .map((text, index, all) => (index === all.length - 1 || ENDED.test(text) ? text : `${text}.`))
    .join(' ');

/** A sentence about something as the end of another that names it. */
export const withinSentence = (text: string): string => withoutEnd(text.trim(), '.').replace(/^It /, 'it ');

const ENDED = /[.!?:;…]["”)]?$/;
