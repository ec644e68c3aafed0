import {words, docker, says, compose, PS, WAIT, INSPECT, FOLLOW} from './docker.ts';
import {KILLED, NOTHING, PAGE, when, type Row} from './row.ts';

/** What runs, and what is asked of it. */
export const runningRows: readonly Row[] = [
  {
    what: 'waiting for the tests answers with nothing',
    ...docker([WAIT, NOTHING]),
    codes: ['COMMAND_GARBLED'],
  },
  {what: 'waiting for the tests answers with a page', ...docker([WAIT, PAGE]), codes: ['COMMAND_GARBLED']},
  {
    what: 'the container of the tests is removed meanwhile',
    words,
    files: compose('command: sleep 3'),
    programs: {docker: when([WAIT, 'shift; "$real" rm --force "$1" >/dev/null; exec "$real" wait "$1"'])},
    codes: ['CONTAINER_GONE'],
  },
  {
    what: 'waiting for the tests ends by a signal that was for nobody else',
    ...docker([WAIT, 'exit 143']),
    codes: ['COMMAND_FAILED'],
  },
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
  {
    what: 'a container is described by half',
    ...docker([INSPECT, `echo '[{"Id": "1f'`]),
    codes: ['COMMAND_GARBLED'],
  },
  {
    what: 'a container is described in another shape',
    ...docker([INSPECT, `echo '[{"Id": 5}]'`]),
    codes: ['COMMAND_GARBLED'],
  },
  {what: 'containers are listed by a page', ...docker([PS, PAGE]), codes: ['COMMAND_GARBLED', 'passed']},
];
