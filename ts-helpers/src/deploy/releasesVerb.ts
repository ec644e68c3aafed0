import {defineVerb, optional} from '../run/verb.ts';

export const releases = defineVerb({
  name: 'releases',
  reaches: 'nothing',
  operated: {risks: 'nothing', on: 'the host of the environment'},
  does: 'list what ran when in the environments of this host, and what a rollback can return to',
  explains:
    'Of each stretch of time in which a version ran, newest first: the version, since when and until when it was live, who ' +
    'deployed it, from which build, and its images; where it was deployed again meanwhile, how often, and when and by whom ' +
    'last. How many are kept is the setting `releases`; all of it lies beside the deploy folder.',
  arguments: {environment: optional('default: all that are deployed here', {completes: 'environments'})},
  flags: {},
  examples: [
    {command: 'countable releases prod', does: 'what ran in production'},
    {command: 'countable releases --json', does: 'the same of all, for programs'},
  ],
  run: async (given, world) => (await import('./releasesWork.ts')).runReleases(given, world),
  show: async result => (await import('./shown.ts')).releasesText(result),
});
