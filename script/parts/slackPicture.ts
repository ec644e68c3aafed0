import {type Block, slackMessage} from '../../ts-helpers/src/story/message.ts';
import type {Story} from '../../ts-helpers/src/story/story.ts';
import type {Telling} from '../../ts-helpers/src/story/telling.ts';

/** A page that shows the message of a failed build about as Slack does, in the channel of its project. */
export const slackPicture = (story: Story): string => {
  const telling: Telling = {kind: 'failed', story, channels: [], direct: false};
  const {blocks = []} = slackMessage(telling, ({name}) => `@${name}`);
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
<body><h1># ${story.project}</h1><article><b>Jenkins</b> <small>APP 9:41</small>${blocks.map(shown).join('')}</article>`;
};

const shown = (block: Block): string =>
  block.type === 'section'
    ? `<div>${asHtml(block.text.text)}</div>`
    : `<footer>${block.elements.map(({text}) => asHtml(text)).join(' ')}</footer>`;

/** Slack's markup, as far as our messages have it; what comes from outside is escaped in it already. */
const asHtml = (markup: string): string =>
  markup
    .split('```')
    .map((text, index) => (index % 2 === 1 ? `<pre>${text}</pre>` : inline(text)))
    .join('');

const inline = (text: string): string =>
  text
    .replaceAll(/<([^|>]+)\|([^>]+)>/g, '<a>$2</a>')
    .replaceAll(/\*([^*\n]+)\*/g, '<b>$1</b>')
    .replaceAll(/`([^`\n]+)`/g, '<code>$1</code>')
    .replaceAll(/@\w+ \w+/g, '<mark>$&</mark>')
    .trim()
    .replaceAll('\n', '<br>');

const STYLE = `
body {margin: 0; padding: 16px 20px; background: #fff; color: #1d1c1d; font: 15px/1.46 Lato, 'Liberation Sans', sans-serif}
h1 {margin: 0 0 12px; padding-bottom: 12px; border-bottom: 1px solid #ddd; font-size: 18px}
small {padding: 1px 4px; color: #616061; font-size: 12px}
div {margin: 4px 0}
pre {margin: 4px 0; padding: 8px; border: 1px solid #ddd; border-radius: 4px; background: #f8f8f8; font-size: 12px; white-space: pre-wrap}
code {padding: 1px 3px; border: 1px solid #ddd; border-radius: 3px; background: #f8f8f8; color: #c01343; font-size: 12px}
a {color: #1264a3}
mark {border-radius: 3px; background: #e8f5fa; color: #1264a3}
footer {color: #616061; font-size: 13px}
`;
