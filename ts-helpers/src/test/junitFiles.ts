import {constants} from 'node:fs';
import {open, realpath} from 'node:fs/promises';
import path from 'node:path';
import {XMLParser, XMLValidator} from 'fast-xml-parser';
import {glob} from 'tinyglobby';
import {isCode} from '../outside/disk.ts';
import {REPORT_LIMITS} from '../outside/copying.ts';
import type {TestCase} from './verdict/junit.ts';
import {messageOf} from '../errors/userError.ts';

/** A file of JUnit XML, or one that was meant to be. */
export interface JUnitFile {
  /** Relative to the folder that was searched, with slashes. */
  path: string;
  text: string;
  cases: TestCase[];
  /** What is wrong with it, as a predicate. */
  problem?: string;
}

/** Test reports on this machine. */
export interface JUnitReports {
  /**
   * Reports in the folder, sorted by path: matching a glob, written since then. Other XML is left out, and so is what
   * lies elsewhere, wherever globs and links lead.
   */
  read(folder: string, search: {globs: readonly string[]; since?: Date}): Promise<JUnitFile[]>;
}

export const createJUnitReports = (): JUnitReports => ({
  async read(folder, {globs, since}) {
    const root = await realpath(folder);
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
        .slice(0, REPORT_LIMITS.files)
        .map(file => readReport(root, file, since)),
    );
    return files.filter(file => file !== undefined);
  },
});

const readReport = async (root: string, file: string, since?: Date): Promise<JUnitFile | undefined> => {
  const content = await contentOfFile(root, file, since);
  if (content === undefined) return undefined;
  if ('problem' in content) return {path: file, text: '', cases: [], problem: content.problem};
  const {text} = content;
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    return {
      path: file,
      text,
      cases: [],
      problem: `is not valid XML: ${validity.err.msg} (line ${validity.err.line})`,
    };
  }
  try {
    const cases = casesOf(text);
    return cases && {path: file, text, cases};
  } catch (error) {
    // Valid, and yet more than the parser takes: nested too deeply, entities without an end, names of JavaScript's own.
    return {path: file, text, cases: [], problem: messageOf(error)};
  }
};

/** A link could lead a container's report to any file of this machine, and a pipe keeps who reads it waiting. */
const contentOfFile = async (
  root: string,
  file: string,
  since: Date | undefined,
): Promise<{text: string} | {problem: string} | undefined> => {
  const whole = path.join(root, file);
  let handle;
  try {
    if ((await realpath(whole)) !== whole) return undefined;
    handle = await open(whole, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (!stats.isFile() || (since !== undefined && stats.mtimeMs < since.getTime())) return undefined;
    if (stats.size > REPORT_LIMITS.bytes) return {problem: 'is larger than 50 MB'};
    return {text: await handle.readFile('utf8')};
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO')) return undefined;
    if (isCode(error, 'EACCES')) return {problem: 'cannot be read by this user'};
    throw error;
  } finally {
    await handle?.close();
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
