import assert from 'node:assert/strict';
import {notifyResultSchema} from '../../../ts-helpers/src/seam/schemas/notifyResultSchema.ts';
import {planSchema} from '../../../ts-helpers/src/seam/schemas/planSchema.ts';
import {stageResultSchema} from '../../../ts-helpers/src/seam/schemas/stageResultSchema.ts';

const SHAPES: Readonly<
  Record<string, typeof planSchema | typeof stageResultSchema | typeof notifyResultSchema>
> = {plan: planSchema, test: stageResultSchema, deploy: stageResultSchema, notify: notifyResultSchema};

/** What `--json` prints of the verbs that the library runs has the shape that the library is told of. */
export const checkShape = ([verb = '', ...words]: readonly string[], stdout: string): void => {
  const shape = SHAPES[verb];
  if (shape === undefined || !words.includes('--json') || words.includes('--help') || stdout === '') return;
  const isOnlyPlanned = words.includes('--plan') && verb !== 'plan' && verb !== 'notify';
  const result = read(stdout);
  if (typeof result !== 'object' || result === null || (isOnlyPlanned && !('stage' in result))) return;
  const {error} = ('stage' in result ? stageResultSchema : shape).safeParse(result);
  assert.equal(error, undefined, `countable ${verb} left what no schema has:\n${error?.message}\n${stdout}`);
};

/** What a run that was killed half-printed is looked at by its test. */
const read = (stdout: string): unknown => {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
};
