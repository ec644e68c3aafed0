import {planNew} from '../../../ts-helpers/src/skeleton/plan.ts';
import {planSlack} from '../../../ts-helpers/src/slack/plan.ts';
import {OF_DOCTOR, ofDoctor} from './doctorPlans.ts';

/** Plans of what services outside are asked for: a channel that is missing, one that is there, and a new project with all it may have; and of what becomes of files. */
export const ofOutside: Record<string, () => Promise<unknown>> = {
  ...ofDoctor,
  slack: () =>
    Promise.resolve(
      planSlack(
        {channel: '#shop', invite: ['ada@example.org'], author: undefined},
        {workspace: 'Acme', channel: undefined, people: {'ada@example.org': {id: 'U1'}}},
      ),
    ),
  'slack, of a channel that is there': () =>
    Promise.resolve(
      planSlack(
        {channel: '#shop', invite: [], author: undefined},
        {
          workspace: 'Acme',
          channel: {id: 'C1', name: 'shop', isArchived: false, isMember: false, members: []},
          people: {},
        },
      ),
    ),
  new: () =>
    Promise.resolve(
      planNew({
        ...{project: 'shop', kind: 'django', folder: '/shop', state: 'nothing'},
        remote: {url: 'git@git.example.org:team/shop.git', isSet: false, branches: []},
        outside: [
          {id: 'slack', does: 'Slack'},
          {id: 'sentry', does: 'Sentry'},
          {id: 'jobs', does: 'Jenkins'},
        ],
      }),
    ),
};

export const OF_OUTSIDE = {
  ...OF_DOCTOR,
  slack: ['make', 'invite ada@example.org'],
  'slack, of a channel that is there': ['join'],
  new: ['files', 'remote', 'push', 'slack', 'sentry', 'jobs'],
};
