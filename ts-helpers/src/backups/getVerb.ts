import {folder, word} from '../run/flag.ts';
import type {Finished} from '../run/finished.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {Got} from './get/got.ts';

export const backupsGet = defineVerb({
  name: 'backups get',
  reaches: 'every production',
  does: 'download a backup, check it, and unpack it into a folder',
  explains:
    'For people who want to look into it: each database as the file that its dump tool made (SQL, of MongoDB an archive for ' +
    'mongorestore), each volume as a folder. It is decrypted with the key in COUNTABLE_BACKUP_KEY_FILE, and every table and file is ' +
    'compared with what was stored. The folder appears once all of it is there and the same, and only its owner can read it: it is ' +
    'data of production. What an older script left is unpacked to the dumps in it, read to their ends. Files belong to who runs this. Nothing is restored: countable restore does that.',
  arguments: {
    project: optional('whose backup, an instance as shop/berlin; default: the project of this folder'),
    time: optional('which one: its key, or how its time begins: 2026-11-27; default: the newest'),
  },
  flags: {
    environment: word('NAME', 'of which environment; default: prod'),
    into: folder('new folder for it; default: the project and the time of the backup, here'),
  },
  examples: [
    {command: 'countable backups get', does: 'the newest one of this project'},
    {command: 'countable backups get shop 2026-11-27', does: 'the newest one of shop of that day'},
  ],
  run: async (given, world): Promise<Finished<Got>> => (await import('./get/work.ts')).runGet(given, world),
  show: async result => (await import('./get/shown.ts')).gotText(result),
});
