import {sizeInWords} from '../../text/bytes.ts';
import {counted} from '../../text/plain.ts';
import type {Got} from './got.ts';

/** What lies where, and that it is the same. */
export const gotText = ({folder, key, databases, roles, files, dumps}: Got): string =>
  [
    `${folder}: ${key}, ${dumps ? 'read to its end; an older script recorded nothing to compare it with' : 'whole, and all as it was stored'}`,
    ...(dumps ?? []).map(({file, what, bytes}) => `  ${file}: ${what}, ${sizeInWords(bytes)}`),
    ...roles.map(({service, file}) => `  ${file}: users of ${service}`),
    ...databases.map(
      ({service, name, file, rows}) => `  ${file}: ${name} of ${service}, ${counted(rows, 'row')}`,
    ),
    ...files.map(
      ({source, folder: place, entries, bytes}) =>
        `  ${place}: ${source}, ${counted(entries, 'file')} and folders, ${sizeInWords(bytes)}`,
    ),
    '',
  ].join('\n');
