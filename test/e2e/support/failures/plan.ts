import {mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {commit, write} from '../deploys.ts';
import {HANGS, KILLED, NOTHING, PAGE, type Place, type Row} from './row.ts';

const plan = ['plan'];
const inWorkspace = (file: string, text: string) => (place: Place) => {
  rmSync(path.join(place.workspace, file), {recursive: true, force: true});
  writeFileSync(path.join(place.workspace, file), text);
};
const leadsTo = (file: string, target: string) => (place: Place) => {
  rmSync(path.join(place.workspace, file), {force: true});
  symlinkSync(target, path.join(place.workspace, file));
};
const facts = (text: string): Pick<Row, 'words' | 'given' | 'codes'> => ({
  words: ['plan', '--facts', 'facts.json'],
  given: inWorkspace('facts.json', text),
  codes: ['BAD_FACTS'],
});

const manyUses = (image: string) =>
  `x-c: &c {image: ${image}}\nservices:\n${Array.from({length: 150}, (_, index) => `  s${index}: *c`).join('\n')}\n`;
const laughs = `x0: &x0 [a]\n${Array.from({length: 30}, (_, index) => `x${index + 1}: &x${index + 1} [${Array.from({length: 9}, () => `*x${index}`).join(', ')}]`).join('\n')}\nservices: {}\n`;

/** The green commit has one text of the compose file, this one another. */
const since = (before: string, now: string) => (place: Place) => {
  write(place, {'docker-compose.yml': before});
  const green = commit(place);
  write(place, {'docker-compose.yml': now});
  commit(place);
  writeFileSync(
    path.join(place.workspace, 'facts.json'),
    JSON.stringify({scm: {GIT_PREVIOUS_SUCCESSFUL_COMMIT: green}}),
  );
};
const told = (what: string, before: string, now: string): Row => ({
  what,
  words: ['plan', '--facts', 'facts.json'],
  given: since(before, now),
  codes: ['passed'],
});

const rows: readonly Row[] = [
  {what: 'git is not installed', words: plan, only: [], codes: ['GIT_MISSING']},
  {
    what: 'git is not executable',
    words: plan,
    only: [],
    given: ({programs}) => writeFileSync(path.join(programs, 'git'), 'x'),
    codes: ['GIT_MISSING'],
  },
  {what: 'git is killed', words: plan, programs: {git: KILLED}, codes: ['GIT_REFUSED', 'BAD_SETTING']},
  {
    what: 'git fails, and says nothing',
    words: plan,
    programs: {git: 'exit 1'},
    codes: ['GIT_REFUSED', 'BAD_SETTING'],
  },
  {what: 'git prints a page', words: plan, programs: {git: PAGE}, codes: ['COMMAND_GARBLED']},
  {what: 'git prints nothing', words: plan, programs: {git: NOTHING}, codes: ['COMMAND_GARBLED']},
  {
    what: 'git prints no text',
    words: plan,
    programs: {git: 'head -c 5000 /dev/urandom'},
    codes: ['COMMAND_GARBLED'],
  },
  {
    what: 'git hangs',
    words: ['plan', '--time-limit', '0.02'],
    programs: {git: HANGS},
    codes: ['TIME_LIMIT'],
  },
  {
    what: 'countable.yml is a folder',
    words: plan,
    given: ({workspace}) => mkdirSync(path.join(workspace, 'countable.yml')),
    codes: ['NOT_ACCESSIBLE', 'NOT_READABLE', 'OUTSIDE_PROJECT'],
  },
  {
    what: 'countable.yml leads to a disk that fails',
    words: plan,
    given: leadsTo('countable.yml', '/proc/self/mem'),
    codes: ['NOT_ACCESSIBLE', 'NOT_READABLE', 'OUTSIDE_PROJECT'],
  },
  {
    what: 'countable.yml has no end',
    words: plan,
    given: leadsTo('countable.yml', '/dev/zero'),
    codes: ['FILE_TOO_LARGE', 'OUTSIDE_PROJECT'],
  },
  {
    what: 'countable.yml has 200 MB',
    words: plan,
    given: place => {
      inWorkspace('countable.yml', '')(place);
      truncateSync(path.join(place.workspace, 'countable.yml'), 200_000_000);
    },
    codes: ['FILE_TOO_LARGE', 'OUTSIDE_PROJECT'],
  },
  {
    what: 'countable.yml is no text',
    words: plan,
    given: inWorkspace('countable.yml', '\u0000\u0001\uFFFD{['),
    codes: ['BAD_SETTING'],
  },
  {
    what: 'countable.yml uses an alias 150 times',
    words: plan,
    files: {
      'countable.yml': `branches:\n  a: &e stage\n${Array.from({length: 150}, (_, index) => `  b${index}: *e`).join('\n')}\n`,
    },
    codes: ['passed'],
  },
  {
    what: 'countable.yml names a file with a NUL',
    words: plan,
    files: {'countable.yml': 'compose: {file: "a\\0b"}\n'},
    codes: ['BAD_SETTING'],
  },
  told('the green commit uses an alias 150 times', manyUses('a'), 'services: {}\n'),
  told('this commit uses an alias 150 times', manyUses('a'), manyUses('b')),
  told('the green commit is a bomb of aliases', laughs, 'services: {}\n'),
  told('the green commit has an alias of nothing', 'services: {a: *b}\n', 'services: {}\n'),
  told('the green commit is nested without an end', '? '.repeat(600), 'services: {}\n'),
  told('the green commit is no YAML', '{[', 'services: {}\n'),
  {what: 'the facts are not there', words: ['plan', '--facts', 'gone.json'], codes: ['BAD_FACTS']},
  {what: 'the facts are a folder', words: ['plan', '--facts', '.'], codes: ['BAD_FACTS']},
  {what: 'the facts have no end', words: ['plan', '--facts', '/dev/zero'], codes: ['BAD_FACTS']},
  {what: 'the facts are half there', ...facts('{"jenkins": {"jobName"')},
  {what: 'the facts are a page', ...facts('<html>')},
  {what: 'the facts are nothing', ...facts('')},
  {what: 'the facts have another shape', ...facts('{"jenkins": 5, "scm": [1]}')},
  {
    what: 'the facts are of a library of another version',
    ...facts('{"seam": 2}'),
    codes: ['LIBRARY_MISMATCH'],
  },
  {
    what: 'the facts have results of another shape',
    ...facts('{"results": [{"stage": 5}]}'),
    words: ['notify', '--facts', 'facts.json'],
  },
  {
    what: 'the facts are nested without an end',
    ...facts(`{"options": {"slack": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
    codes: ['BAD_FACTS', 'BAD_SETTING'],
  },
  {
    what: "the organisation's file is a folder",
    words: plan,
    env: ({folder}) => ({COUNTABLE_CONFIG: folder}),
    codes: ['BAD_ARGUMENT'],
    says: /is a folder, and no file\.[^]*COUNTABLE_CONFIG/,
  },
  {
    what: "the organisation's file is a page",
    words: plan,
    given: inWorkspace('page', '<html><br></html>'),
    env: ({workspace}) => ({COUNTABLE_CONFIG: `${workspace}/page`}),
    codes: ['BAD_SETTING'],
  },
  {
    what: 'the workspace is not there',
    words: ['plan', '--workspace', '/nowhere/at/all'],
    codes: ['BAD_ARGUMENT'],
  },
  {
    what: 'the workspace vanishes meanwhile',
    words: plan,
    programs: {git: 'sleep 0.2; rm -r "$PWD"; exec "$real" "$@"'},
    codes: ['FILE_GONE', 'BAD_SETTING', 'NOT_A_PROJECT', 'GIT_REFUSED'],
  },
];

/** The program writes it, not the verb. */
export const resultRows: readonly Row[] = [
  {
    what: 'the result cannot be written',
    words: ['plan', '--result', '/proc/nowhere/result.json'],
    codes: ['NOT_WRITABLE', 'FILE_GONE'],
  },
  {
    what: 'the result would lie below a file',
    words: ['plan', '--result', 'docker-compose.yml/result.json'],
    codes: ['NOT_WRITABLE'],
  },
];

export const planRows: readonly Row[] = rows.map(row => ({inProcess: true, ...row}));
