import {isDeepStrictEqual} from 'node:util';

/** A change that mends a finding without a thought of anybody's. Files are relative to the project. */
export type Edit = {file: string} & (
  | {kind: 'value'; path: readonly [string, ...string[]]; value: string}
  | {kind: 'without'; path: readonly [string, ...string[]]}
  | {kind: 'line'; line: string}
  | {kind: 'file'; text: string}
);

/** Several findings may ask for the same. */
export const distinct = (edits: readonly Edit[]): Edit[] =>
  edits.filter((edit, index) => edits.findIndex(other => isDeepStrictEqual(edit, other)) === index);

/** A line more at the end of a file, whose ends of lines it takes. */
export const withLine = (text: string | undefined, line: string): string => {
  const eol = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const before = text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}${eol}`;
  return `${before}${line}${eol}`;
};
