import {plan} from '../run/commonFlags.ts';
import {folder, oneOf, word} from '../run/flag.ts';
import {defineVerb, needed} from '../run/verb.ts';
import {EXISTING, KINDS} from './plan.ts';

export const newProject = defineVerb({
  name: 'new',
  reaches: 'nothing',
  does: 'begin a project that follows every convention, here and in what it is connected with',
  explains:
    'Writes a small program that runs, is tested, deploys without losing a request, is backed up and restored: compose files of every ' +
    'environment, Dockerfile, nginx, tests, SQL for backups and masks, the one-line Jenkinsfile. Commits it on develop and master, pushes ' +
    'them to --remote, and ensures what accounts are there for: the channel in Slack, the project in Sentry, the jobs in Jenkins. What is ' +
    'left out is said, with what to set. A second run does what is missing, and nothing twice; no file is written over. Of a repository that ' +
    'is there (--from existing) the files that it lacks are committed on the branch countable/conventions, to be looked at and merged: ' +
    'what is checked out stays as it is.',
  arguments: {name: needed('what the project is called, and its folder')},
  flags: {
    plan,
    from: oneOf(
      [...KINDS, EXISTING],
      'KIND',
      'django, node, static, or existing; asked on a terminal, else needed',
    ),
    into: folder('make it there; default: a folder of its name; of existing this folder'),
    remote: word('URL', 'an empty repository of a host, as git clone takes it'),
  },
  examples: [
    {command: 'countable new shop --from django --plan', does: 'all that would be done'},
    {
      command: 'countable new shop --from django --remote git@git.example.org:team/shop.git',
      does: 'a Django site',
    },
  ],
  run: async (given, world) => (await import('./work.ts')).runNew(given, world),
  show: async result => (await import('./shown.ts')).newText(result),
});
