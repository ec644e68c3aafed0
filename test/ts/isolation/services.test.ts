import assert from 'node:assert/strict';
import type {ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {isolate} from '../../../ts-helpers/src/isolation/isolate.ts';
import {isolated, RUN, surroundings} from '../support/isolating.ts';

/** What a service has, what is said of it, and what is left of it. */
type Row = [has: Record<string, unknown>, says: string, left?: Record<string, unknown>];

const OWN: Row[] = [
  [{ports: [{target: 80, published: '8099'}]}, 'web publishes none of its ports: not 8099'],
  [{ports: [{target: 80}]}, 'web publishes none of its ports'],
  [{ports: [{target: 53, published: '53', protocol: 'udp'}]}, 'web publishes none of its ports: not 53'],
  [
    {ports: [{target: 80, published: '8000-8010', host_ip: '127.0.0.1'}]},
    'web publishes none of its ports: not 8000-8010',
  ],
  [{container_name: 'shop'}, 'web is a container with a name of its own, not shop'],
  [
    {labels: {'traefik.enable': 'true'}},
    'web has no labels of the project, which others on this machine could go by',
  ],
  [
    {labels: {'com.docker.compose.project': 'shop-prod'}},
    'web has no labels of the project, which others on this machine could go by',
  ],
  [
    {logging: {driver: 'syslog', options: {'syslog-address': 'udp://logs'}}},
    'web logs to Docker, not to syslog',
  ],
  [{logging: {driver: 'none'}}, 'web logs to Docker, not to none'],
  [{logging: {driver: 'gelf'}}, 'web logs to Docker, not to gelf'],
  [{logging: {driver: 'journald'}}, 'web logs to Docker, not to journald'],
  [{logging: {driver: 'awslogs'}}, 'web logs to Docker, not to awslogs'],
  [{mac_address: '02:42:ac:11:65:43'}, 'web has a MAC address of its own'],
  [{cgroup_parent: 'live.slice'}, 'web is in a control group of its own, not in live.slice'],
  [{volume_driver: 'rexray'}, 'web has volumes of its own'],
  [{network_mode: 'bridge'}, "web is in a network of this run, not in Docker's bridge"],
  [{network_mode: 'default'}, "web is in a network of this run, not in Docker's bridge"],
  [{uts: 'host'}, 'web has a host name of its own'],
  [{ipc: 'host'}, 'web has shared memory of its own, of up to 2 GB', {shm_size: '2g'}],
  [{ipc: 'host', shm_size: '512m'}, 'web has shared memory of its own, of up to 2 GB', {shm_size: '512m'}],
  [
    {pull_policy: 'always'},
    'web takes the image that is there: a newer one would reach others, too',
    {pull_policy: 'missing'},
  ],
  [
    {pull_policy: 'every_12h'},
    'web takes the image that is there: a newer one would reach others, too',
    {pull_policy: 'missing'},
  ],
  [
    {pull_policy: 'daily'},
    'web takes the image that is there: a newer one would reach others, too',
    {pull_policy: 'missing'},
  ],
];

const GIVEN: Row[] = [
  [{privileged: true}, 'web is privileged'],
  [{pid: 'host'}, 'web has the processes of this machine'],
  [{cgroup: 'host'}, 'web has the control groups of this machine'],
  [{userns_mode: 'host'}, 'web has the users of this machine'],
  [{cap_add: ['SYS_ADMIN']}, 'web has the capability SYS_ADMIN'],
  [{cap_add: ['cap_net_admin']}, 'web has the capability NET_ADMIN'],
  [{cap_add: ['ALL']}, 'web has the capability ALL'],
  [{cap_add: ['all']}, 'web has the capability ALL'],
  [{devices: [{source: '/dev/sda', target: '/dev/sda'}]}, 'web has the device /dev/sda'],
  [{devices: [{source: 'vendor.com/class=all'}]}, 'web has the device vendor.com/class=all'],
  [{device_cgroup_rules: ['b 8:0 rwm']}, 'web has the device rule b 8:0 rwm'],
  [
    {deploy: {resources: {reservations: {devices: [{driver: 'cdi', capabilities: ['gpu']}]}}}},
    'web reserves devices',
  ],
  [{deploy: {resources: {reservations: {devices: [{capabilities: ['tpu']}]}}}}, 'web reserves devices'],
  [{security_opt: ['seccomp=unconfined']}, 'web has the security option seccomp=unconfined'],
  [
    {security_opt: ['seccomp:/home/jenkins/.ssh/id_rsa']},
    'web has the security option seccomp:/home/jenkins/.ssh/id_rsa',
  ],
  [{security_opt: ['apparmor:unconfined']}, 'web has the security option apparmor:unconfined'],
  [{security_opt: ['label=disable']}, 'web has the security option label=disable'],
  [{security_opt: ['systempaths=unconfined']}, 'web has the security option systempaths=unconfined'],
  [{security_opt: ['no-new-privileges:false']}, 'web has the security option no-new-privileges:false'],
  [{sysctls: {'kernel.core_pattern': '|/x'}}, 'web sets kernel.core_pattern of this machine'],
  [{sysctls: ['vm.overcommit_memory=1']}, 'web sets vm.overcommit_memory of this machine'],
  [{runtime: 'sysbox-runc'}, 'web has a runtime of its own'],
  [{ulimits: {rtprio: 99}}, 'web may raise its priority by rtprio'],
  [{cpu_rt_runtime: '400ms'}, 'web has real-time scheduling'],
  [{oom_kill_disable: true}, 'web is spared when memory runs out'],
  [{oom_score_adj: -1000}, 'web is spared when memory runs out'],
  [{use_api_socket: true}, 'web talks to the Docker engine'],
  [{post_start: [{command: 'true'}, {command: 'mount', privileged: true}]}, 'web has a privileged hook'],
  [{pre_stop: [{command: 'x', privileged: true}]}, 'web has a privileged hook'],
  [{credential_spec: {file: '/etc/shadow'}}, 'web has a credential specification'],
  [{annotations: {'run.oci.keep_original_groups': '1'}}, 'web has annotations'],
  [{a_key_of_next_year: {}}, 'web has a_key_of_next_year'],
  [
    {volumes: [{type: 'npipe', source: '//./pipe/docker_engine', target: '/x'}]},
    'web has a mount of the type npipe',
  ],
];

const SHARED: Row[] = [
  [{network_mode: 'host'}, 'web has the network of this machine'],
  [{network_mode: 'container:shop-prod-db-1'}, 'web has the network of container:shop-prod-db-1'],
  [{network_mode: 'shop-prod_default'}, 'web has the network of shop-prod_default'],
  [{pid: 'container:x'}, 'web has the pid of container:x'],
  [{ipc: 'container:x'}, 'web has the ipc of container:x'],
  [{uts: 'container:x'}, 'web has the uts of container:x'],
  [{volumes_from: ['container:shop-prod-db-1:rw']}, 'web has the volumes of container:shop-prod-db-1:rw'],
  [
    {external_links: ['shop-prod-db-1:db', 'redis']},
    'web is linked to containers of others: shop-prod-db-1:db, redis',
  ],
  [{provider: {type: '/bin/sh'}}, 'web is made by /bin/sh, outside of Compose'],
  [{models: {llm: null}}, 'web uses models of this machine'],
  [{volumes: [{type: 'cluster', source: 'csi', target: '/x'}]}, 'web has the cluster volume csi'],
];

/** Harmless, whatever lives beside it. */
const KEPT: Record<string, unknown>[] = [
  {cap_add: ['NET_BIND_SERVICE', 'CAP_CHOWN'], cap_drop: ['ALL']},
  {pid: 'service:db', ipc: 'service:db', network_mode: 'service:db'},
  {ipc: 'shareable', cgroup: 'private', network_mode: 'none'},
  {security_opt: ['no-new-privileges:true']},
  {security_opt: ['no-new-privileges']},
  {sysctls: {'net.core.somaxconn': '1024', 'kernel.shmmax': '1', 'fs.mqueue.msg_max': '2'}},
  {devices: [{source: '/dev/null', target: '/dev/x', permissions: 'rw'}]},
  {gpus: [{count: -1}], runtime: 'nvidia'},
  {deploy: {resources: {reservations: {devices: [{driver: 'nvidia', capabilities: ['gpu'], count: 1}]}}}},
  {privileged: false, use_api_socket: false, oom_kill_disable: false, oom_score_adj: 500},
  {ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}},
  {volumes_from: ['db:ro']},
  {command: null, entrypoint: [], environment: {A: null, B: 'x'}, tmpfs: ['/t'], tty: true, user: '1000'},
  {pull_policy: 'never', extra_hosts: ['a=host-gateway'], hostname: 'web', dns: ['1.1.1.1']},
];

