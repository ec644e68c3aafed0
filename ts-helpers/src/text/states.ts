import {looksLikeError} from './errorLine.ts';

/**
 * Programs draw progress for terminals, over and over, by going back to the beginning of the line: of that the last state
 * counts. Anything else that was drawn over is shown, for so something can be hidden.
 */
export const statesShown = (text: string): string =>
  text.includes('\r') ? text.replaceAll('\r\n', '\n').split('\n').map(lineShown).join('\n') : text;

/** Bold and underlined as typewriters do: a letter, or a line under it, once more in the same place. */
export const struckOnce = (text: string): string =>
  text.includes('\b') ? text.replaceAll(STRUCK, '$1') : text;

// Linear: each of its ways begins with a letter or a backspace, and takes one more of the same or ends.
// eslint-disable-next-line no-control-regex
const STRUCK = /(.)(?:\u0008\1)+|_\u0008(?=[^_])|(?<=[^_])\u0008_/gu;

/** So many states are shown at most, the newest. */
const MOST_STATES = 20;
/** Less is no word, but a percentage or a bar. */
const FEWEST_LETTERS = 3;

const lineShown = (line: string): string => {
  const states = line.split('\r').filter(state => state.trim() !== '');
  const [last = '', ...earlier] = states.reverse();
  const later = new Set([beginningOf(last)]);
  const shown = [last];
  for (const state of earlier) {
    const beginning = beginningOf(state);
    const isProgress = beginning.length < FEWEST_LETTERS || later.has(beginning);
    later.add(beginning);
    if (!isProgress || (looksLikeError(state) && !shown.includes(state))) shown.push(state);
    if (shown.length === MOST_STATES) break;
  }
  return shown.reverse().join(' ');
};

// eslint-disable-next-line no-control-regex
const beginningOf = (state: string): string => state.replace(/\u001B\[[\d;:]*m|[^\p{L}]/gu, '').slice(0, 4);
