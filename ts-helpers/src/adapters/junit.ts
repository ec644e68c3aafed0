import {lstat, readFile} from 'node:fs/promises';
import path from 'node:path';
import {XMLParser, XMLValidator} from 'fast-xml-parser';
import {glob} from 'tinyglobby';
import type {TestCase} from '../domain/junit.ts';
import {messageOf} from '../errors.ts';

/** A file of JUnit XML, or one that was meant to be. */
export interface JUnitFile {
  /** Relative to the folder that was searched, with slashes. */
  path: string;
  text: string;
  cases: TestCase[];
  /** Why it cannot be read as XML. */
  problem?: string;
}

/** Test reports on this machine. */
export interface JUnitReports {
  /** Reports in the folder, sorted by path: matching a glob, written since then. Other XML is left out. */
  read(folder: string, search: {globs: readonly string[]; since?: Date}): Promise<JUnitFile[]>;
}

export const createJUnitReports = (): JUnitReports => ({
  async read(folder, {globs, since}) {
    const found = await glob([...globs], {
      cwd: folder,
      ignore: ['**/node_modules/**', '**/.git/**'],
      dot: true,
      followSymbolicLinks: false,
      expandDirectories: false,
      extglob: false,
    });
    const files = await Promise.all(
      found
        .filter(file => !file.startsWith('../') && !path.isAbsolute(file))
        .sort()
        .map(file => readReport(folder, file, since)),
    );
    return files.filter(file => file !== undefined);
  },
});

const readReport = async (folder: string, file: string, since?: Date): Promise<JUnitFile | undefined> => {
  const whole = path.join(folder, file);
  const stats = await lstat(whole);
  // A link could lead a container's report to any file of this machine.
  if (!stats.isFile() || (since !== undefined && stats.mtimeMs < since.getTime())) return undefined;
  const text = await readFile(whole, 'utf8');
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    return {path: file, text, cases: [], problem: `${validity.err.msg} (line ${validity.err.line})`};
  }
  try {
    const cases = casesOf(text);
    return cases && {path: file, text, cases};
  } catch (error) {
    // Valid, and yet more than the parser takes: nested too deeply, entities without an end, names of JavaScript's own.
    return {path: file, text, cases: [], problem: messageOf(error)};
  }
};

type Parsed = Record<string, unknown>;

const LISTS = new Set(['testsuite', 'testcase', 'failure', 'error', 'skipped']);
const parser = new XMLParser({
  ignoreAttributes: false,
  // Without it a line break in a message stays &#10;.
  htmlEntities: true,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: name => LISTS.has(name),
});

/** Every test case in a document; undefined when it is not JUnit XML. */
const casesOf = (text: string): TestCase[] | undefined => {
  const document = parser.parse(text) as Parsed;
  if ('testsuites' in document) return casesBelow(document['testsuites']);
  return 'testsuite' in document ? listOf(document, 'testsuite').flatMap(casesBelow) : undefined;
};

const casesBelow = (suite: unknown): TestCase[] => [
  ...listOf(suite, 'testsuite').flatMap(casesBelow),
  ...listOf(suite, 'testcase').map(testCase),
];

const testCase = (element: unknown): TestCase => {
  const failures = [...listOf(element, 'failure'), ...listOf(element, 'error')];
  const file = attribute(element, 'file');
  const message = failures.map(shortOf).join('\n');
  const details = failures.map(contentOf).join('\n');
  return {
    name: attribute(element, 'name'),
    group: attribute(element, 'classname'),
    ...(file !== '' && {file}),
    outcome: failures.length > 0 ? 'failed' : listOf(element, 'skipped').length > 0 ? 'skipped' : 'passed',
    message,
    ...(details !== '' && details !== message && {details}),
  };
};

/** The attribute says it in short; the content is often a whole stack. */
const shortOf = (failure: unknown): string => (attribute(failure, 'message') || contentOf(failure)).trim();

const contentOf = (failure: unknown): string =>
  String(typeof failure === 'string' ? failure : ((failure as Parsed)['#text'] ?? '')).trim();

const listOf = (element: unknown, name: string): unknown[] => {
  const list = isElement(element) ? element[name] : undefined;
  return Array.isArray(list) ? list : [];
};

const attribute = (element: unknown, name: string): string =>
  isElement(element) ? String(element[`@${name}`] ?? '') : '';

const isElement = (value: unknown): value is Parsed => typeof value === 'object' && value !== null;
