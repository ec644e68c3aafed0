import {countsOf, NOTHING, type Runner, sum} from './runner.ts';
import {inGeneral, paragraph} from './saying.ts';

/** Rust's. */
export const cargo: Runner = {
  name: 'cargo test',

  listen: () => {
    let of = '';
    return line => {
      const name = titleOf(line);
      if (name !== undefined) return {failed: name};
      const binary = /^ {3}(?: {2}Running|Doc-tests) (.+)$/.exec(line)?.[1];
      if (binary !== undefined) of = binary;
      if (binary !== undefined || line === 'failures:') return {ends: true};
      const told = /^test result: (?:ok|FAILED)\. (\d[\w; ]+)/.exec(line)?.[1];
      if (told === undefined) return NOTHING;
      const counts = countsOf(told.replaceAll(';', ','));
      return {total: {failed: sum(counts, 'failed'), total: sum(counts, 'failed', 'passed', 'ignored'), of}};
    };
  },

  read: lines => {
    const at = lines.findIndex(
      line => line.includes("' panicked at ") || / panicked at \S+:\d+:$/.test(line),
    );
    if (at === -1) return inGeneral(lines);
    return {
      message: paragraph(lines.slice(at + 1), line => /^(?:stack backtrace:|note: )/.test(line)),
      lines,
    };
  },
};

/** `---- tests::nets stdout ----`; names of tests in documents have blanks. */
const titleOf = (line: string): string | undefined =>
  line.startsWith('---- ') && line.endsWith(' stdout ----')
    ? line.slice('---- '.length, -' stdout ----'.length)
    : undefined;
