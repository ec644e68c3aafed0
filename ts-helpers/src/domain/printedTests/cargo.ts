import {countsOf, NOTHING, type Runner, sum} from './runner.ts';
import {inGeneral, paragraph} from './saying.ts';

/** Rust's. */
export const cargo: Runner = {
  name: 'cargo test',

  listen: () => {
    let of = '';
    return line => {
      const name = /^---- (.{1,500}) stdout ----$/.exec(line)?.[1];
      if (name !== undefined) return {failed: name};
      const binary = /^ {3}(?: {2}Running|Doc-tests) (.{1,500})$/.exec(line)?.[1];
      if (binary !== undefined) of = binary;
      if (binary !== undefined || line === 'failures:') return {ends: true};
      const [, told] =
        /^test result: (?:ok|FAILED)\. (\d[^.]{1,200})$/.exec(line.replace(/; finished in .*$/, '')) ?? [];
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
