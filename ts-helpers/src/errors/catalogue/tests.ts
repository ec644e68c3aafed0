import {inDocs} from '../documents.ts';
import {entry, EXIT} from './entry.ts';

/** Tests. */
export const tests = {
  NO_TESTS: entry(
    EXIT.project,
    'The project has no tests.',
    'Add a service `test` to dc.test.yml, or set `test:` in countable.yml; `test: none` says there are none on purpose.',
  ),
  TEST_NOT_ALONE: entry(
    EXIT.project,
    'The tests would have part in something that is not theirs, and that nothing can be put in place of.',
    `Leave it out of tests: in dc.test.yml \`!reset null\` takes away what another file sets. ${inDocs('how-to/test.md')} lists what becomes of each setting.`,
  ),
  TEST_NOT_ALLOWED: entry(
    EXIT.project,
    'The tests ask for more of the machine than a container has, beside deploys that live there.',
    `Leave it out of tests (in dc.test.yml \`!reset null\` takes away what another file sets), or test on an agent that does not deploy: \`agents: {test: <label>}\` (${inDocs('how-to/test.md')}).`,
  ),
  TESTS_FAILED: entry(
    EXIT.testsFailed,
    'The tests failed.',
    'Correct the code or the tests; `countable test` runs them on a laptop.',
  ),
  TESTS_HID_FAILURE: entry(
    EXIT.testsFailed,
    'Tests failed, by what they print, but their command ended with exit code 0.',
    'Correct the code or the tests, and let the test command end with the exit code of the tests: `&&` for `;`, no `|| true`, and `set -o pipefail` before a pipe.',
  ),
  NO_TESTS_RUN: entry(
    EXIT.testsFailed,
    'The tests ended well, but not one was run.',
    'See which files and names the test command looks for: `countable test` runs it on a laptop. `test: none` says that there are no tests on purpose.',
  ),
  TESTS_SKIPPED: entry(
    EXIT.testsFailed,
    'The tests ended well, but all of them were skipped.',
    'Give them what they ask for, a variable in .env.test or a service in dc.test.yml, or take away the mark that skips them.',
  ),
  REPORTS_MISSING: entry(
    EXIT.testsFailed,
    'The test reports that the settings name were not found.',
    `Let the tests write JUnit XML there, or correct \`test.junit\` in countable.yml: ${inDocs('how-to/test.md')}.`,
  ),
  TESTS_NOT_STARTED: entry(
    EXIT.testsFailed,
    'The tests could not be started.',
    'Run the tests on a laptop to see more: countable test',
  ),
} as const;
