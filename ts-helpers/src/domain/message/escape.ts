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
  plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=channel|here|everyone)/gi, '@\u200B');

// eslint-disable-next-line no-control-regex
const ANSI = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007]*(?:\u0007|\u001B\\))/g;
/** Turn what follows them around, beyond the text that brought them. Letters need none to run from right to left. */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Without colours, and without marks that change the direction of what follows. */
export const plain = (text: string): string => text.replace(ANSI, '').replace(DIRECTIONS, '');

export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
