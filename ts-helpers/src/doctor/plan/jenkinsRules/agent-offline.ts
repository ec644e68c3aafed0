import type {JenkinsFacts} from '../jenkinsFacts.ts';
import type {Rule} from '../rule.ts';

export const agentOffline: Rule<JenkinsFacts> = {
  code: 'agent-offline',
  severity: 'warning',
  title: 'An agent is offline',
  why: 'Builds that need its label wait for it until they are given up, and the backups of what runs there are not made. Where somebody has taken it offline, it is a note.',
  mend: 'Look at its page in Jenkins, at its log there, and whether its machine runs.',
  find: ({agents}) =>
    agents
      .filter(({isOffline}) => isOffline)
      .map(({name, isSetOffline, reason}) => ({
        file: name,
        message: `${name} is offline${reason === '' ? '' : `: ${reason}`}`.replace(/[.]?$/, '.'),
        ...(isSetOffline && {severity: 'note' as const}),
      })),
};
