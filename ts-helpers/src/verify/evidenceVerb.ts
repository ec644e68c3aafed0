import {word} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';

export const evidence = defineVerb({
  name: 'evidence',
  reaches: 'production',
  operated: {risks: 'nothing', on: 'any host', binds: 'proving'},
  does: 'print that a backup was restored, as a page to show to clients',
  explains:
    'Who proved it, when, what was compared, how long a restore takes, with which images; and whether the signature on it is of the ' +
    'key that it names. --json prints what is kept beside the backup, with the signature.',
  arguments: {
    project: optional('whose backup, an instance as shop/berlin; default: the project of this folder'),
  },
  flags: {
    at: word('TIME', 'of which one: its key, or how its time begins: 2026-11-27; default: the newest'),
    environment: word('NAME', 'of which environment; default: prod'),
  },
  examples: [
    {command: 'countable evidence', does: 'the newest proof of this project'},
    {command: 'countable evidence shop --at 2026-11-27', does: 'that of one day, of another project'},
  ],
  run: async (given, world) => (await import('./evidenceWork.ts')).runEvidence(given, world),
  show: async result => (await import('./evidenceShown.ts')).evidencePage(result),
});
