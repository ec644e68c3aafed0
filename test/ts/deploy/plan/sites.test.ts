import assert from 'node:assert/strict';
import {hasChosenPorts, siteUrls, withChosenPorts} from '../../../../ts-helpers/src/deploy/plan/sites.ts';

const HERE = '127.0.0.1';
const site = {project: 'Shop.2', number: '7', host: 'agent-2'};
const port = {service: 'web', target: 80, port: 32768, protocol: 'tcp', address: '0.0.0.0'};
const model = (ports: {target: number; published?: string; protocol?: string}[]) => ({
  name: 'shop-pr-7',
  services: {web: {ports}, db: {}},
});
const published = (...asked: Parameters<typeof withChosenPorts>) =>
  withChosenPorts(...asked).services['web']?.ports?.map(one => one.published);

describe('where a preview is', () => {
  it('is the host of the agent, at each port that answers', () => {
    const probes = [{url: `http://${HERE}:32768/`}, {url: `https://${HERE}:32769/health`}];
    assert.deepEqual(siteUrls(probes, site, HERE), ['http://agent-2:32768/', 'https://agent-2:32769/health']);
  });

  it('is the host of the engine where that is another, and an address of its own as it is', () => {
    assert.deepEqual(siteUrls([{url: 'http://engine:80/'}], site, 'engine'), ['http://engine/']);
    assert.deepEqual(siteUrls([{url: 'http://10.0.0.2:8080/'}], site, HERE), ['http://10.0.0.2:8080/']);
  });

  it('is what the template makes of name, number and port, also without any port', () => {
    const template = 'https://{name}-{number}.example.org/{port}';
    assert.deepEqual(siteUrls([{url: `http://${HERE}:32768/`}], {...site, template}, HERE), [
      'https://shop-2-7.example.org/32768',
    ]);
    assert.deepEqual(siteUrls([], {...site, template}, HERE), ['https://shop-2-7.example.org/']);
    assert.deepEqual(siteUrls([], site, HERE), []);
  });

  it('is known of ports that Docker chose once they are published', () => {
    const chosen = model([{target: 80}, {target: 81, published: '8081'}]);
    assert.equal(hasChosenPorts(chosen), true);
    assert.deepEqual(published(chosen, []), [undefined, '8081']);
    assert.deepEqual(published(chosen, [port]), ['32768', '8081']);
    assert.equal(hasChosenPorts(model([{target: 81, published: '8081'}])), false);
  });

  it('is taken of the very port, protocol and service, and of version 4 of IP where it has both', () => {
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
