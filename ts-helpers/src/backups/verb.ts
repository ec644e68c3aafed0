import {on} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';

export const backups = defineVerb({
  name: 'backups',
  reaches: 'every production',
  operated: {risks: 'nothing', on: 'any host', binds: 'proving'},
  does: 'list the backups of a project',
  explains:
    'What the bucket keeps of a project, the newest first: age, size, whether it is proven to restore, and how long the proof ' +
    'took. RPO is the most that would be lost, as the backups of the last week tell; RTO how long a restore takes, as the ' +
    'newest proof tells. What older scripts left where `backup: {older}` says is listed as unproven. Changes nothing.',
  arguments: {project: optional('exactly as it is called; default: that of the workspace')},
  flags: {all: on('every project in the bucket, a line each')},
  examples: [
    {command: 'countable backups', does: 'those of this project'},
    {command: 'countable backups shop --json', does: 'those of shop, as JSON'},
    {command: 'countable backups --all', does: 'a line for each project'},
  ],
  run: async (given, world) => (await import('./work.ts')).runBackups(given, world),
  show: async (result, {all}) => (await import('./shown.ts')).backupsText(result, all),
});
