import assert from 'node:assert/strict';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {createRepository} from '../../../fakes/repository.ts';
import {buildOf, SITE} from '../../support/previews.ts';

describe('the deploy of a preview, in process', () => {
  let host: Host;
  beforeEach(async () => {
    host = await createHost(SITE);
    createRepository(host.workspace).commit('Begin');
  });
  afterEach(() => host.remove());

  const bringUp = (number: string, branch: string) =>
    host.deploy({
      environment: `pr-${number}`,
      facts: buildOf(number, branch),
      site: {project: 'shop', number, host: 'agent-2'},
    });
  const names = () => host.engine.containers.map(({name}) => name).sort();

  it('comes up at a port that Docker chooses, at which it has to answer', async () => {
    const outcome = await bringUp('7', 'feature/x');
    assert.deepEqual([outcome.composeProject, outcome.urls], ['shop-pr-7', ['http://agent-2:32768/']]);
    host.engine.programs['web'] = {answers: 500};
    await host.write({Dockerfile: 'FROM busybox:1'});
    await assert.rejects(bringUp('8', 'feature/y'), {code: 'NO_ANSWER'});
  });

  it('is found by the template where there is one', async () => {
    const template = 'https://{name}-pr-{number}.example.org:{port}/';
    const site = {project: 'Shop', number: '7', host: 'agent-2', template};
    const facts = buildOf('7', 'feature/x');
    const {urls} = await host.deploy({environment: 'pr-7', facts, site});
    assert.deepEqual(urls, ['https://shop-pr-7.example.org:32768/']);
  });

  it('is refused beside production of the project', async () => {
    await host.write({'dc.prod.yml': 'services: {}\n'});
    await host.deploy({environment: 'prod'});
    await assert.rejects(bringUp('7', 'feature/x'), {
      code: 'PREVIEW_REFUSED',
      message: 'Production runs on this host: shop-prod-web-1.',
    });
    assert.deepEqual(names(), ['shop-prod-web-1']);
  });

  it('is refused with a volume that others have', async () => {
    await host.write({'dc.preview.yml': `${SITE['dc.preview.yml']}volumes: {data: {name: shop_data}}\n`});
    await assert.rejects(bringUp('7', 'feature/x'), {code: 'PREVIEW_REFUSED', where: 'volumes: data'});
    assert.deepEqual(names(), []);
  });
});
