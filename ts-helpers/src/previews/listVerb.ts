import {defineVerb} from '../run/verb.ts';

export const previewsList = defineVerb({
  name: 'previews list',
  reaches: 'nothing',
  operated: {risks: 'nothing', on: 'the host of previews'},
  does: 'list the previews of pull requests on this host',
  explains:
    'Those of this project, by the labels of their containers and the records of their deploys: number, branch, version, when ' +
    'each was deployed last, whether that failed, and whether anything of it runs. Changes nothing.',
  arguments: {},
  flags: {},
  examples: [{command: 'countable previews list', does: 'which previews of this project run here'}],
  run: async (given, world) => (await import('./work.ts')).runList(given, world),
  show: async result => (await import('./shown.ts')).listText(result),
});
