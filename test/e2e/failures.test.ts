import {deployRows} from './support/failures/deploy.ts';
import {engineRows} from './support/failures/engine.ts';
import {expectRows} from './support/failures/expect.ts';
import {resultRows} from './support/failures/plan.ts';

/** All others of the table: test/outside/failures.test.ts. */
describe('a verb, where what is outside of it fails', () => {
  expectRows([...engineRows, ...deployRows, ...resultRows]);
});
