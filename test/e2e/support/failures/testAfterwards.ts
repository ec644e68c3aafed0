import {rmSync, writeFileSync} from 'node:fs';
import {words, docker, says, compose, DOWN} from './docker.ts';
import type {Row} from './row.ts';

/** Explaining a failure, collecting and removing: what goes wrong there does not take the place of how the tests ended. */
export const afterwardsRows: readonly Row[] = [
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
