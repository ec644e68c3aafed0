import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {says} from './docker.ts';
import {NOTHING, type Place, type Row} from './row.ts';

const words = ['deploy', 'stage'] as const;
const lockOf = ({root, name}: Place): string => path.join(root, '.countable', `${name}-stage`, 'lock');
const flock = (script: string): Pick<Row, 'words' | 'programs'> => ({words, programs: {flock: script}});

const rows: readonly Row[] = [
  {
    what: 'flock is of another kind',
    ...flock(says('flock: unrecognized option: conflict-exit-code', 64)),
    codes: ['NOT_WRITABLE'],
  },
  {what: 'flock is content, and says nothing', ...flock(NOTHING), codes: ['NOT_WRITABLE']},
  {
    what: 'the lock is a folder',
    words,
    given: place => mkdirSync(lockOf(place), {recursive: true}),
    codes: ['NOT_WRITABLE'],
  },
  {
    what: 'the folder of deploys is a file',
    words,
    given: ({root}) => writeFileSync(root, ''),
    codes: ['NOT_WRITABLE', 'NOT_READABLE'],
  },
  {
    what: 'the temporary folder is not there',
    words,
    given: ({temporary}) => rmSync(temporary, {recursive: true}),
    codes: ['NOT_WRITABLE'],
  },
];

/** Nothing is started by any of them. */
export const deployRows: readonly Row[] = [
  ...rows.map(row => ({inProcess: true as const, ...row})),
  // The program looks at it before the verb does.
  {
    what: 'the secret file has no end',
    words,
    env: () => ({COUNTABLE_ENV_FILE: '/dev/zero'}),
    codes: ['BAD_ARGUMENT'],
  },
];
