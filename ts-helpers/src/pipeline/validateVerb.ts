import {branch} from '../run/commonFlags.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {Validated} from './validate.ts';
import type {Finished} from '../run/finished.ts';

export const validate = defineVerb({
  name: 'validate',
  reaches: 'nothing',
  does: 'check encrypted secrets, without their key',
  explains:
    'Reads env.<environment>.sops.env and .age beside the compose file: whether anybody could read a secret there, whether a file ' +
    'is whole, as far as that shows without its key (what was changed or cut behind the header of a file of age does not), and whether ' +
    'it has every variable that the compose files of its environment need, where it tells names. Needs no key and changes nothing.',
  arguments: {
    environment: optional('of this environment alone; default: of all', {completes: 'environments'}),
  },
  flags: {branch},
  examples: [{command: 'countable validate', does: 'before a commit, or in a pull request'}],
  async run(given, world): Promise<Finished<Validated>> {
    return (await import('./validateWork.ts')).runValidate(given, world);
  },
  show: async result => (await import('./shown.ts')).validated(result),
});
