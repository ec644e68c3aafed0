import assert from 'node:assert/strict';
import {hasChosenPorts, withChosenPorts} from '../../../../ts-helpers/src/deploy/plan/chosenPorts.ts';

const port = {service: 'web', target: 80, port: 32768, protocol: 'tcp', address: '0.0.0.0'};
const model = (ports: {target: number; published?: string; protocol?: string}[]) => ({
  name: 'shop-pr-7',
  services: {web: {ports}, db: {}},
});
const published = (...asked: Parameters<typeof withChosenPorts>) =>
  withChosenPorts(...asked).services['web']?.ports?.map(one => one.published);

describe('ports that Docker chooses', () => {
  it('are known once they are published', () => {
    const chosen = model([{target: 80}, {target: 81, published: '8081'}]);
    assert.equal(hasChosenPorts(chosen), true);
    assert.deepEqual(published(chosen, []), [undefined, '8081']);
    assert.deepEqual(published(chosen, [port]), ['32768', '8081']);
    assert.equal(hasChosenPorts(model([{target: 81, published: '8081'}])), false);
  });

  it('are those of a range as well, and one for each container', () => {
    const range = model([{target: 80, published: '38350-38352'}]);
    assert.equal(hasChosenPorts(range), true);
    assert.deepEqual(
      published(range, [
        {...port, port: 38350},
        {...port, port: 38351},
      ]),
      ['38350', '38351'],
    );
  });

  it('are those of the very port, protocol and service, and of version 4 of IP where it has both', () => {
    const others = [
      {...port, service: 'db'},
      {...port, target: 81},
      {...port, protocol: 'udp'},
    ];
    assert.deepEqual(published(model([{target: 80}]), others), [undefined]);
    const six = {...port, port: 32770, address: '::'};
    assert.deepEqual(published(model([{target: 80}]), [six, port]), ['32768']);
    assert.deepEqual(published(model([{target: 80}]), [six]), ['32770']);
  });
});
