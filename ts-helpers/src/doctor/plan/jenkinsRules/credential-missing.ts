import type {JenkinsFacts} from '../jenkinsFacts.ts';
import type {Rule} from '../rule.ts';

export const credentialMissing: Rule<JenkinsFacts> = {
  code: 'credential-missing',
  severity: 'note',
  title: 'A credential that the pipeline would bind is missing',
  why: 'Each may be missing: what it is for is left out then, or a deploy fails that needs its variables. Of the project in this folder, where there is one.',
  mend: 'Give it, or go on without: docs/how-to/secrets.md.',
  find: ({credentials = []}) =>
    credentials
      .filter(({state}) => state === 'missing')
      .map(({id, place, use}) => ({
        file: id,
        message: `${id} is not in ${place}: ${use}.`,
        remedy: `countable jenkins credentials --set ${id} --from FILE`,
      })),
};
