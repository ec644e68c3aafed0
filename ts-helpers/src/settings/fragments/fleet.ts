import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {channel, described, text} from '../keys.ts';

/** What `countable fleet` goes by. */
export interface FleetSettings {
  /** Each `shop`, or an instance or environment of it: `cortico/kmc`. */
  projects: readonly string[];
  leave: readonly string[];
  /** Channel that is told, where it is not the organisation's default. */
  channel?: string;
  staleHours: number;
  provenHours: number;
}

const hours = z.number({error: 'must be a number of hours'}).check(z.positive('must be more than 0'));

const name = text.check(
  z.regex(/^[^\s/]+(\/[a-z0-9][a-z0-9_-]*)?$/, 'must be a project, or an instance of one, like cortico/kmc'),
);

/** The backups of all projects together are the organisation's matter. */
export const fleet = defineSettings({
  project: {},
  organisation: {
    fleet: described(
      z.strictObject({
        projects: described(
          z.array(name),
          'Projects that must have backups, beside those that Jenkins deploys to production and those that have some. An instance as `project/instance`.',
          ['shop', 'cortico/kmc'],
        ),
        leave: described(
          z.array(name),
          'Projects and instances that nobody has to be told of: what keeps nothing, and what is gone for good.',
          ['landing', 'cortico/old'],
        ),
        channel: described(
          channel,
          'Channel that is told. Default: that of projects that have none of their own.',
        ),
        stale: described(hours, 'Hours after which the newest backup is too old. Default: 26.'),
        proven: described(
          hours,
          'Hours after which the newest backup that is proven to restore is too old. Default: 50.',
        ),
      }),
      'The nightly check of the backups of all projects: `countable fleet`.',
      {projects: ['shop'], channel: '#backups'},
    ),
  },
  settle: ({organisation}): {fleet: FleetSettings} => {
    const {projects = [], leave = [], channel: own, stale = 26, proven = 50} = organisation.fleet ?? {};
    return {
      fleet: {
        projects,
        leave,
        ...defined({channel: own}),
        staleHours: stale,
        provenHours: proven,
      },
    };
  },
});
