import assert from 'node:assert/strict';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import type {Command, Program} from '../../../fakes/engine/program.ts';
import {failureOf} from '../../support/failureOf.ts';

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
  /** Of its servers, by their numbers; free ones have none. */
  let places: (string | undefined)[];
  let configuration: string;
  afterEach(() => host.remove());

  const of = (service: string) =>
    host.engine.containers.filter(({labels}) => labels['com.docker.compose.service'] === service);

  /** It finds by itself what runs, and gives it free places; orders hold for the place, whoever has it. */
  const haproxy = (): Program => {
    const find = (): void => {
      const there = of('web').map(({address}) => address);
      places = places.map(address => (there.includes(address ?? '') ? address : undefined));
      for (const address of there) if (!places.includes(address)) places[places.indexOf(undefined)] = address;
    };
    const state = (): Command => {
      find();
      const lines = places.map((address, index) => {
        const ordered = (drained.has(`web${index + 1}`) ? 8 : 0) + (address === undefined ? 32 : 0);
        return `3 site ${index + 1} web${index + 1} ${address ?? '-'} ${address === undefined ? 0 : 2} ${ordered} 1`;
      });
      return {prints: ['1', '# be_id be_name', ...lines]};
    };
    const set = (order: string): Command => {
      find();
      const [name = '', to] = order.slice('set server site/'.length).split(' state ');
      orders.push(`${to} ${name} ${places[Number(name.slice(3)) - 1] ?? 'free'}`);
      if (to === 'drain') drained.add(name);
      else drained.delete(name);
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
    places = Array.from({length: 4});
    configuration = text;
    host.engine.registry.add('haproxy:2.6');
    host.engine.programs['web'] = {health: {healthyAfterMs: 1_000}};
    host.engine.programs['proxy'] = haproxy();
    await host.deploy();
    await host.write({'index.html': '<h1>Sale</h1>'});
  };

  it('keeps requests from the new until they are up, drains the old, and ends them', async () => {
    await given();
    const [old] = of('web');
    await host.deploy();
    const [fresh] = of('web');
    assert.notEqual(fresh?.id, old?.id);
    assert.deepEqual(orders, [
      ...['drain web2 free', 'drain web3 free', 'drain web4 free'],
      ...[`ready web2 ${fresh?.address}`, `drain web1 ${old?.address}`],
      ...['ready web1 free', 'ready web3 free', 'ready web4 free'],
    ]);
    assert.equal(of('web').length, 1);
  });

  it('takes orders of a deploy that was killed back', async () => {
    await given();
    drained.add('web1').add('web3');
    assert.ok((await host.plan()).steps.some(({id}) => id === 'unpin'));
    const [old] = of('web');
    await host.deploy();
    assert.deepEqual(orders.slice(0, 2), [`ready web1 ${old?.address}`, 'ready web3 free']);
  });

  it('goes on with the old where the new do not come up', async () => {
    await given();
    const [old] = of('web');
    host.engine.programs['web'] = {exits: 1, afterMs: 100};
    const {code} = await failureOf(host.deploy());
    assert.equal(code, 'SERVICE_EXITED');
    assert.deepEqual([...drained], []);
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
