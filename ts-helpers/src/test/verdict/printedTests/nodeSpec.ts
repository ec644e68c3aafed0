import {inGeneral} from './saying.ts';
import {NOTHING, type Runner} from './runner.ts';

/** `node --test` on a terminal, or with `--test-reporter=spec`. */
export const nodeSpec: Runner = {
  name: 'node --test',

  listen: () => {
    let tests = 0;
    let failed = 0;
    return line => {
      const name = failedIn(line);
      if (name !== undefined) return name.endsWith('# TODO') ? {ends: true} : {failed: name};
      if (/^\s{0,40}[✔▶﹣] |^test at |^✖ failing tests:$/u.test(line)) return {ends: true};
      const [, what, number] = /^ℹ (tests|fail|skipped) (\d{1,7})$/u.exec(line) ?? [];
      if (what === 'tests') tests = Number(number);
      if (what === 'skipped') return {total: {failed, total: tests, skipped: Number(number), amends: true}};
      if (what !== 'fail') return what === 'tests' ? {ends: true} : NOTHING;
      failed = Number(number);
      return {ends: true, total: {failed, total: tests}};
    };
  },

  read: lines => {
    const told = lines.find(line => line.trim() !== '');
    return told === undefined || /^\s{0,40}'?\d{1,7} subtests? failed'?$/.test(told)
      ? undefined
      : inGeneral(lines);
  },
};

/** `✖ ships for nothing (0.3ms)` */
const failedIn = (line: string): string | undefined => {
  const text = line.trim();
  const end = text.lastIndexOf(' (');
  if (!text.startsWith('✖ ') || end === -1 || !/^ \(\d[\d.]{0,20}ms\)/.test(text.slice(end)))
    return undefined;
  return text.slice(2, end) + (text.endsWith('# TODO') ? '# TODO' : '');
};
