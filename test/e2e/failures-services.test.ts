import {expectRows} from './support/failures/expect.ts';
import {closeServers} from './support/failures/servers.ts';
import {serviceRows} from './support/failures/services.ts';
import {tellingRows} from './support/failures/telling.ts';

describe('services, and what tells of them, where what is outside fails', () => {
  afterEach(closeServers);
  expectRows([...serviceRows, ...tellingRows]);
});
