import {planRows} from './support/failures/plan.ts';
import {expectRows} from './support/failures/expect.ts';

describe('planning, where what is outside fails', () => {
  expectRows(planRows);
});