describe('a service of a test run', () => {
  for (const [has, says, left = {}] of OWN) {
    it(`gets its own instead of ${JSON.stringify(has)}`, () => {
      const {web, own, given, shared} = isolated(has);
      assert.deepEqual([own, given, shared], [[says], [], []]);
      assert.deepEqual(web, {labels: {'ca.countable.run': 'test'}, logging: {driver: 'json-file'}, ...left});
    });
  }

  for (const [has, says] of GIVEN) {
    it(`is said to be given ${JSON.stringify(has)}, by a name that allows it`, () => {
      const {given, own, shared, notes} = isolated(has);
      assert.deepEqual([given, own, shared], [[says], [], []]);
      assert.ok(notes.every(({permit}) => permit !== undefined && permit !== ''));
    });
  }

  for (const [has, says] of SHARED) {
    it(`cannot have ${JSON.stringify(has)} to itself`, () => {
      const {shared, own, given} = isolated(has);
      assert.deepEqual([shared, own, given], [[says], [], []]);
    });
  }

  for (const has of KEPT) {
    it(`keeps ${JSON.stringify(has)}`, () => {
      const {web, notes} = isolated(has);
      const {labels: _, logging: __, ...left} = web;
      assert.deepEqual([left, notes], [has, []]);
    });
  }

  it('has of what Compose has read already nothing that it would read again', () => {
    const {web, notes} = isolated({
      env_file: ['/x'],
      label_file: ['/y'],
      profiles: ['p'],
      develop: {watch: []},
      'x-y': 1,
    });
    assert.deepEqual([Object.keys(web), notes], [['labels', 'logging'], []]);
  });

  it('has no address that another could have', () => {
    const place = {
      ipv4_address: '10.0.0.5',
      aliases: ['shop'],
      priority: 1,
      mac_address: '02:42:ac:11:65:43',
    };
    const {web, own} = isolated({networks: {back: place, default: null}});
    assert.deepEqual(web['networks'], {back: {aliases: ['shop'], priority: 1}, default: null});
    assert.deepEqual(own, ['web has no fixed ipv4_address, mac_address in the network back']);
  });

  it('is never built over an image of the project, and those who use it follow', () => {
    const services = {
      web: {build: {context: '/w'}, image: 'shop:latest'},
      worker: {image: 'shop:latest'},
      db: {image: 'postgres:15'},
    };
    const {model} = isolate({name: RUN, services}, surroundings({'/w': {}}), undefined);
    const image = (name: string) => (model.services[name] as ComposeService).image;
    assert.deepEqual(
      [image('web'), image('worker'), image('db')],
      [`${RUN}-web`, `${RUN}-web`, 'postgres:15'],
    );
  });

  it('runs once where its end is awaited, whatever restart policy it has', () => {
    const services = {test: {restart: 'always'}, db: {restart: 'always'}};
    const {model} = isolate({name: RUN, services}, surroundings(), 'test');
    assert.deepEqual([model.services['test']?.restart, model.services['db']?.restart], ['no', 'always']);
  });
});
