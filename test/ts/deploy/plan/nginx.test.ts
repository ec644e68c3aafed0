import assert from 'node:assert/strict';
import {flagsIn, nginxOf} from '../../../../ts-helpers/src/deploy/plan/nginx.ts';

const passes = (text: string) => nginxOf(text, []).passes.map(({host, way}) => `${host} ${way}`);

describe('the configuration of nginx, as it prints it', () => {
  it('tells to which hosts it passes requests, by every kind of them', () => {
    const text = `
      http { server { location / { proxy_pass http://web:8000/; } location /api { uwsgi_pass api:9000; }
        location ~ \\.php$ { fastcgi_pass php:9000; } location /g { grpc_pass grpcs://calls; } } }
      stream { server { listen 1; proxy_pass mail:25; } }`;
    assert.deepEqual(passes(text), ['web name', 'mail name', 'php name', 'api name', 'calls name']);
  });

  it('looks into groups of servers, and takes their names for no hosts', () => {
    const text = `upstream site { least_conn; server web:8000 max_fails=0; server unix:/run/x.sock; server more:80 resolve; }
      server { location / { proxy_pass http://site; } }`;
    assert.deepEqual(passes(text), ['web name', 'more variable']);
  });

  it('tells what it looks up again and again, and for how long it believes an answer', () => {
    const text = `resolver 127.0.0.11 valid=5s ipv6=off;
      server { set $up "web"; location / { proxy_pass http://$up:8000; } location /b { set $b http://api:1; proxy_pass $b; }
        location /c { proxy_pass http://\${up}:81; } location /d { proxy_pass http://$host; } }`;
    assert.deepEqual(passes(text), ['web variable', 'api variable']);
    assert.equal(nginxOf(text, []).validS, 5);
    assert.equal(nginxOf('resolver 127.0.0.11;', []).validS, undefined);
  });

  it('is read past comments, quotes and maps', () => {
    const text = `# proxy_pass http://old:1;
      map $a $b { default "x; proxy_pass http://no:1;"; '~^}' 1; }
      log_format main '$remote_addr { ';
      location / { proxy_pass http://web:8000; # proxy_pass http://other:1;
      }`;
    assert.deepEqual(passes(text), ['web name']);
  });

  it('tells whether connections that are kept open outlast a reload', () => {
    const keeps = (text: string) => nginxOf(text, []).keepsIdle;
    assert.deepEqual(
      [keeps('http { keepalive_min_timeout 10s; }'), keeps('keepalive_min_timeout 0;'), keeps('')],
      [true, false, false],
    );
  });

  it('lies where the words of the process say', () => {
    const words = ['nginx:', 'master', 'process', 'nginx', '-c', '/etc/site.conf', '-g', 'daemon', 'off;'];
    assert.deepEqual(flagsIn(words, ['-c', '-p']), ['-c', '/etc/site.conf']);
  });
});
