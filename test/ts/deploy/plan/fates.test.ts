import assert from 'node:assert/strict';
import type {ComposeService} from '../../../../ts-helpers/src/compose/model.ts';
import {clausesOf, fatesOf, inWords, settled} from '../../../../ts-helpers/src/deploy/plan/fates.ts';
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
});
