import type {ErrorReport, HostState} from '../../result/result.ts';
import {folderOf} from '../words.ts';
import type {Seen} from './rule.ts';

/** With so little left of it a disk is full: file systems keep some for root. */
const FULL = 0.02;

/** Whether the machine's own disk is full; a container's own space may be at its end while that is empty. */
export const isMachineFull = ({evidence: {host}}: ErrorReport): boolean =>
  host !== undefined && host.disk.free < host.disk.total * FULL;

export const spaceSentence = ({error, service, groups: {path}}: Seen): string =>
  isMachineFull(error)
    ? `The disk of ${hostName(error.evidence.host)} is full.`
    : `The space that ${service ?? 'the container'} has${path === undefined ? '' : ` for ${path}`} is used up.`;

export const spaceRemedy = ({error, service = 'the service', groups: {path}}: Seen): string => {
  const {host} = error.evidence;
  if (isMachineFull(error))
    return 'Free space on that machine: `docker system df` shows what Docker holds, `docker builder prune` frees build cache.';
  const free =
    host === undefined ? '' : `The disk of ${hostName(host)} has ${gigabytes(host.disk.free)} free. `;
  const where =
    path === undefined
      ? `that ${service} writes to`
      : `of ${service} that holds ${folderOf(path)} (\`tmpfs: ["${folderOf(path)}:size=512m"]\`)`;
  return `${free}Raise the size of the tmpfs or volume ${where}, or let it write less.`;
};

const hostName = (host: HostState | undefined): string => host?.name ?? 'the machine';

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(0)} GB`;
