import {BUILD, built, CONFIG, docker, says, UP, words} from './docker.ts';
import {KILLED, type Row} from './row.ts';

/** Compose. */
export const composeRows: readonly Row[] = [
  {
    what: 'Compose prints half of its answer',
    ...docker([CONFIG, `echo '{"services": {"test"'`]),
    codes: ['COMMAND_GARBLED'],
  },
  {what: 'Compose answers with a list', ...docker([CONFIG, "echo '[]'"]), codes: ['COMMAND_GARBLED']},
  {
    what: 'Compose answers with services that are none',
    ...docker([CONFIG, `echo '{"services": {"test": 5}}'`]),
    codes: ['COMMAND_GARBLED'],
  },
  {
    what: 'Compose answers with nothing at all',
    ...docker([CONFIG, "echo 'null'"]),
    codes: ['COMMAND_GARBLED'],
  },
  {what: 'Compose refuses without a word', ...docker([CONFIG, 'exit 15']), codes: ['COMPOSE_INVALID']},
  {
    what: 'a compose file is no text',
    words,
    files: {'dc.test.yml': '\u0001\u0002{['},
    codes: ['COMPOSE_INVALID'],
  },
  {
    what: 'a compose file is nested without an end',
    words,
    files: {'dc.test.yml': '? '.repeat(2_000)},
    codes: ['COMPOSE_INVALID'],
  },
  {
    what: 'an image cannot be built, and says so in a line of 200 kB',
    words,
    files: built(`head -c 200000 /dev/zero | tr '\\\\0' a; exit 1`),
    codes: ['BUILD_FAILED'],
  },
  {what: 'building is killed', ...docker([BUILD, KILLED]), files: built('true'), codes: ['BUILD_FAILED']},
  {
    what: 'building fails without a word',
    ...docker([BUILD, 'exit 1']),
    files: built('true'),
    codes: ['BUILD_FAILED'],
  },
  {
    what: 'the disk is full while an image is built',
    ...docker([BUILD, says('failed to solve: write /x: no space left on device', 17)]),
    files: built('true'),
    codes: ['DISK_FULL'],
  },
  {what: 'starting fails without a word', ...docker([UP, 'exit 1']), codes: ['TESTS_NOT_STARTED']},
  {what: 'starting is killed', ...docker([UP, KILLED]), codes: ['TESTS_NOT_STARTED']},
  {
    what: 'starting fails after a line of 50 MB',
    ...docker([UP, `head -c 50000000 /dev/zero | tr '\\0' a; exit 1`]),
    codes: ['TESTS_NOT_STARTED'],
  },
];
