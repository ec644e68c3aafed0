import assert from 'node:assert/strict';
import {createSwarm, type Swarm} from '../../../ts-helpers/src/outside/swarm.ts';
import {type Answer, answering} from '../../fakes/answering.ts';

const onLine = () => undefined;
const SERVICE = {
  ID: 's1',
  Spec: {
    Name: 'shop-prod_web',
    Labels: {'com.docker.stack.namespace': 'shop-prod', 'ca.countable.aside': '1,2'},
    TaskTemplate: {ContainerSpec: {Image: 'shop:1'}},
    Mode: {Replicated: {Replicas: 2}},
    EndpointSpec: {Ports: [{Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080}, {TargetPort: 81}]},
  },
  UpdateStatus: {State: 'paused', Message: 'update paused'},
};
const TASK = {
  ID: 't1',
  CreatedAt: '2026-11-26T10:00:00Z',
  ServiceID: 's1',
  Slot: 1,
  NodeID: 'n1',
  DesiredState: 'running',
  Status: {
    Timestamp: '2026-11-26T10:00:05Z',
    State: 'failed',
    Err: 'task: non-zero exit (3)',
    ContainerStatus: {ContainerID: 'c1', ExitCode: 3},
  },
  Spec: {
    ContainerSpec: {
      Image: 'shop:1',
      Env: ['KEY=a=b', 'BARE'],
      Command: ['sh'],
      Args: ['-c', 'x'],
      Mounts: [{Type: 'volume', Source: 'media', Target: '/media', ReadOnly: true}],
      Healthcheck: {Test: ['CMD', 'true']},
    },
    RestartPolicy: {Condition: 'any'},
  },
  NetworksAttachments: [{Addresses: ['10.0.1.5/24']}],
};

