import type {ErrorReport} from './result.ts';

/** What only the machine, Docker, Jenkins or a service of others can be at fault for. */
const OTHERS = new Set([
  'DOCKER_MISSING',
  'DOCKER_DOWN',
  'DOCKER_PERMISSION',
  'COMPOSE_MISSING',
  'NODE_MISSING',
  'NODE_TOO_OLD',
  'GIT_MISSING',
  'GIT_REFUSED',
  'TOOL_MISSING',
  'DISK_FULL',
  'NOT_WRITABLE',
  'FILE_IN_THE_WAY',
  'RECORD_BROKEN',
  'NOT_ACCESSIBLE',
  'FILE_GONE',
  'MACHINE_EXHAUSTED',
  'SYSTEM_REFUSED',
  'COMMAND_GARBLED',
  'CONTAINER_GONE',
  'LOCK_HELD',
  'CHECKOUT_FAILED',
  'AGENT_LOST',
  'NO_RESULT',
  'BUNDLE_DAMAGED',
  'INTERNAL',
  'SERVICE_UNREACHABLE',
  'SERVICE_TIMEOUT',
  'SERVICE_BUSY',
  'SERVICE_REFUSED',
  'TOKEN_REFUSED',
  'SCOPE_MISSING',
  'CERTIFICATE_UNTRUSTED',
]);

/** What Docker, or a registry, says of its own trouble; a project cannot bring it about. */
const SAID_BY_THE_MACHINE = [
  'could not find an available, non-overlapping IPv4 address pool',
  'all predefined address pools have been fully subnetted',
  'no space left on device',
  'Cannot connect to the Docker daemon',
  'TLS handshake timeout',
  'toomanyrequests',
  'i/o timeout',
  'no such host',
  'OCI runtime create failed: systemd',
  'cannot allocate memory',
];

/** Whether a failure can be anybody's commit. */
export const canBeAnybodys = ({code, message, evidence: {failedTests = []}}: ErrorReport): boolean =>
  !OTHERS.has(code) &&
  (failedTests.length > 0 || !SAID_BY_THE_MACHINE.some(words => message.includes(words)));
