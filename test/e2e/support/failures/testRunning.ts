import {words, docker, says, compose, FOLLOW} from './docker.ts';
import {KILLED, type Row} from './row.ts';

/** What runs, and what is asked of it. */
export const runningRows: readonly Row[] = [
  {
    what: 'no log is kept of the tests',
    words,
    files: compose('command: "true", logging: {driver: none}'),
    codes: ['passed'],
  },
  {
    what: 'no log is kept of tests that fail',
    words,
    files: compose('command: ["sh", "-c", "exit 3"], logging: {driver: none}'),
    codes: ['TESTS_FAILED'],
  },
  {
    what: 'no log is kept of a service that keeps the tests from starting',
    words,
    files: compose(
      'depends_on: {db: {condition: service_healthy}}',
      ', db: {image: "busybox:1.35", command: "false", logging: {driver: none}, healthcheck: {test: "true"}}',
    ),
    codes: ['TESTS_NOT_STARTED'],
  },
  {
    what: 'a log is damaged',
    ...docker([
      FOLLOW,
      says(
        "error from daemon in stream: Error grabbing logs: invalid character '\\x00' looking for beginning of value",
      ),
    ]),
    codes: ['passed'],
  },
  {what: 'a log cannot be followed', ...docker([FOLLOW, KILLED]), codes: ['passed']},
];
