import type {ErrorReport} from './result.ts';
import {type Cause, rootCause} from './rootCause.ts';

/** What only the machine, Docker, Jenkins or a service of others can be at fault for, beside what rules say of it. */
const OTHERS = new Set([
  'DOCKER_MISSING',
  'COMPOSE_MISSING',
  'NODE_MISSING',
  'NODE_TOO_OLD',
  'GIT_MISSING',
  'GIT_REFUSED',
  'TOOL_MISSING',
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
  'CHECKOUT_STALE',
  'LIBRARY_SANDBOXED',
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

/** Whether a failure can be anybody's commit. Of a port that is taken it can be: somebody may have chosen it. */
export const canBeAnybodys = (error: ErrorReport): boolean => isAnybodys(error, rootCause(error));

/** The same, where the cause is known, or that there is none. */
export const isAnybodys = ({code}: ErrorReport, cause: Cause | undefined): boolean =>
  !OTHERS.has(code) && (code === 'PORT_TAKEN' || cause?.whose !== 'machine');
