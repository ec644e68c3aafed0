/** Slack, for rooms that keep threads of their own. */
export {escaped, escapedCode} from '../story/escape.ts';
export type {Message} from '../story/message.ts';
export {isAboutThisOne, slackRemedy} from './notify/remedies.ts';
export type {Slack} from './services/slack.ts';

export const loadSlack = async (options: {token: string; url: string | undefined}) =>
  (await import('./services/slack.ts')).createSlack(options);
