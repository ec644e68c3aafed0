import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {XMLParser} from 'fast-xml-parser';

export interface Counts {
  passed: number;
  failed: number;
  /** Of tests that failed: name, and the first line of why. */
  failures: string[];
  /** Names of the tests that did not run. */
  skipped: string[];
}

/** What the gate's own mocha reporter wrote; nothing when mocha did not get that far. */
export const mochaCounts = (file: string): Counts | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : undefined;

/** Gradle's JUnit XML, one file a class; nothing when it did not get that far. */
export const junitCounts = (folder: string): Counts | undefined => {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter(name => name.endsWith('.xml'));
  return files.map(name => countXml(readFileSync(path.join(folder, name), 'utf8'))).reduce(sum, nothing());
};

export const nothing = (): Counts => ({passed: 0, failed: 0, failures: [], skipped: []});

export const sum = (one: Counts, other: Counts): Counts => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  failures: [...one.failures, ...other.failures],
  skipped: [...one.skipped, ...other.skipped],
});

/** A failed test in a line. */
export const failureLine = (name: string, message = ''): string => {
  const [first] = message.trim().split('\n');
  return first ? `${name}: ${first}` : name;
};

const parser = new XMLParser({
  ignoreAttributes: false,
  htmlEntities: true,
  attributeNamePrefix: '',
  isArray: name => name === 'testsuite' || name === 'testcase',
});

interface TestCase {
  name: string;
  classname: string;
  failure?: {message?: string};
  error?: {message?: string};
  skipped?: unknown;
}

const nameOf = ({classname, name}: TestCase): string => `${classname} ${name}`;

const countXml = (xml: string): Counts => {
  const {testsuite = []} = parser.parse(xml) as {testsuite?: {testcase?: TestCase[]}[]};
  const cases = testsuite.flatMap(({testcase = []}) => testcase);
  const skipped = cases.filter(test => test.skipped !== undefined);
  const failed = cases.filter(test => test.failure !== undefined || test.error !== undefined);
  return {
    passed: cases.length - skipped.length - failed.length,
    failed: failed.length,
    failures: failed.map(test => failureLine(nameOf(test), (test.failure ?? test.error)?.message)),
    skipped: skipped.map(nameOf),
  };
};
