import assert from 'node:assert/strict';
import type {SwarmTask} from '../../ts-helpers/src/compose/swarm.ts';
import type {Swarm} from '../../ts-helpers/src/outside/swarm.ts';

export interface KnownSwarm {
  swarm: Swarm;
  /** Of this test alone. */
  stack: string;
  /** An image that is there. */
  image: string;
  /** A service that does so: runs on, or says something and ends. */
  program(name: string, does: {prints?: string; exits?: number}): object;
  /** A file with a content, by its path. */
  file(content: string): string;
  /** Some time goes by. */
  wait(): Promise<void>;
}

/** What every swarm does with stacks. */
export const swarmContract = (known: () => KnownSwarm): void => {
  const onLine = () => undefined;
  const deploy = (services: object, more: object = {}) =>
    known().swarm.deploy(known().stack, JSON.stringify({version: '3.8', services, ...more}), {
      onLine,
      asksRegistry: false,
    });
  const service = (name: string, more: object = {}, does: {prints?: string; exits?: number} = {}) => ({
    image: known().image,
    ...known().program(name, does),
    ...more,
  });
  const tasksOf = async (name: string): Promise<SwarmTask[]> => {
    const {swarm, stack} = known();
    const its = (await swarm.services(stack)).filter(one => one.name === name);
    return swarm.tasks(its.map(({id}) => id));
  };
  const until = async (
    name: string,
    isThere: (tasks: readonly SwarmTask[]) => boolean,
  ): Promise<SwarmTask[]> => {
    const {swarm, stack, wait} = known();
    const its = (await swarm.services(stack)).filter(one => one.name === name).map(({id}) => id);
    for (let round = 0; round < 200; round += 1) {
      const tasks = await swarm.tasks(its);
      if (isThere(tasks)) return tasks;
      await wait();
    }
    throw new Error(`This never happens: ${JSON.stringify(await tasksOf(name))}`);
  };
  const runs = (tasks: readonly SwarmTask[]) =>
    tasks.some(({state, wanted}) => state === 'running' && wanted === 'running');
  /** It is what its service's tasks are to be. */
  const isOfItsService = async (task: SwarmTask | undefined): Promise<void> => {
    const [service] = (await known().swarm.services(known().stack)).filter(({id}) => id === task?.service);
    const {image, labels, turn} = task ?? {};
    assert.deepEqual([image, labels, turn], [service?.image, service?.taskLabels, service?.turn]);
  };
  afterEach(async () => {
    const {swarm, stack} = known();
    if ((await swarm.services(stack)).length > 0) await swarm.remove(stack, {onLine});
  });

  it('is a manager, and knows its nodes', async () => {
    const {swarm} = known();
    const {node, state, isManager, nodes} = await swarm.state();
    assert.deepEqual([state, isManager, nodes], ['active', true, 1]);
    const [first, ...others] = await swarm.nodes();
    assert.deepEqual([first?.id, first?.role, first?.isActive, others], [node, 'manager', true, []]);
  });

  it('leaves what is the same alone, replaces what has other labels, and adds to what is there', async () => {
    await deploy({web: service('web', {labels: {a: '1'}})});
    const [first] = await until('web', runs);
    assert.deepEqual([first?.slot, first?.restart, first?.labels['a']], ['1', 'any', '1']);
    await isOfItsService(first);
    await deploy({db: service('db')});
    await deploy({web: service('web', {labels: {a: '1'}})});
    await until('db', runs);
    assert.deepEqual(
      (await tasksOf('web')).filter(({wanted}) => wanted === 'running').map(({id}) => id),
      [first?.id],
    );
    await deploy({web: service('web', {labels: {a: '2'}})});
    const both = await until('web', tasks => runs(tasks.filter(({labels}) => labels['a'] === '2')));
    const old = both.find(({id}) => id === first?.id);
    assert.equal(old?.wanted, 'shutdown');
    const another = both.find(({labels}) => labels['a'] === '2');
    assert.notEqual(old.made, another?.made);
    await isOfItsService(another);
  });

  it('tells how tasks end, and starts them again', async () => {
    await deploy({web: service('web', {}, {prints: 'boom', exits: 3})});
    const [, before] = (await until('web', ([, one]) => one?.state === 'failed')).sort(
      (one, other) => other.createdAt.getTime() - one.createdAt.getTime(),
    );
    assert.deepEqual([before?.exitCode, before?.error], [3, 'task: non-zero exit (3)']);
    assert.deepEqual(await known().swarm.logs(before?.id ?? '', {lines: 10}), ['boom']);
  });

  it('tells the volumes of a task by the names that they have', async () => {
    const {stack} = known();
    const web = service('web', {
      volumes: [{type: 'volume', source: 'data', target: '/data', read_only: true}],
    });
    await deploy({web}, {volumes: {data: {name: `${stack}_data`}}});
    const [task] = await until('web', runs);
    assert.deepEqual(task?.mounts, [
      {type: 'volume', source: `${stack}_data`, target: '/data', isWritable: false},
    ]);
  });

  it('does the work of a job each time that it is deployed', async () => {
    const job = service(
      'once',
      {deploy: {mode: 'replicated-job', restart_policy: {condition: 'none'}}},
      {exits: 0},
    );
    await deploy({once: job});
    await until('once', ([one]) => one?.state === 'complete');
    const [its] = await known().swarm.services(known().stack);
    assert.equal(its?.kind, 'job');
    await deploy({once: job});
    const [again] = await known().swarm.services(known().stack);
    assert.equal(again?.turn, its.turn + 1);
    const both = await until('once', tasks => tasks.filter(({state}) => state === 'complete').length === 2);
    assert.deepEqual(both.map(({turn}) => turn).sort(), [its.turn, again.turn]);
    assert.equal(new Set(both.map(({made}) => made)).size, 2);
  });

  it('rejects a task whose image is not there', async () => {
    await deploy({web: {...service('web'), image: 'countable-nosuch:1'}});
    const tasks = await until('web', all => all.some(({state}) => state === 'rejected'));
    assert.match(
      tasks.find(({state}) => state === 'rejected')?.error ?? '',
      /^No such image: countable-nosuch:1/,
    );
  });

  it('sets a service aside, and brings it back', async () => {
    const {swarm, stack} = known();
    await deploy({web: service('web', {deploy: {replicas: 2}})});
    await until('web', tasks => tasks.filter(({state}) => state === 'running').length === 2);
    const [web] = await swarm.services(stack);
    assert.ok(web);
    await swarm.setAside(web, ['1', '2']);
    await until('web', tasks => !tasks.some(({state}) => state === 'running'));
    const [aside] = await swarm.services(stack);
    assert.deepEqual([aside?.replicas, aside?.labels['ca.countable.aside']], [0, '1,2']);
    await swarm.bringBack(aside ?? web);
    await until('web', tasks => tasks.filter(({state}) => state === 'running').length === 2);
    await swarm.removeService(web.id);
    await swarm.removeService(web.id);
    assert.deepEqual(await swarm.services(stack), []);
  });

  it('keeps configs while they are used', async () => {
    const {swarm, stack, file} = known();
    const names = async () => (await swarm.kept(stack)).map(({kind, name}) => `${kind} ${name}`);
    const config = (name: string) => ({configs: {site: {name: `${stack}_${name}`, file: file(name)}}});
    const web = service('web', {configs: [{source: 'site', target: '/site'}]});
    await deploy({web}, config('one'));
    await deploy({web}, config('two'));
    assert.deepEqual((await names()).sort(), [`config ${stack}_one`, `config ${stack}_two`]);
    await swarm.removeKept(await swarm.kept(stack));
    assert.deepEqual(await names(), [`config ${stack}_two`]);
  });

  it('tells what ports services publish', async () => {
    const {swarm, stack} = known();
    const ports = [{target: 80, published: 18_431, protocol: 'tcp', mode: 'host'}];
    await deploy({web: service('web', {ports, deploy: {endpoint_mode: 'dnsrr'}})});
    assert.deepEqual(
      (await swarm.published()).filter(({project}) => project === stack),
      [
        {
          port: 18_431,
          target: 80,
          protocol: 'tcp',
          address: '',
          project: stack,
          service: 'web',
          container: `${stack}_web`,
        },
      ],
    );
  });
};
