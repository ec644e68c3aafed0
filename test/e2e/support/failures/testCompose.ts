import {built, CONFIG, docker, UP, words} from './docker.ts';
import type {Row} from './row.ts';

/** Compose. */
export const composeRows: readonly Row[] = [
  {
    what: 'Compose prints half of its answer',
    ...docker([CONFIG, `echo '{"services": {"test"'`]),
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
  {
    what: 'starting fails after a line of 50 MB',
    ...docker([UP, `head -c 50000000 /dev/zero | tr '\\0' a; exit 1`]),
    codes: ['TESTS_NOT_STARTED'],
  },
];
