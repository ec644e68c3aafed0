import assert from 'node:assert/strict';
import type {ComposeModel, Container} from '../../../../ts-helpers/src/compose/model.ts';
import {inTheWay, orphansOf} from '../../../../ts-helpers/src/deploy/plan/leaving.ts';
import {container} from '../../support/watched.ts';

const port = (number: number) => ({port: number, protocol: 'tcp', address: '127.0.0.1'});
const publishing = (published: string) => ({ports: [{target: 80, published, host_ip: '127.0.0.1'}]});
const found = (services: ComposeModel['services'], containers: readonly Container[]) =>
  inTheWay({model: {name: 'shop', services, volumes: {data: {name: 'shop_data'}}}, containers}).map(
    one => `${one.container.service} has the ${one.what} of ${one.service}`,
  );
const mount = (source: string) => ({type: 'volume', source, target: '/data', isWritable: true});
const onVolume = (more: {read_only?: boolean} = {}) => ({
  volumes: [{type: 'volume', source: 'data', target: '/data', ...more}],
});

describe('what is in the way of a deploy', () => {
  it('is what was renamed and has the port', () => {
    assert.deepEqual(found({app: publishing('8080')}, [container({service: 'web', ports: [port(8080)]})]), [
      'web has the port 8080 of app',
    ]);
  });

  it('is a service that gives its port to another one', () => {
    const services = {web: publishing('8081'), api: publishing('8080')};
    const containers = [container({service: 'web', ports: [port(8080)]})];
    assert.deepEqual(found(services, containers), ['web has the port 8080 of api']);
  });

  it('are two services that change ports', () => {
    const services = {web: publishing('8081'), api: publishing('8080')};
    const containers = [
      container({service: 'web', ports: [port(8080)]}),
      container({service: 'api', ports: [port(8081)]}),
    ];
    assert.deepEqual(found(services, containers), [
      'web has the port 8080 of api',
      'api has the port 8081 of web',
    ]);
  });

  it('is what restarts or is paused, and what has the port among others', () => {
    const services = {app: publishing('8080')};
    for (const state of ['running', 'restarting', 'paused'] as const)
      assert.deepEqual(
        found(services, [container({service: 'web', state, ports: [port(9000), port(8080)]})]),
        ['web has the port 8080 of app'],
        state,
      );
  });

  it('is no container of the very service, of another port, or that does not run', () => {
    const services = {web: publishing('8080')};
    for (const other of [
      container({service: 'web', ports: [port(8080)]}),
      container({service: 'old', ports: [port(8081)]}),
      container({service: 'old', ports: [port(8080)], state: 'exited'}),
    ]) {
      assert.deepEqual(found(services, [other]), []);
    }
  });

  it('is a database that was renamed and writes to the volume of the new one', () => {
    const mounts = [mount('shop_data')];
    assert.deepEqual(found({database: onVolume()}, [container({service: 'db', mounts})]), [
      'db has the volume data of database',
    ]);
  });

  it('is not what only reads the volume, or shares it with a service that stays', () => {
    const mounts = [mount('shop_data')];
    const reads = [{...mount('shop_data'), isWritable: false}];
    assert.deepEqual(found({app: onVolume()}, [container({service: 'old', mounts: reads})]), []);
    assert.deepEqual(found({app: onVolume({read_only: true})}, [container({service: 'old', mounts})]), []);
    assert.deepEqual(found({app: onVolume(), web: onVolume()}, [container({service: 'web', mounts})]), []);
  });

  it('is what writes to the same folder of the host, but for those of the machine', () => {
    const bind = (source: string) => ({app: {volumes: [{type: 'bind', source, target: '/x'}]}});
    const has = (source: string) => [container({service: 'old', mounts: [mount(source)]})];
    assert.deepEqual(found(bind('/srv/shop/data'), has('/srv/shop/data')), [
      'old has the folder /srv/shop/data of app',
    ]);
    for (const source of ['/var/run/docker.sock', '/etc/localtime', '/tmp']) {
      assert.deepEqual(found(bind(source), has(source)), []);
    }
    for (const source of ['/srv/etc/data', '/home/tmp', '/tmpfiles', '/var/run-old'])
      assert.deepEqual(found(bind(source), has(source)), [`old has the folder ${source} of app`]);
  });

  it('is what writes to a volume that has no other name, and not what is called alike and is none', () => {
    const has = [container({service: 'old', mounts: [mount('media')]})];
    const app = (type: string) => ({app: {volumes: [{type, source: 'media', target: '/x'}]}});
    assert.deepEqual(found(app('volume'), has), ['old has the volume media of app']);
    assert.deepEqual(found(app('image'), has), []);
    const unnamed = inTheWay({model: {name: 'shop', services: app('volume')}, containers: has});
    assert.deepEqual(
      unnamed.map(({what}) => what),
      ['volume media'],
    );
  });

  it('is nothing where it has no ports, no volumes and another name', () => {
    assert.deepEqual(found({app: publishing('8080'), db: onVolume()}, [container({service: 'old'})]), []);
  });

  it('is what has the name that another is to get, even stopped', () => {
    const old = container({service: 'old', name: 'shop', state: 'exited'});
    assert.deepEqual(found({app: {container_name: 'shop'}}, [old]), ['old has the name shop of app']);
    assert.deepEqual(found({old: {container_name: 'shop'}}, [old]), []);
  });

  it('is told apart by whether stopping it is enough', () => {
    const isName = (service: ComposeModel['services'][string], one: Container) =>
      inTheWay({model: {name: 'shop', services: {app: service}}, containers: [one]}).map(way => way.isName);
    assert.deepEqual(isName({container_name: 'shop'}, container({service: 'old', name: 'shop'})), [true]);
    const publishes = container({service: 'old', name: 'shop', ports: [port(8080)]});
    assert.deepEqual(isName({...publishing('8080'), container_name: 'shop'}, publishes), [false]);
  });
});

describe('what the compose files no longer have', () => {
  it('are containers of services by other names', () => {
    const [web, old] = [container(), container({service: 'old'})];
    assert.deepEqual(orphansOf({model: {name: 'shop', services: {web: {}}}, containers: [web, old]}), [old]);
  });
});
