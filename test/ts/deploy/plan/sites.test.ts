import assert from 'node:assert/strict';
import {siteUrls} from '../../../../ts-helpers/src/deploy/plan/sites.ts';

const HERE = '127.0.0.1';
const site = {project: 'Shop.2', number: '7', host: 'agent-2'};

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
});
