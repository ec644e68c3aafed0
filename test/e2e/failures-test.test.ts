import {expectRows} from './support/failures/expect.ts';
import {afterwardsRows} from './support/failures/testAfterwards.ts';
import {composeRows} from './support/failures/testCompose.ts';
import {engineRows, programRows} from './support/failures/testMachine.ts';
import {runningRows} from './support/failures/testRunning.ts';

describe('testing, where what is outside fails', () => {
  expectRows([...programRows, ...engineRows, ...composeRows, ...runningRows, ...afterwardsRows]);
});
