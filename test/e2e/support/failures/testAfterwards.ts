import {rmSync, writeFileSync} from 'node:fs';
import {words, docker, says, compose, failing, DOWN, CP, PS, LOGS, NO_ENGINE} from './docker.ts';
import {HANGS, KILLED, PAGE, type Row} from './row.ts';

/** Explaining a failure, collecting and removing: what goes wrong there does not take the place of how the tests ended. */
export const afterwardsRows: readonly Row[] = [
  {
    what: 'the evidence of failed tests is a page',
    ...docker([PS, PAGE]),
    files: failing,
    codes: ['TESTS_FAILED', 'COMMAND_GARBLED'],
  },
  {
    what: 'the evidence of failed tests cannot be had',
    ...docker([LOGS, KILLED]),
    words: ['test', '--json'],
    files: failing,
    codes: ['TESTS_FAILED'],
    says: /There is no more of this log to be had/,
  },
  {
    what: 'the evidence of failed tests hangs',
    ...docker([LOGS, HANGS]),
    files: failing,
    codes: ['TESTS_FAILED'],
  },
  {
    what: 'the engine is gone when failed tests are to be explained',
    ...docker([LOGS, says(NO_ENGINE)]),
    files: failing,
    codes: ['TESTS_FAILED'],
  },
  {
    what: 'reports cannot be copied, of good tests',
    ...docker([CP, says('write /x: no space left on device')]),
    codes: ['passed'],
    says: /The test reports at \/reports could not be copied: .*no space left/,
  },
  {
    what: 'reports cannot be copied, of failed tests',
    ...docker([CP, KILLED]),
    files: failing,
    codes: ['TESTS_FAILED'],
  },
  {
    what: 'there is odd XML beside good reports',
    words,
    files: {
      ...compose(`volumes: [".:/w"], command: ["sh", "-c", "cp /w/r/* /w/reports/"]`),
      'reports/.keep': '',
      'r/a.xml': '<testsuite><testcase name="a"/></testsuite>',
      'r/b.xml': `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`,
      'r/c.xml': '<constructor/>',
    },
    codes: ['passed'],
  },
  {
    what: 'the run cannot be removed',
    ...docker([DOWN, says('error while removing network: has active endpoints')]),
    codes: ['passed'],
    says: /could be removed; this does it: \(cd \/ && docker compose -p \S+ down/,
  },
  {
    what: 'removing the run is killed',
    ...docker([DOWN, KILLED]),
    codes: ['passed'],
    says: /could be removed/,
  },
  {
    what: 'the temporary folder is not there',
    words,
    given: ({temporary}) => rmSync(temporary, {recursive: true}),
    codes: ['NOT_WRITABLE'],
  },
  {
    what: 'the temporary folder is a file',
    words,
    given: ({temporary}) => {
      rmSync(temporary, {recursive: true});
      writeFileSync(temporary, '');
    },
    codes: ['NOT_WRITABLE'],
  },
];
