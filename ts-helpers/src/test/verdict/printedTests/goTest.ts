import {NOTHING, type Runner} from './runner.ts';
import {inGeneral} from './saying.ts';

/** `go test`, with -v or without. */
export const goTest: Runner = {
  name: 'go test',

  listen: () => {
    /** With -v a test prints before its end is told, otherwise behind it. */
    const printed = new Map<string, string[]>();
    let running: string | undefined;
    let failed: string[] = [];
    return line => {
      const run = /^=== (?:RUN|CONT) {2,4}(\S+)$/.exec(line)?.[1];
      if (run !== undefined) {
        running = run;
        return {ends: true};
      }
      const [, verdict, name = ''] = /^\s{0,40}--- (FAIL|PASS|SKIP): (\S+) \(/.exec(line) ?? [];
      if (verdict !== undefined) {
        const lines = printed.get(name) ?? [];
        printed.delete(name);
        running = undefined;
        if (verdict !== 'FAIL') return {ends: true};
        // A test fails with those in it, and is told before them.
        failed = [...failed.filter(other => !name.startsWith(`${other}/`)), name];
        return {failed: name, lines};
      }
      const [, ended, of = ''] = /^(ok {2}|FAIL)\t(\S+)/.exec(line) ?? [];
      if (ended !== undefined) {
        const total = {failed: ended === 'FAIL' ? failed.length : 0, of};
        failed = [];
        printed.clear();
        return {ends: true, total};
      }
      if (/^(?:FAIL|PASS)$/.test(line)) return {ends: true};
      if (running !== undefined) keep(printed, running, line);
      return NOTHING;
    };
  },

  holds: (name, other) => other.startsWith(`${name}/`),

  read: lines => {
    const said = lines.find(line => /^\s{0,40}[\w./-]+:\d{1,6}: /.test(line));
    if (said === undefined) return inGeneral(lines);
    return {message: said.slice(said.indexOf(': ') + 2), lines};
  },
};

const MOST_LINES = 40;
const keep = (printed: Map<string, string[]>, test: string, line: string): void => {
  const lines = printed.get(test) ?? [];
  printed.set(test, [...lines, line].slice(-MOST_LINES));
};
