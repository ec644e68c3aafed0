import {oneLine} from '../text/plain.ts';

/**
 * What comes from outside stays text: no link, no mention, no mass mention, no format
 * (https://docs.slack.dev/messaging/formatting-message-text). Slack knows no escape for its marks and for @channel: a
 * space without width keeps any client from reading them.
 */
export const escaped = (text: string): string =>
  withEntities(text).replace(/[*_~`]+/g, (marks, offset: number, whole: string) =>
    isWithinWord(marks, offset, whole) ? marks : `\u200B${marks}\u200B`,
  );

/** A single mark there is none to Slack: `snake_case`. */
const isWithinWord = (marks: string, offset: number, whole: string): boolean =>
  marks.length === 1 &&
  /[\p{L}\p{N}]$/u.test(whole.slice(Math.max(0, offset - 2), offset)) &&
  /^[\p{L}\p{N}]/u.test(whole.slice(offset + 1, offset + 3));

/** The same within a code block, where marks mean nothing; the fence cannot be closed from within. */
export const escapedCode = (text: string): string => withEntities(text).replaceAll('```', "'''");

const withEntities = (text: string): string =>
  oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(channel|here|everyone)/gi, '@\u200B$1');
