import {inOwnPlace} from '../own.ts';
import type {Rule} from '../rule.ts';

/** A template of Python's own, of which the trace tells where it is filled, and not where it lies. */
export const placeholderUnfilled: Rule = {
  name: 'placeholder-unfilled',

  patterns: [/^(?:E +)?KeyError: '(?<name>[^']+)'$/],
  takes: (_, __, lines) => fillsTemplate(lines),
  sentence: seen =>
    `A template has the placeholder $${seen.groups['name']}, and is filled${inOwnPlace(seen)} without a value for it.`,
  remedy: seen =>
    `Correct $${seen.groups['name']} in the template that is filled${inOwnPlace(seen)}, or give it a value there.`,
};

/** `string.Template` fills. */
export const fillsTemplate = (lines: readonly string[]): boolean =>
  lines.some(line => /\/string\.py", line \d+, in (?:safe_)?substitute$/.test(line));
