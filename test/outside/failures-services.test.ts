import {expectRows} from '../e2e/support/failures/expect.ts';
import {closeServers} from '../e2e/support/failures/servers.ts';
import {serviceRows} from '../e2e/support/failures/services.ts';
import {tellingRows} from '../e2e/support/failures/telling.ts';

describe('services, and what tells of them, where what is outside fails', () => {
  afterEach(closeServers);
  expectRows([...serviceRows, ...tellingRows]);
});
