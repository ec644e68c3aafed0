import * as z from 'zod/mini';
import {defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';

export interface OperationsSettings {
  /** Each by its whole name. */
  jobs: readonly string[];
}

/** The second is where the first has to be, once production has a folder of its own. */
const JOBS = ['operations', 'production/operations'];

/** Who may do something with every project is the organisation's word. */
export const operations = defineSettings({
  project: {},
  organisation: {
    operations: described(
      z.strictObject({
        jobs: described(
          z.array(text),
          'The jobs of Jenkins in which `countableOps()` works, each by its whole name, with its folders. Default: `operations` and `production/operations`.',
          ['ops/operations'],
        ),
      }),
      'The job of operators.',
      {jobs: ['ops/operations']},
    ),
  },
  settle: ({organisation}): {operations: OperationsSettings} => ({
    operations: {jobs: organisation.operations?.jobs ?? JOBS},
  }),
});
