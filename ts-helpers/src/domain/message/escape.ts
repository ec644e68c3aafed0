import {oneLine} from '../text.ts';

/**
 * What comes from outside stays text: no link, no mention, no mass mention, no format
 * (https://docs.slack.dev/messaging/formatting-message-text). Slack knows no escape for its marks and for @channel: a
 * space without width keeps any client from reading them.
 */
export const escaped = (text: string): string =>
  withEntities(text).replace(/(?<![\p{L}\p{N}])[*_~`]+|[*_~`]+(?![\p{L}\p{N}])/gu, '\u200B$&\u200B');

/** The same within a code block, where marks mean nothing; the fence cannot be closed from within. */
export const escapedCode = (text: string): string => withEntities(text).replaceAll('```', "'''");

const withEntities = (text: string): string =>
  oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=channel|here|everyone)/gi, '@\u200B');
