import {NOTHING, type Runner} from './runner.ts';
import {paragraph} from './saying.ts';

/** TAP: `node --test` without a terminal, tape, bats. */
export const tap: Runner = {
  name: 'TAP',

  listen: () => {
    let tests: number | undefined;
    let failed: number | undefined;
    let toldFailed: number | undefined;
    return line => {
      const [, fails, words = ''] = /^\s{0,40}(not )?ok \d{1,7}(?: -)?(?: (.*))?$/.exec(line) ?? [];
      if (fails !== undefined && !isExpected(words)) {
        // Where the plan comes first nothing else tells how many failed.
        const isCounted = failed !== undefined && line.startsWith('not ok');
        if (isCounted) failed = (failed ?? 0) + 1;
        return {
          failed: words,
          ...(isCounted && {
            total: {failed: failed ?? 0, ...(tests !== undefined && {total: tests}), amends: true},
          }),
        };
      }
      if (/^\s{0,40}(?:not )?ok \d|^\s{0,40}# Subtest: |^\s{0,40}\.\.\.$/.test(line)) return {ends: true};
      const plan = /^1\.\.(\d{1,7})$/.exec(line);
      if (plan) {
        [tests, failed] = [Number(plan[1]), 0];
        return {ends: true, total: {failed, total: tests}};
      }
      const [, what, number] = /^# (tests|fail|skipped) {1,4}(\d{1,7})$/.exec(line) ?? [];
      if (what === 'tests') {
        [tests, failed, toldFailed] = [Number(number), undefined, undefined];
        return {ends: true, total: {failed: 0, total: tests, amends: true}};
      }
      if (what === 'fail') toldFailed = Number(number);
      if (what !== undefined && toldFailed !== undefined)
        return {
          total: {
            failed: toldFailed,
            ...(tests !== undefined && {total: tests}),
            ...(what === 'skipped' && {skipped: Number(number)}),
            amends: true,
          },
        };
      return NOTHING;
    };
  },

  read: lines => {
    if (lines.some(line => line.startsWith('# '))) return comments(lines);
    const told = lines.map(line => line.trim());
    const fieldAt = (name: string) => told.findIndex(line => line.startsWith(`${name}: `));
    const field = (name: string) => unquoted(told[fieldAt(name)]?.slice(name.length + 2));
    if (field('failureType') === 'subtestsFailed') return undefined;
    const said = field('error');
    const message = said === '|-' ? belowOf(lines, fieldAt('error')) : (said ?? told.find(isSaid) ?? '');
    const kind = field('name');
    return {
      message: kind === undefined || message.startsWith(kind) ? message : `${kind}: ${message}`,
      // Where the test begins is not where it failed.
      lines: fieldAt('stack') === -1 ? lines : lines.filter(line => !line.trim().startsWith('location: ')),
    };
  },
};

/** bats tells so. */
const comments = (lines: readonly string[]) => {
  const said = lines.map(line => (line.startsWith('# ') ? line.slice(2) : line));
  return {message: paragraph(said), lines: said};
};

const isExpected = (words: string): boolean => /# (?:todo|skip)\b/i.test(words);

const isSaid = (line: string): boolean => line !== '' && line !== '---';

const unquoted = (text: string | undefined): string | undefined => {
  const [quote = ''] = text ?? '';
  return text !== undefined && (quote === "'" || quote === '"') ? text.slice(1, -1) : text;
};

/** The lines of a text that are further in than its name. */
const belowOf = (lines: readonly string[], at: number): string => {
  const depth = depthOf(lines[at] ?? '');
  const rest = lines.slice(at + 1);
  const end = rest.findIndex(line => line.trim() !== '' && depthOf(line) <= depth);
  return rest
    .slice(0, end === -1 ? rest.length : end)
    .map(line => line.trim())
    .filter(line => line !== '')
    .join(' ');
};

const depthOf = (line: string): number => line.length - line.trimStart().length;
