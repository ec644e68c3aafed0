// What Slack shows of a build, from the result of `countable pipeline`: node ping.mjs RESULT. Says so where it shows nothing.
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {styleText} from 'node:util';

const {plan, telling} = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (style, text) => (isColoured ? styleText(style, text) : text);
// Whoever reads no further wants no trace of it: as a signal would end it.
process.stdout.on('error', error => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(141);
});
const print = lines => process.stdout.write(lines.map(line => `${line}\n`).join(''));

/** Slack shows a name where the plain text has the address as well. */
const mentioned = line =>
  line.replace(/^@([^<>]{1,200}) <[^<> ]{1,200}>/, (_, name) => paint('cyan', `@${name}`));

const channel = plan.slack.channel ?? `#${plan.build.project}`;
if (telling.told === null) {
  print(['', `    Slack ${channel}: nothing, for nothing is wrong and nothing was mended.`]);
} else {
  const side = paint(telling.text.startsWith('✗') ? 'red' : 'green', '┃');
  const [headline, ...others] = telling.text.split('\n').map(mentioned);
  print([
    '',
    `    ${side} Slack ${channel}   ${paint('dim', 'Countable Pipeline  APP')}`,
    ...[paint('bold', headline), ...others].map(line => `    ${side} ${line}`.trimEnd()),
  ]);
}
