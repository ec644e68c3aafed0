import assert from 'node:assert/strict';
import type {ComposeModel} from '../../../../ts-helpers/src/compose/model.ts';
import {haproxyOf} from '../../../../ts-helpers/src/deploy/plan/haproxy.ts';
import {nginxOf} from '../../../../ts-helpers/src/deploy/plan/nginx.ts';
import {caveatsOf, followingOf, type Proxy} from '../../../../ts-helpers/src/deploy/plan/proxy.ts';

const model: ComposeModel = {
  name: 'x',
  services: {
    web: {networks: {default: {aliases: ['app']}}, stop_grace_period: '1m30s'},
    proxy: {},
  },
};
const proxy = (does: Proxy['does'], some: Partial<Proxy> = {}): Proxy => ({
  container: 'p',
  service: 'proxy',
  networks: ['x_default'],
  isReadOnly: false,
  isPinned: false,
  does,
  ...some,
});
const nginx = (text: string) => nginxOf(text, []);

describe('how proxies follow a service to its new containers', () => {
  const ways = (...proxies: Proxy[]) => followingOf('web', proxies, model).map(({by}) => by);
  const caveats = (...proxies: Proxy[]) => caveatsOf('web', proxies, model).join(' ');

  it('is by a pinned name where nginx looks it up once, under each name that the service has', () => {
    const one = proxy(nginx('proxy_pass http://app:8000; uwsgi_pass web:1; proxy_pass http://api:1;'));
    const [found] = followingOf('web', [one], model);
    assert.ok(found?.by === 'pin');
    assert.deepEqual([...found.names].sort(), ['app', 'web']);
    assert.match(caveats(one), /kept open.*keepalive_min_timeout/);
    assert.equal(caveats(proxy(nginx('keepalive_min_timeout 5s; proxy_pass http://web:1;'))), '');
  });

  it('is by nothing where that cannot be written, and says what to change', () => {
    const closed = proxy(nginx('proxy_pass http://web:1;'), {isReadOnly: true});
    assert.deepEqual(ways(closed), ['nothing']);
    assert.match(caveats(closed), /leave `read_only:` out/);
  });

  it('is by its own resolver, after as long as it believes an answer', () => {
    const valid = (words: string) => {
      const text = `resolver 127.0.0.11${words}; set $up web; proxy_pass http://$up:8000;`;
      const [found] = followingOf('web', [proxy(nginx(text))], model);
      return found?.by === 'resolver' ? found.validS : undefined;
    };
    assert.deepEqual([valid(' valid=5s'), valid('')], [5, 600]);
  });

  it('is by the socket of a haproxy that finds containers itself, and by nothing of another', () => {
    const served = (server: string, socket = '/run/h.sock level admin') =>
      proxy(haproxyOf(`global\n  stats socket ${socket}\nbackend b\n  ${server}\n`));
    assert.deepEqual(ways(served('server-template w 4 web:80 check resolvers d')), ['socket']);
    assert.equal(caveats(served('server-template w 4 web:80 check resolvers d')), '');
    assert.deepEqual(ways(served('server-template w 4 web:80 resolvers d')), ['nothing']);
    assert.deepEqual(ways(served('server w web:80 check')), ['nothing']);
    assert.deepEqual(ways(served('server-template w 4 web:80 check resolvers d', '/run/h.sock')), [
      'nothing',
    ]);
    assert.deepEqual(ways(served('server w other:80 check')), []);
  });

  it('is told where it cannot be known', () => {
    assert.match(
      caveats(proxy({program: 'unknown', why: 'host not found'})),
      /cannot be read \(host not found\)/,
    );
    assert.match(caveats(), /No nginx and no haproxy .* stop grace of 90 s/);
  });
});
