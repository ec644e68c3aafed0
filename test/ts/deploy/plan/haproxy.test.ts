import assert from 'node:assert/strict';
import {haproxyOf, serversIn, sessionsOf} from '../../../../ts-helpers/src/deploy/plan/haproxy.ts';

const CONFIGURATION = `
global
  stats socket /run/haproxy.sock mode 660 level admin
backend site
  server-template web 4 web:8000 check resolvers docker # server no no:1
  server old legacy:80 check
listen api
  server-template api 2 api:9000 resolvers docker
`;

/** As haproxy 2.6 prints it. */
const STATE = `1
# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight
3 site 1 web1 172.18.0.2 2 0 1 1 7 6 3 4 6 0 0 0 web 8000 - 0 0 - - 0
3 site 2 web2 172.18.0.5 2 8 1 1 5 6 3 4 6 0 0 0 web 8000 - 0 0 - - 0
3 site 3 web3 - 0 32 1 1 5 1 0 0 14 0 0 0 web 8000 - 0 0 - - 0
`;

describe('haproxy', () => {
  it('tells by its configuration where it takes orders, and what it finds by itself', () => {
    const {socket, passes} = haproxyOf(CONFIGURATION);
    assert.equal(socket, '/run/haproxy.sock');
    assert.deepEqual(
      passes.map(({backend, host, way}) => `${backend} ${host} ${way}`),
      ['site web template', 'site legacy name', 'api api name'],
    );
  });

  it('takes orders at a TCP port as well, and none at a socket that only tells', () => {
    const socket = (line: string) => haproxyOf(`global\n  stats socket ${line}\n`).socket;
    assert.equal(socket('ipv4@127.0.0.1:9999 level admin'), '127.0.0.1:9999');
    assert.equal(socket('unix@/run/h.sock level admin'), '/run/h.sock');
    assert.equal(socket(':9999 level admin'), ':9999');
    assert.equal(socket('/run/h.sock level operator'), undefined);
    assert.equal(socket('/run/h.sock'), undefined);
  });

  it('tells its servers, and which are up or drained', () => {
    assert.deepEqual(
      serversIn(STATE).map(({name, address, isUp, isDrained}) => [name, address, isUp, isDrained]),
      [
        ['web1', '172.18.0.2', true, false],
        ['web2', '172.18.0.5', true, true],
        ['web3', '-', false, false],
      ],
    );
  });

  it('tells how much servers still have to answer', () => {
    const servers = serversIn(STATE).filter(({name}) => name === 'web2');
    const statistics =
      '# pxname,svname,qcur,qmax,scur\nsite,web1,0,0,7\nsite,web2,1,0,3\nsite,BACKEND,0,0,11\n';
    assert.equal(sessionsOf(servers, statistics), 4);
  });
});
