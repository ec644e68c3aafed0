import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {described, minutes} from '../keys.ts';

const keys = {
  timeouts: described(
    z.strictObject({
      test: described(minutes, 'Minutes the test stage may take. Default: 30.'),
      deploy: described(minutes, 'Minutes a deploy may take. Default: 30.'),
      backup: described(minutes, 'Minutes a backup may take, and its proof as many. Default: 360.'),
      lock: described(
        minutes,
        'Minutes a deploy waits for another one of the same project and environment. Default: 10.',
      ),
    }),
    'Time limits, in minutes.',
    {test: 60, deploy: 20},
  ),
};

export const timeouts = defineSettings({
  project: keys,
  organisation: keys,
  settle: ({
    organisation,
    own,
    given,
  }): {timeouts: {test: number; deploy: number; backup: number; lock: number}} => ({
    timeouts: {
      test: 30,
      deploy: 30,
      backup: 360,
      lock: 10,
      ...defined({...organisation.timeouts, ...own.timeouts, ...given.timeouts}),
    },
  }),
});