describe('what a swarm tells', () => {
  let asked: string[];
  const swarmThat = (answers: Readonly<Record<string, Answer>>): Swarm => {
    asked = [];
    return createSwarm(
      answering(words => {
        asked.push(words);
        return Object.entries(answers).find(([part]) => words.includes(part))?.[1] ?? {};
      }),
    );
  };
  const json = (value: unknown): Answer => ({stdout: JSON.stringify(value)});

  it('is whether the engine manages one', async () => {
    const info = {NodeID: 'n1', LocalNodeState: 'active', ControlAvailable: true, Nodes: 2};
    assert.deepEqual(await swarmThat({info: json(info)}).state(), {
      node: 'n1',
      state: 'active',
      isManager: true,
      nodes: 2,
    });
    assert.deepEqual(await swarmThat({info: json({})}).state(), {
      node: '',
      state: 'inactive',
      isManager: false,
      nodes: 0,
    });
  });

  it('is its nodes, of which one that is drained or down takes no tasks', async () => {
    const node = (ID: string, Availability: string, State: string) => ({
      ID,
      Spec: {Role: 'worker', Availability},
      Description: {Hostname: ID},
      Status: {State},
    });
    const nodes = [node('a', 'active', 'ready'), node('b', 'drain', 'ready'), node('c', 'active', 'down')];
    const swarm = swarmThat({'node ls': {stdout: 'a\nb\nc\n'}, 'node inspect': json(nodes)});
    assert.deepEqual(
      (await swarm.nodes()).map(({name, isActive}) => [name, isActive]),
      [
        ['a', true],
        ['b', false],
        ['c', false],
      ],
    );
  });

  it('is the services of a stack, by the names of the files, and which ports they publish', async () => {
    const swarm = swarmThat({'service ls': {stdout: 's1\n'}, 'service inspect': json([SERVICE])});
    const [web] = await swarm.services('shop-prod');
    assert.deepEqual(
      [web?.name, web?.kind, web?.replicas, web?.image, web?.update],
      ['web', 'replicated', 2, 'shop:1', {state: 'paused', message: 'update paused'}],
    );
    assert.deepEqual(await swarm.published(), [
      {
        port: 8080,
        protocol: 'tcp',
        address: '',
        target: 80,
        container: 'shop-prod_web',
        project: 'shop-prod',
        service: 'web',
      },
    ]);
    assert.deepEqual(await swarmThat({}).services('shop-prod'), []);
  });

  it('is tasks, also where some went while they were asked for', async () => {
    const gone = {
      stdout: JSON.stringify([TASK]),
      stderr: 'Error: No such object: t2',
      exitCode: 1,
    };
    const [task] = await swarmThat({'service ps': {stdout: 't1\nt2\n'}, 'inspect --type task': gone}).tasks([
      's1',
    ]);
    const {slot, state, error, exitCode, container, environment, command, mounts, addresses} = task!;
    assert.deepEqual(
      [slot, state, error, exitCode, container, environment, command, mounts, addresses],
      [
        '1',
        'failed',
        'task: non-zero exit (3)',
        3,
        'c1',
        {KEY: 'a=b', BARE: ''},
        ['sh', '-c', 'x'],
        [{type: 'volume', source: 'media', target: '/media', isWritable: false}],
        ['10.0.1.5'],
      ],
    );
    assert.deepEqual(await swarmThat({}).tasks([]), []);
    await assert.rejects(swarmThat({'service ps': {stderr: 'permission denied', exitCode: 1}}).tasks(['s1']));
  });

  it('is the log of a task, or why there is none', async () => {
    const printed = await swarmThat({logs: {stderr: 'no such task', exitCode: 1}}).logs('t1', {lines: 5});
    assert.match(printed.at(-1) ?? '', /^\(Its log cannot be had: /);
    assert.match(asked[0] ?? '', /service logs --raw --tail 5 t1$/);
  });

  it('is changed by words that leave other services alone', async () => {
    const swarm = swarmThat({'service inspect': json([SERVICE]), 'service ls': {stdout: 's1\n'}});
    const [web] = await swarm.services('shop-prod');
    await swarm.deploy('shop-prod', '{}', {onLine, asksRegistry: true});
    await swarm.setAside(web!, ['1', '2']);
    await swarm.setAside({...web!, kind: 'global'}, []);
    await swarm.bringBack(web!);
    await swarm.bringBack({...web!, kind: 'global'});
    await swarm.removeService('s1');
    await swarm.push('registry.example.org/shop:1', {onLine});
    await swarm.remove('shop-prod', {onLine});
    assert.deepEqual(
      asked.slice(2).map(words => words.replace(/^.*?docker /, '')),
      [
        'stack deploy --with-registry-auth --resolve-image changed --compose-file - shop-prod',
        'service update --detach --label-add ca.countable.aside=1,2 --replicas 0 s1',
        'service update --detach --label-add ca.countable.aside= --constraint-add node.id==none s1',
        'service update --detach --label-rm ca.countable.aside --replicas 2 s1',
        'service update --detach --label-rm ca.countable.aside --constraint-rm node.id==none s1',
        'service rm s1',
        'push registry.example.org/shop:1',
        'stack rm shop-prod',
      ],
    );
  });

  it('keeps configs and secrets that are in use, and forgets those that have gone', async () => {
    const swarm = swarmThat({
      'config ls': {stdout: 'c1 shop-prod_site-abc\n'},
      'secret ls': {stdout: 's1 shop-prod_key-def\n'},
      'config rm': {stderr: 'config is in use by the following service: web', exitCode: 1},
      'secret rm': {stderr: 'Error: No such secret: s1', exitCode: 1},
    });
    const kept = await swarm.kept('shop-prod');
    assert.deepEqual(kept, [
      {kind: 'config', id: 'c1', name: 'shop-prod_site-abc'},
      {kind: 'secret', id: 's1', name: 'shop-prod_key-def'},
    ]);
    await swarm.removeKept(kept);
    const refused = swarmThat({'config rm': {stderr: 'permission denied', exitCode: 1}});
    await assert.rejects(refused.removeKept(kept));
  });
});
