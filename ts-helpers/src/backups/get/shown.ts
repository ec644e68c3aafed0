import {sizeInWords} from '../../text/bytes.ts';
import {counted} from '../../text/plain.ts';
import type {Got} from './get.ts';

/** What lies where, and that it is the same. */
export const gotText = ({folder, key, databases, roles, files}: Got): string =>
  [
    `${folder}: ${key}, whole, and all as it was stored`,
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
