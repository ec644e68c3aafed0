import type {Step} from './page.ts';

/** One terminal: what is written and typed from the top of a page to its end, which ends where something fails. */
export const sessionOf = (start: string, steps: readonly Step[]): string =>
  ['set -euo pipefail', start, ...steps.map(typed)].join('\n');

const typed = (step: Step): string => {
  if (step.does === 'run') return `${said(step.line, step.command)}\n${step.command}`;
  const {line, file, text, isAdded} = step;
  const target = file.startsWith('~/') ? `"$HOME"/${file.slice(2)}` : `./${file}`;
  return [
    said(line, `write ${file}`),
    `mkdir -p "$(dirname ${target})"`,
    `cat ${isAdded ? '>>' : '>'}${target} <<'END OF FILE'\n${text}END OF FILE`,
  ].join('\n');
};

const said = (line: number, what: string): string =>
  `echo ${quoted(`\n▸ line ${line}: ${what.trimEnd()}`)} >&2`;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
