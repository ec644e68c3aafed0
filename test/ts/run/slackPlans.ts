import {planSlack} from '../../../ts-helpers/src/slack/plan.ts';

/** Plans for Slack: of a channel that is missing, and of one that is there. */
export const ofSlack: Record<string, () => Promise<unknown>> = {
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
};

export const OF_SLACK = {
  slack: ['make', 'invite ada@example.org'],
  'slack, of a channel that is there': ['join'],
};
