import {CODES_OF_BACKUPS, type ErrorCode} from '../errors/catalogue.ts';
import type {ErrorReport} from '../result/result.ts';
import {type Cause, rootCause} from '../causes/rootCause.ts';

/** What only the machine, Docker, Jenkins or a service of others can be at fault for, beside what rules say of it. */
const OTHERS: ReadonlySet<string> = new Set<string>([
  ...CODES_OF_BACKUPS,
  ...([
    'DOCKER_MISSING',
    'COMPOSE_MISSING',
    'NODE_MISSING',
    'NODE_TOO_OLD',
    'GIT_MISSING',
    'GIT_REFUSED',
    'TOOL_MISSING',
    'DECRYPTING_FAILED',
    'KEY_WRONG',
    'DISK_LOW',
    'NOT_WRITABLE',
    'FILE_IN_THE_WAY',
    'RECORD_BROKEN',
    'NOT_ACCESSIBLE',
    'FILE_GONE',
    'MACHINE_EXHAUSTED',
    'SYSTEM_REFUSED',
    'COMMAND_GARBLED',
    'CONTAINER_GONE',
    'NO_SWARM',
    'TARGET_TAKEN',
    'LOCK_HELD',
    'MAINTENANCE_ON',
    'MAINTENANCE_UNSERVED',
    'PREVIEWS_FULL',
    'CHECKOUT_FAILED',
    'CHECKOUT_STALE',
    'LIBRARY_MISMATCH',
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
  ] satisfies ErrorCode[]),
]);

/** Whether it is of no commit whatever was changed. */
export const isOthers = ({code}: ErrorReport): boolean => OTHERS.has(code);

/** Whether it is the machine's, or the net's, unless somebody chose the very port or host that it is about. */
export const isOutside = (error: ErrorReport): boolean => rootCause(error)?.whose === 'machine';

/** Whether a failure can be anybody's commit, by its cause, and by what git told of it. */
export const isAnybodys = (error: ErrorReport, cause: Cause | undefined): boolean =>
  !isOthers(error) &&
  (cause?.whose !== 'machine' || (error.evidence.suspects ?? []).some(({weight}) => weight > 0));
