import assert from 'node:assert/strict';
import type {ComposeService} from '../../../../ts-helpers/src/compose/model.ts';
import {notRolled} from '../../../../ts-helpers/src/deploy/plan/rolling.ts';
import {running} from '../../support/deployFacts.ts';

const checked = {healthcheck: {test: ['CMD', 'true']}};

describe('whether a service is rolled', () => {
  const why = (
    service: ComposeService,
    {
      others = {},
      its = [running('web', {})],
    }: {others?: Record<string, ComposeService>; its?: ReturnType<typeof running>[]} = {},
  ) => notRolled('web', {model: {services: {web: service, ...others}}, containers: its});

  it('takes a health check, of its own or of its image', () => {
    assert.equal(why(checked), undefined);
    assert.equal(why({}, {its: [{...running('web', {}), health: 'healthy'}]}), undefined);
    assert.match(why({})?.why ?? '', /no health check/);
    assert.match(why({})?.change ?? '', /healthcheck:/);
    const off = {healthcheck: {disable: true}};
    assert.match(why(off, {its: [{...running('web', {}), health: 'healthy'}]})?.why ?? '', /no health check/);
  });

  it('takes that two of it have a place beside each other', () => {
    const said = (service: ComposeService) => why({...checked, ...service})?.why ?? 'rolled';
    assert.equal(said({ports: [{target: 80, published: '8080'}]}), 'it publishes the port 8080 of the host');
    assert.equal(said({ports: [{target: 80}]}), 'rolled');
    assert.match(said({container_name: 'shop'}), /container_name/);
    assert.match(said({networks: {default: {ipv4_address: '10.1.1.1'}}}), /ipv4_address/);
    assert.match(said({networks: {default: {mac_address: '02:42'}}}), /mac_address/);
    assert.equal(said({networks: {default: null}}), 'rolled');
    assert.match(said({network_mode: 'host'}), /network of the host/);
    assert.equal(said({network_mode: 'service:vpn'}), 'it shares what vpn has');
    assert.equal(said({ipc: 'container:x'}), 'it shares what x has');
  });

  it('is out of the question where another shares what it has', () => {
    const said = (side: ComposeService) => why(checked, {others: {side}})?.why;
    assert.equal(said({network_mode: 'service:web'}), 'side shares what it has');
    assert.equal(said({pid: 'service:web'}), 'side shares what it has');
    assert.equal(said({volumes_from: ['web:ro']}), 'side shares what it has');
    assert.equal(said({network_mode: 'service:webs'}), undefined);
  });

  it('is out of the question for what keeps data, whatever its image is called', () => {
    assert.match(why({...checked, image: 'postgres:15'})?.why ?? '', /two of PostgreSQL/);
    assert.match(why({...checked, image: 'minio/minio'})?.why ?? '', /two of minio/);
    const built = {...running('web', {}), image: 'shop-web', variables: {PG_MAJOR: '15'}};
    assert.match(why(checked, {its: [built]})?.why ?? '', /two of PostgreSQL/);
    const mount = (source: string) => [{type: 'volume', source, target: '/data', isWritable: true}];
    const unnamed = {...running('web', {}), mounts: mount('f'.repeat(64))};
    assert.match(why(checked, {its: [unnamed]})?.why ?? '', /its volume at \/data has no name/);
    assert.equal(why(checked, {its: [{...running('web', {}), mounts: mount('shop_media')}]}), undefined);
  });

  it('is for its author to refuse, in the words of Compose', () => {
    const order = (said: string) => ({...checked, deploy: {update_config: {order: said}}});
    assert.match(why(order('stop-first'))?.why ?? '', /stop-first/);
    assert.equal(why(order('start-first')), undefined);
  });

  it('is no question of what does its work once, or has no container', () => {
    const needing = {web: {condition: 'service_completed_successfully'}};
    assert.match(why(checked, {others: {app: {depends_on: needing}}})?.why ?? '', /once/);
    assert.match(why({...checked, scale: 0})?.why ?? '', /no container/);
    assert.match(why({...checked, provider: {type: 'x'}})?.why ?? '', /no container/);
  });
});
