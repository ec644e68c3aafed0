import {withoutEnd} from '../text/ends.ts';

const ID = /^[CDGUW][A-Z0-9]{7,}$/;
const LONGEST = 80;

/**
 * A channel as Slack can have it (https://docs.slack.dev/reference/methods/conversations.create): lower case, letters,
 * digits, hyphens and underscores. `example.com` is `#example-com`, an id stays what it is; empty where nothing is left.
 */
export const slackChannel = (name: string): string => {
  if (isSlackId(name)) return name;
  const allowed = name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+/, '');
  const short = withoutEnd([...allowed].slice(0, LONGEST).join(''), '-');
  return short === '' ? '' : `#${short}`;
};

/** Whether it is an id: all of Slack's have a digit, and no channel has a capital. */
export const isSlackId = (name: string): boolean => ID.test(name) && /\d/.test(name);
