import type {PrintedTests} from './printedTests.ts';
import type {FailedTest, TestCounts} from '../../result/result.ts';
import {cut, plain, counted} from '../../text/plain.ts';

/** A `<testcase>` of JUnit XML. */
export interface TestCase {
  name: string;
  /** Class, or what the tool makes of it. */
  group: string;
  file?: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What the tool says of a failure. */
  message: string;
  /** All it says: stack, difference. */
  details?: string;
}

const MOST_FAILED_TESTS = 50;
const LONGEST_MESSAGE = 1_000;
const LONGEST_DETAILS = 4_000;

/** Counts of all cases, and what failed. */
export const summarise = (cases: readonly TestCase[]): {tests: TestCounts; failedTests: FailedTest[]} => {
  const failed = cases.filter(({outcome}) => outcome === 'failed');
  return {
    tests: {
      total: cases.length,
      failed: failed.length,
      skipped: cases.filter(({outcome}) => outcome === 'skipped').length,
    },
    failedTests: failed.slice(0, MOST_FAILED_TESTS).map(({name, group, file, message, details}) => ({
      name: group === '' ? name : `${group} › ${name}`,
      message: shortened(message, LONGEST_MESSAGE),
      ...(details !== undefined && {details: shortened(details, LONGEST_DETAILS)}),
      ...(file !== undefined && {file}),
    })),
  };
};

/** The same of what the tests printed. */
export const printedFailures = ({tests}: PrintedTests): FailedTest[] =>
  tests.slice(0, MOST_FAILED_TESTS).map(({name, message, details}) => ({
    name: shortened(name, LONGEST_MESSAGE),
    message: shortened(message, LONGEST_MESSAGE),
    ...(details !== '' && {details: shortened(details, LONGEST_DETAILS)}),
    isPrinted: true,
  }));

/** Between words where there are any. */
const shortened = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const words = text.slice(0, most + 1).replace(/\s\S*$/, '');
  return words.length <= most ? `${words}…` : cut(text, most + 1);
};

/** `3 of 20 tests failed.`, as far as reports or the output tell; otherwise the exit code. */
export const failureSentence = (
  {total, failed}: TestCounts,
  {service, exitCode, printed}: {service: string; exitCode: number; printed?: PrintedTests | undefined},
): string => {
  if (failed > 0) return `${failed} of ${counted(total, 'test')} failed.`;
  if (printed) return `${printedSentence(printed)}.`;
  const although =
    total > 0
      ? `, although ${total === 1 ? 'the test in its report did not fail' : `none of the ${total} tests in its reports failed`}`
      : '';
  return `The tests in the service ${service} ended with exit code ${exitCode}${although}.`;
};

/** `1 of 3 tests failed, by what they print` */
export const printedSentence = ({failed, total}: PrintedTests): string =>
  `${total === undefined ? counted(failed, 'test') : `${failed} of ${counted(total, 'test')}`} failed, by what they print`;

/**
 * JUnit XML whose texts can only be read, also where they are written by their numbers. Jenkins refuses a report with a
 * control character, and all of its tests are lost.
 */
export const plainXml = (text: string): string =>
  plain(
    text
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, (written, hex?: string, digits?: string) => {
        const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
        const character = code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
        return plain(character) === character && character !== '' ? written : character;
      }),
  );
