import assert from 'node:assert/strict';
import {hostPorts, meet} from '../../../ts-helpers/src/compose/hostPorts.ts';

const port = (address: string, protocol = 'tcp', number = 8099) => ({port: number, protocol, address});

describe('two ports of a host', () => {
  it('cannot be had by two programs where one address is or covers the other', () => {
    for (const [one, other] of [
      ['127.0.0.1', '127.0.0.1'],
      ['127.0.0.1', '0.0.0.0'],
      ['0.0.0.0', '10.0.0.7'],
      ['', '127.0.0.2'],
      ['', '::1'],
      ['::1', '::'],
    ] as const) {
      assert.ok(meet(port(one), port(other)), `${one} ${other}`);
      assert.ok(meet(port(other), port(one)), `${other} ${one}`);
    }
  });

  it('can where the addresses, the protocols or the numbers are others', () => {
    for (const [one, other] of [
      ['127.0.0.1', '127.0.0.2'],
      ['10.0.0.7', '127.0.0.1'],
      ['0.0.0.0', '::1'],
      ['::', '127.0.0.1'],
    ] as const)
      assert.ok(!meet(port(one), port(other)), `${one} ${other}`);
    assert.ok(!meet(port(''), port('', 'udp')));
    assert.ok(!meet(port(''), port('', 'tcp', 8098)));
  });
});

describe('the host ports of a project', () => {
  it('are those that it names, with their address and protocol', () => {
    const services = {
      web: {
        ports: [
          {target: 80, published: '8099', host_ip: '127.0.0.2'},
          {target: 53, published: '53', protocol: 'udp'},
          {target: 81},
          {target: 82, published: '9000-9010'},
        ],
      },
      db: {},
    };
    assert.deepEqual(hostPorts({services}), [
      {service: 'web', ...port('127.0.0.2')},
      {service: 'web', ...port('', 'udp', 53)},
    ]);
  });
});
