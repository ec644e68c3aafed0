import {type ErrorCode, UserError} from './userError.ts';

/** What the operating system refuses is never a mistake of ours: its errors, told as users can act on them. */
export const systemProblem = (error: unknown): UserError | undefined => {
  if (!isOfSystem(error)) return undefined;
  const where = error.path ?? error.dest ?? error.address;
  return new UserError(codeOf(error), `${sentences[codeOf(error)]}: ${error.message}.`, {
    ...(where !== undefined && {where}),
    cause: error,
  });
};

/** libuv's: a number, a name in capitals, and what was called. */
type OfSystem = NodeJS.ErrnoException & {code: string; dest?: string; address?: string};

const isOfSystem = (error: unknown): error is OfSystem => {
  if (!(error instanceof Error)) return false;
  const {code, syscall} = error as NodeJS.ErrnoException;
  return syscall !== undefined && code !== undefined && /^E[A-Z0-9]+$/.test(code);
};

const sentences = {
  DISK_FULL: 'There is no room left on the disk',
  MACHINE_EXHAUSTED: 'This machine has not enough left of something',
  NOT_ACCESSIBLE: 'A file or folder cannot be used',
  FILE_GONE: 'A file or folder is not there any more',
  SERVICE_UNREACHABLE: 'A connection cannot be had',
  SYSTEM_REFUSED: 'The system refuses something',
} as const satisfies Partial<Record<ErrorCode, string>>;

const KINDS: readonly [keyof typeof sentences, readonly string[]][] = [
  ['DISK_FULL', ['ENOSPC', 'EDQUOT', 'EFBIG']],
  ['MACHINE_EXHAUSTED', ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'ENOBUFS']],
  ['FILE_GONE', ['ENOENT', 'ESTALE']],
  [
    'NOT_ACCESSIBLE',
    // prettier-ignore
    ['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY', 'ELOOP', 'ENAMETOOLONG', 'EIO', 'ENXIO', 'EBUSY', 'ETXTBSY', 'EXDEV'],
  ],
  [
    'SERVICE_UNREACHABLE',
    // prettier-ignore
    ['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ENOTCONN', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE'],
  ],
];

const codeOf = ({code}: OfSystem): keyof typeof sentences =>
  KINDS.find(([, codes]) => codes.includes(code))?.[0] ?? 'SYSTEM_REFUSED';
