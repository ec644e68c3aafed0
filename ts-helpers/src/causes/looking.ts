import {quoted} from '../text/plain.ts';
import {deployCommand} from '../project/preview.ts';
import type {Seen} from './rootCause/rule.ts';

type Known = Pick<Seen, 'error' | 'about'>;

/**
 * Where all of a service's log is to be seen. What is pasted must meet the release that failed: once that has given way, its
 * containers are those of another.
 */
export const logOf = (service: string, {error: {evidence}}: Known): string => {
  const {remains} = evidence;
  if (remains === undefined) return `docker compose logs ${service}, on a laptop`;
  return 'log' in remains
    ? `${quoted(remains.log)} on that machine`
    : `docker compose -p ${remains.project} logs ${service}`;
};

/** Runs something in the container of a service that failed: there where that still is, or on a laptop. */
export const within = (service: string, words: string, {error: {evidence}}: Known): string => {
  const {remains} = evidence;
  return remains !== undefined && 'project' in remains
    ? `docker compose -p ${remains.project} exec ${service} ${words}`
    : `on a laptop, docker compose exec ${service} ${words}`;
};

/** What does the same on a laptop, where nothing is live. */
export const again = ({about: {environment}}: Known): string =>
  environment === undefined ? 'countable test' : deployCommand(environment);

/** A file as the repository calls it, where it is mounted. */
export const inRepository = (file: string, {error: {evidence}}: Known): string =>
  evidence.mounted?.find(({named}) => named === file)?.path ?? file;
