import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import {maintenanceText, statusText} from '../../../ts-helpers/src/maintenance/shown.ts';
import {maintaining, type Maintaining} from '../support/maintaining.ts';
import {createRollingHost, type RollingHost} from '../support/rollingHost.ts';

describe('the status of maintenance', () => {
  let rolling: RollingHost;
  let its: Maintaining;
  beforeEach(async () => {
    rolling = await createRollingHost();
    its = maintaining(rolling.host);
  });
  afterEach(() => rolling.host.remove());

  it('says where a proxy leads to a page that is gone, and leads it to the site, or to another page', async () => {
    await its.on();
    const {containers} = rolling.host.engine;
    const lose = () =>
      containers.splice(
        containers.findIndex(one => its.pages().includes(one)),
        1,
      );
    lose();
    const maintenance = await its.status();
    assert.deepEqual(
      [maintenance.isOn, maintenance.through],
      [false, [{service: 'proxy', leadsTo: 'nothing'}]],
    );
    assert.match(
      maintenanceText({maintenance, done: []}),
      /off, and there is no page\n {2}proxy still leads to where a page was: people get an error\nTo give the site back: countable maintenance off stage\. To show a page: countable maintenance on stage/,
    );
    await its.on();
    assert.deepEqual((await its.status()).through, [{service: 'proxy', leadsTo: 'page'}]);
    lose();
    await its.off();
    assert.deepEqual([its.held(), (await its.status()).through], [[], []]);
  });

  it('tells of all environments of this host, where none is named, without previews', async () => {
    for (const name of ['stage', 'prod', 'pr-7'])
      await mkdir(`${rolling.host.root}/deploys/.countable/shop-${name}`, {recursive: true});
    await its.on();
    const {states} = await its.statusOf();
    assert.deepEqual(
      states.map(({environment, isOn}) => [environment, isOn]),
      [
        ['prod', false],
        ['stage', true],
      ],
    );
    assert.match(statusText({states}), /^shop-prod: maintenance is off\nshop-stage: maintenance is on since/);
    assert.match(statusText({states: []}), /^Nothing of this project was deployed on this host/);
  });
});
