import assert from 'node:assert/strict';
import type {ComposeModel, ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {stackFileOf} from '../../../ts-helpers/src/stack/stackFile.ts';

const fileOf = (services: Readonly<Record<string, ComposeService>>, more: Partial<ComposeModel> = {}) =>
  stackFileOf({name: 'shop', services: {...services}, ...more}, {images: {}, names: {}, files: {}}) as {
    services: Record<string, Record<string, unknown>>;
    networks: object;
    volumes: object;
    secrets: object;
    configs: object;
  };
const service = (its: ComposeService) => fileOf({web: its}).services['web'] ?? {};
const deploy = (its: ComposeService) => service(its)['deploy'] as Record<string, unknown>;

describe('a stack file', () => {
  it('says what both say in the same words, and leaves out what a swarm has no use for', () => {
    assert.deepEqual(
      service({
        image: 'busybox',
        command: ['sleep', '1'],
        user: '1000',
        build: {context: '/x'},
        container_name: 'web',
        depends_on: {db: {condition: 'service_started'}},
        pull_policy: 'always',
        entrypoint: null,
        environment: {A: '1', B: null},
        extra_hosts: ['db=10.0.0.1', 'six=::1'],
      }),
      {
        command: ['sleep', '1'],
        user: '1000',
        image: 'busybox',
        environment: {A: '1'},
        extra_hosts: ['db:10.0.0.1', 'six:::1'],
        deploy: {
          replicas: 1,
          restart_policy: {condition: 'any'},
          update_config: {monitor: '1s', order: 'start-first', failure_action: 'pause'},
        },
      },
    );
  });

  it('restarts as the service says', () => {
    const policy = (restart: string, more: ComposeService = {}) =>
      deploy({restart, ...more})['restart_policy'];
    assert.deepEqual(policy('always'), {condition: 'any'});
    assert.deepEqual(policy('unless-stopped'), {condition: 'any'});
    assert.deepEqual(policy('on-failure'), {condition: 'on-failure'});
    assert.deepEqual(policy('on-failure:3'), {condition: 'on-failure', max_attempts: 3});
    assert.deepEqual(policy('no', {ports: [{target: 80}]}), {condition: 'none'});
    assert.deepEqual(
      deploy({restart: 'always', deploy: {restart_policy: {condition: 'none'}} as never})['restart_policy'],
      {condition: 'none'},
    );
  });

  it('makes a job of what does its work once, and of nothing else', () => {
    const {services} = fileOf({
      migrate: {image: 'm', labels: {a: '1'}, deploy: {endpoint_mode: 'dnsrr'} as never},
      web: {image: 'w', depends_on: {migrate: {condition: 'service_completed_successfully'}}},
      once: {image: 'o', restart: 'no'},
    });
    const job = {mode: 'replicated-job', replicas: 1, restart_policy: {condition: 'none'}};
    assert.deepEqual(services['migrate'], {
      image: 'm',
      labels: {a: '1'},
      deploy: job,
    });
    assert.deepEqual(services['once']?.['deploy'], job);
    assert.notDeepEqual(services['web']?.['deploy'], job);
  });

  it('says limits as a swarm reads them', () => {
    assert.deepEqual(
      deploy({mem_limit: '1024', cpus: 0.5, pids_limit: 7, mem_reservation: '512'})['resources'],
      {limits: {cpus: '0.5', memory: '1024', pids: 7}, reservations: {memory: '512'}},
    );
    assert.deepEqual(
      deploy({deploy: {resources: {limits: {cpus: 2, memory: '9'}}} as never, mem_limit: '1'})['resources'],
      {
        limits: {cpus: '2', memory: '9'},
      },
    );
    assert.equal(deploy({mem_limit: '0', cpus: 0})['resources'], undefined);
  });

  it('has as many as the service says', () => {
    assert.equal(deploy({scale: 3})['replicas'], 3);
    assert.equal(deploy({deploy: {replicas: 2}})['replicas'], 2);
    assert.deepEqual(
      [deploy({deploy: {mode: 'global'}})['mode'], deploy({deploy: {mode: 'global'}})['replicas']],
      ['global', undefined],
    );
  });

  it('starts first what can run twice', () => {
    const order = (its: ComposeService) => (deploy(its)['update_config'] as {order: string}).order;
    const volume = {type: 'volume', source: 'data', target: '/data'};
    assert.equal(order({}), 'start-first');
    assert.equal(order({volumes: [{...volume, read_only: true}]}), 'start-first');
    assert.equal(
      order({volumes: [{type: 'bind', source: '/etc/localtime', target: '/etc/localtime'}]}),
      'start-first',
    );
    assert.equal(order({ports: [{target: 80, published: '80'}]}), 'start-first');
    assert.equal(order({volumes: [volume]}), 'stop-first');
    assert.equal(order({ports: [{target: 80, published: '80', mode: 'host'} as never]}), 'stop-first');
    assert.equal(order({volumes: [volume], deploy: {update_config: {order: 'start-first'}}}), 'start-first');
  });

  it('has ports as numbers, and mounts as a swarm reads them', () => {
    const {ports, volumes} = service({
      ports: [{target: 80, published: '8080', protocol: 'tcp', mode: 'ingress'} as never, {target: 81}],
      shm_size: '1024',
      volumes: [
        {type: 'bind', source: '/x', target: '/x', read_only: true, bind: {create_host_path: true}},
        {type: 'volume', source: 'data', target: '/data', volume: {nocopy: true}},
        {type: 'tmpfs', target: '/t', tmpfs: {size: '7'}},
      ],
    });
    assert.deepEqual(ports, [{target: 80, published: 8080, protocol: 'tcp', mode: 'ingress'}, {target: 81}]);
    assert.deepEqual(volumes, [
      {type: 'bind', source: '/x', target: '/x', read_only: true},
      {type: 'volume', source: 'data', target: '/data', volume: {nocopy: true}},
      {type: 'tmpfs', target: '/t', tmpfs: {size: 7}},
      {type: 'tmpfs', target: '/dev/shm', tmpfs: {size: 1024}},
    ]);
  });

  it('has networks that span nodes, volumes by their names, and what is not ours as it is', () => {
    const {networks, volumes} = fileOf(
      {},
      {
        networks: {
          default: {name: 'shop_default', driver: 'bridge', driver_opts: {a: '1'}, ipam: {}},
          front: {name: 'front', external: true},
        },
        volumes: {data: {name: 'shop_data'}, old: {name: 'old', external: true}},
      },
    );
    assert.deepEqual(networks, {default: {name: 'shop_default'}, front: {external: true, name: 'front'}});
    assert.deepEqual(volumes, {data: {name: 'shop_data'}, old: {external: true, name: 'old'}});
  });

  it('calls configs and secrets, images too, as it is given', () => {
    const model = {
      name: 'shop',
      services: {
        web: {build: {context: '.'}, secrets: [{source: 'token', mode: '0440'} as never]},
        db: {image: 'postgres:15'},
      },
      secrets: {token: {name: 'shop_token', file: '/x/token'}, other: {name: 'other', external: true}},
      configs: {site: {name: 'shop_site', content: 'a'}},
    };
    const file = stackFileOf(model, {
      services: ['web'],
      images: {web: 'shop-web:1'},
      names: {'secrets token': 'shop_token_1', 'configs site': 'shop_site_2'},
      files: {'configs site': '/tmp/site'},
    }) as ReturnType<typeof fileOf>;
    assert.deepEqual(Object.keys(file.services), ['web']);
    assert.equal(file.services['web']?.['image'], 'shop-web:1');
    assert.deepEqual(file.services['web']?.['secrets'], [{source: 'token', mode: 0o440}]);
    assert.deepEqual(file.secrets, {
      token: {name: 'shop_token_1', file: '/x/token'},
      other: {external: true, name: 'other'},
    });
    assert.deepEqual(file.configs, {site: {name: 'shop_site_2', file: '/tmp/site'}});
  });
});
