import assert from 'node:assert/strict';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import type {Command, Program} from '../../../fakes/engine/program.ts';

const SITE = {
  'docker-compose.yml': `
services:
  web:
    build: .
    healthcheck: {test: ["CMD", "true"]}
  proxy:
    image: haproxy:2.6
    ports: ["8080:80"]
    depends_on: [web]
`,
  'dc.stage.yml': 'services: {}',
  Dockerfile: 'FROM busybox',
  'index.html': '<h1>Shop</h1>',
};
const CONFIGURATION = `global
  stats socket /run/haproxy.sock level admin
backend site
  server-template web 4 web:8000 check resolvers docker
`;
const FILE = '/usr/local/etc/haproxy/haproxy.cfg';

describe('a deploy that rolls behind haproxy, in process', () => {
  let host: Host;
  let orders: string[];
  let drained: Set<string>;
  let configuration: string;
  afterEach(() => host.remove());

  const of = (service: string) =>
    host.engine.containers.filter(({labels}) => labels['com.docker.compose.service'] === service);

  /** It finds by itself what runs, and gives it places by its addresses. */
  const haproxy = (): Program => {
    const state = (): Command => {
      const found = of('web').map(({address}) => {
        return `3 site 1 ${address} ${address} 2 ${drained.has(address) ? 8 : 0} 1`;
      });
      return {prints: ['1', '# be_id be_name', ...found]};
    };
    const set = (order: string): Command => {
      orders.push(order);
      const [address = '', to] = order.slice('set server site/'.length).split(' state ');
      if (to === 'drain') drained.add(address);
      else drained.delete(address);
      return {};
    };
    const known: Record<string, () => Command> = {
      [`cat ${FILE}`]: () => ({prints: [configuration]}),
      'show servers state': state,
      'show stat': () => ({prints: []}),
    };
    const commands = new Proxy<Record<string, Command>>(
      {},
      {get: (_, text) => (String(text).startsWith('set ') ? set(String(text)) : known[String(text)]?.())},
    );
    return {runs: [`1 haproxy -W -db -f ${FILE}`, `8 haproxy -sf 7 -W -db -f ${FILE}`], commands};
  };

  const given = async (text = CONFIGURATION): Promise<void> => {
    host = await createHost(SITE);
    orders = [];
    drained = new Set();
    configuration = text;
    host.engine.registry.add('haproxy:2.6');
    host.engine.programs['web'] = {health: {healthyAfterMs: 1_000}};
    host.engine.programs['proxy'] = haproxy();
    await host.deploy();
    await host.write({'index.html': '<h1>Sale</h1>'});
  };

  it('drains the old, and ends them once they have nothing more to answer', async () => {
    await given();
    const [old] = of('web');
    await host.deploy();
    assert.deepEqual(orders, [`set server site/${old?.address} state drain`]);
    assert.equal(of('web').length, 1);
    assert.notEqual(of('web')[0]?.id, old?.id);
  });

  it('takes orders of a deploy that was killed back', async () => {
    await given();
    drained.add(of('web')[0]?.address ?? '');
    assert.ok((await host.plan()).steps.some(({id}) => id === 'unpin'));
    const [old] = of('web');
    await host.deploy();
    assert.equal(orders[0], `set server site/${old?.address} state ready`);
  });

  it('goes on with the old where the new do not come up', async () => {
    await given();
    const [old] = of('web');
    host.engine.programs['web'] = {exits: 1, afterMs: 100};
    const error = await host.deploy().then(
      () => assert.fail('it does not fail'),
      (thrown: unknown) => thrown as UserError,
    );
    assert.equal(error.code, 'SERVICE_EXITED');
    assert.deepEqual(orders, []);
    assert.equal(of('web')[0]?.id, old?.id);
  });

  it('says what is lost where it takes no orders, and rolls all the same', async () => {
    await given('backend site\n  server web web:8000 check\n');
    const roll = (await host.plan()).steps.find(({id}) => id === 'roll web');
    assert.match(roll?.notes?.join() ?? '', /Requests are lost.*`server-template`/);
    await host.deploy();
    assert.equal(of('web').length, 1);
  });
});
