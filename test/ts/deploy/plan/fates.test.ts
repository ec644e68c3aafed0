import assert from 'node:assert/strict';
import type {ComposeService} from '../../../../ts-helpers/src/compose/model.ts';
import {fatesOf, settled} from '../../../../ts-helpers/src/deploy/plan/fates.ts';
import {clausesOf, inWords} from '../../../../ts-helpers/src/deploy/plan/fateWords.ts';
import type {Proxy} from '../../../../ts-helpers/src/deploy/plan/proxy.ts';
import type {Fingerprint} from '../../../../ts-helpers/src/deploy/plan/fingerprint.ts';
import {facts, running} from '../../support/deployFacts.ts';

const is = (fingerprint: string, ...open: Fingerprint['open']): Fingerprint => ({is: fingerprint, open});
const made = (service: string, fingerprint: string, state = 'running') => ({
  ...running(service, {'ca.countable.fingerprint': fingerprint}),
  state,
});

describe('what becomes of the services of a deploy', () => {
  const of = (
    services: Record<string, ComposeService>,
    containers: ReturnType<typeof made>[],
    fingerprints: Record<string, Fingerprint>,
  ) => fatesOf(facts({model: {name: 'x', services}, containers}), fingerprints);

  it('is decided by what their containers are made of', () => {
    const fates = of(
      {db: {}, web: {}, cron: {}, once: {}, late: {}},
      [made('db', '1'), made('web', '1'), made('once', '1', 'exited'), made('late', '1', 'exited')],
      {db: is('1'), web: is('2'), cron: is('1'), once: is('1'), late: is('2')},
    );
    assert.equal(inWords(fates), 'start cron, once, late; restart web; db goes on');
    assert.deepEqual(
      fates.map(({keepsLabels}) => keepsLabels),
      [true, false, false, true, false],
    );
  });

  it('is another where Compose gives a container another volume, for its fingerprint does not tell', () => {
    const db = {volumes: [{type: 'volume', source: 'data', target: '/data'}]};
    const has = (source: string) => ({
      ...made('db', '1'),
      mounts: [{type: 'volume', source, target: '/data', isWritable: true}],
    });
    const model = {name: 'x', services: {db}, volumes: {data: {name: 'shop_data'}}};
    const fate = (source: string) =>
      inWords(fatesOf(facts({model, containers: [has(source)]}), {db: is('1')}));
    assert.equal(fate('shop_data'), 'start nothing; db goes on');
    assert.equal(fate('shop_other'), 'restart db');
  });

  it('is open where only the build, a pull or Sentry decides, and said so', () => {
    const fates = of(
      {web: {}, api: {}, worker: {}, db: {}},
      ['web', 'api', 'worker', 'db'].map(service => made(service, '1')),
      {web: is('1', 'image'), api: is('1', 'image'), worker: is('1', 'image', 'DSN'), db: is('1')},
    );
    assert.equal(
      inWords(fates),
      'restart web, api if they get another image; restart worker if it gets another image or DSN; db goes on',
    );
  });

  it('is not open where something else is another already', () => {
    assert.equal(inWords(of({web: {}}, [made('web', '1')], {web: is('2', 'image')})), 'restart web');
  });

  it('is nothing where nothing is another', () => {
    assert.equal(
      inWords(of({web: {}, db: {}}, [made('web', '1'), made('db', '1')], {web: is('1'), db: is('1')})),
      'start nothing; web, db go on',
    );
  });

  it('is that of the one whose network it has, or with which it is to restart', () => {
    const services = {
      vpn: {},
      web: {network_mode: 'service:vpn'},
      proxy: {depends_on: {web: {condition: 'service_started', restart: true}}},
      cron: {depends_on: {vpn: {condition: 'service_started'}}},
    };
    const all = Object.keys(services).map(service => made(service, '1'));
    const rest = {web: is('1'), proxy: is('1'), cron: is('1')};
    assert.equal(
      inWords(of(services, all, {...rest, vpn: is('2')})),
      'restart vpn, web, proxy; cron goes on',
    );
    const open = of(services, all, {...rest, vpn: is('1', 'image')});
    assert.equal(inWords(open), 'restart vpn, web, proxy if they get another image; cron goes on');
  });

  it('is told of some alone without a word of what is not started', () => {
    const fates = of({web: {}}, [made('web', '1')], {web: is('1')});
    assert.deepEqual(clausesOf(fates), ['web goes on']);
  });

  it('is new of a container of another project, which is taken over', () => {
    const theirs = {'ca.countable.fingerprint': '1', 'ca.countable.repository': 'git.example.org/old/Shop-2'};
    assert.equal(
      inWords(of({db: {}}, [{...made('db', '1'), ...running('db', theirs)}], {db: is('1')})),
      'restart db',
    );
  });

  it('is settled by what was open alone, once that is known', () => {
    const services = {web: {}, api: {}, db: {}, once: {}};
    const containers = [made('web', '1'), made('api', '1'), made('db', '1'), made('once', '1', 'exited')];
    const known = facts({model: {name: 'x', services}, containers});
    const fates = fatesOf(known, {
      web: is('1', 'image'),
      api: is('1', 'image'),
      db: is('1'),
      once: is('1', 'image'),
    });
    const then = settled(fates, known, {web: '2', api: '1', db: '3', once: '1'});
    assert.equal(inWords(then), 'start once; restart web; api, db go on');
    assert.deepEqual(
      then.map(({keepsLabels}) => keepsLabels),
      [false, true, true, true],
    );
    assert.equal(
      settled(fates, known, {once: '2'}).find(({service}) => service === 'once')?.keepsLabels,
      false,
    );
  });

  it('is rolled, and said so, where two of it can run, also where it is to follow another', () => {
    const checked = {healthcheck: {test: 'true'}};
    const services = {
      web: checked,
      api: checked,
      queue: checked,
      cron: {depends_on: {web: {condition: 'service_started', restart: true}}},
      worker: {...checked, depends_on: {web: {condition: 'service_started', restart: true}}},
    };
    const all = Object.keys(services).map(service => made(service, '1'));
    const rest = {api: is('1', 'image'), queue: is('1'), cron: is('1'), worker: is('1')};
    const fates = of(services, all, {...rest, web: is('2')});
    assert.equal(
      inWords(fates),
      'restart cron; roll web, worker; roll api if it gets another image; queue goes on',
    );
    assert.deepEqual(
      fates.flatMap(({service, keepsLabels}) => (keepsLabels ? [service] : [])),
      ['queue'],
      'whom Compose leaves alone',
    );
    assert.match(fates.find(({service}) => service === 'cron')?.notRolled?.why ?? '', /health check/);
  });

  it('is rolled of what a deploy that was killed has left half of', () => {
    const web = {healthcheck: {test: 'true'}};
    const both = [made('web', '1'), {...made('web', '2'), id: 'other'}];
    assert.equal(inWords(of({web}, both, {web: is('2')})), 'roll web');
    assert.equal(inWords(of({web}, both, {web: is('1')})), 'roll web');
  });

  it('is to read its files anew for a proxy of which nothing else changed', () => {
    const labels = {'ca.countable.fingerprint': '1', 'ca.countable.made': 'm'};
    const proxy: Proxy = {
      container: 'proxy',
      service: 'proxy',
      networks: [],
      isReadOnly: false,
      isPinned: false,
      does: {
        program: 'nginx',
        flags: [],
        passes: [],
        ports: [80],
        others: [],
        validS: undefined,
        keepsIdle: false,
      },
    };
    const fate = (fingerprint: Fingerprint, some: Parameters<typeof facts>[0] = {}) =>
      inWords(
        fatesOf(
          facts({
            model: {name: 'x', services: {proxy: {}}},
            containers: [running('proxy', labels)],
            proxies: [proxy],
            seeing: ['proxy'],
            ...some,
          }),
          {proxy: fingerprint},
        ),
      );
    const other: Fingerprint = {is: '2', made: 'm', open: []};
    assert.equal(fate(other), 'reload proxy');
    assert.equal(fate({...other, made: 'n'}), 'restart proxy');
    assert.equal(fate({...other, open: ['image']}), 'restart proxy');
    assert.equal(fate(other, {seeing: []}), 'restart proxy');
    assert.equal(fate(other, {proxies: []}), 'restart proxy');
    assert.equal(fate(other, {reloaded: {proxy: '2'}}), 'start nothing; proxy goes on');
    assert.equal(fate({...other, is: '1'}, {reloaded: {proxy: '2'}}), 'reload proxy');
    assert.equal(fate({...other, is: '1'}, {reloaded: {proxy: ''}}), 'reload proxy');
  });

  it('is another number where only that has changed, and none where there is none', () => {
    const several = (count: number) =>
      Array.from({length: count}, (_, index) => ({...made('web', '1'), id: `web${index}`}));
    const fate = (service: ComposeService, count: number, fingerprint = is('1')) => {
      const [one] = of({web: service}, several(count), {web: fingerprint});
      return one && [inWords([one]), one.count, one.keepsLabels];
    };
    assert.deepEqual(fate({deploy: {replicas: 2}}, 3), ['scale web to 2 containers', {from: 3, to: 2}, true]);
    assert.deepEqual(fate({scale: 1}, 3), ['scale web to 1 container', {from: 3, to: 1}, true]);
    assert.deepEqual(fate({}, 2), ['scale web to 1 container', {from: 2, to: 1}, true]);
    assert.deepEqual(fate({deploy: {replicas: 0}}, 2, is('2')), [
      'scale web to 0 containers',
      {from: 2, to: 0},
      false,
    ]);
    assert.equal(fate({deploy: {replicas: 0}}, 0), undefined);
    assert.deepEqual(fate({scale: 2}, 3, is('2')), ['restart web', {from: 3, to: 2}, false]);
    assert.deepEqual(fate({deploy: {mode: 'global'}}, 3), ['start nothing; web goes on', undefined, true]);
  });
});
