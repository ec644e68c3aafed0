import type {FailedTest} from '../result/result.ts';
import type {Suspect} from '../result/suspect.ts';
import {isWithin} from '../text/paths.ts';
import {escapedForPattern} from '../text/plain.ts';

/** What a failure points at in the repository. */
export interface Suspicion {
  failedTests?: readonly FailedTest[];
  /** Files and folders that the failing service is made of, relative to the root. */
  paths?: readonly string[];
  /** Other text that names files: a message, a stack. */
  texts?: readonly string[];
  /** What git told of it. */
  suspects?: readonly Suspect[];
}

/** Whether a failure has anything to do with a file, by its name alone. */
export const pointsAt = ({failedTests = [], paths = [], texts = []}: Suspicion, file: string): boolean =>
  failedTests.some(
    test =>
      (test.file !== undefined && isSameFile(test.file, file)) ||
      namesModule(test.name, file) ||
      mentions(test.message, file),
  ) ||
  paths.some(path => isWithin(file, path)) ||
  texts.some(text => mentions(text, file) && !(SETTINGS.test(file) && text.includes(`${file}:`)));

/** Of these a line that is named is as it was, or git has told whose it is. */
const SETTINGS = /\.ya?ml$/;

/** A test's file is often told as its container sees it: `/app/counter/tests.py`. */
const isSameFile = (told: string, file: string): boolean => told === file || told.endsWith(`/${file}`);

/** `counter.tests.ViewTest › adds up` is of `counter/tests.py`. */
const namesModule = (test: string, file: string): boolean => {
  const module = file.replace(/\.\w+$/, '').replaceAll('/', '.');
  // Linear: one text, and one letter beside it.
  return module.includes('.') && new RegExp(`(^|[^\\w.])${escapedForPattern(module)}([^\\w]|$)`).test(test);
};

/** A stack's `counter/views.py:12`, or `"/app/counter/views.py", line 12`. */
const mentions = (text: string, file: string): boolean =>
  // Linear: one text, and one letter beside it.
  file.includes('.') &&
  text.includes(file) &&
  new RegExp(`(^|[\\s"'(/])${escapedForPattern(file)}([^\\w.-]|$)`, 'm').test(text);
