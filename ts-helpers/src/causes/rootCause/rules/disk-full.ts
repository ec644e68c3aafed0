import type {Rule} from '../rule.ts';
import {quoted} from '../../../text/plain.ts';

export const diskFull: Rule = {
  name: 'disk-full',

  whose: 'machine',
  codes: ['DISK_FULL'],
  sentence: ({error}) => {
    const {host} = error.evidence;
    const machine = host === undefined ? 'the machine' : host.name;
    const place = placeOf(error);
    return place === undefined
      ? `The disk of ${machine} is full.`
      : `The disk of ${machine} that has ${place} is full.`;
  },
  remedy: ({error}) => {
    const place = placeOf(error);
    return place === undefined
      ? `Free space on that machine: ${OF_DOCKER}`
      : `Free space there: \`df -h ${quoted(place)}\` names the file system that is full. Where Docker stores its images on it as well, ${OF_DOCKER}`;
  },
};

const OF_DOCKER = '`docker system df` shows what Docker holds, `docker builder prune` frees build cache.';

/** Docker may store its own elsewhere. */
const placeOf = ({where}: {where?: string}): string | undefined =>
  where?.startsWith('/') === true ? where : undefined;
