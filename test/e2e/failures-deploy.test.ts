import {deployRows} from './support/failures/deploy.ts';
import {expectRows} from './support/failures/expect.ts';

describe('deploying, where what is outside fails', () => {
  expectRows(deployRows);
});
