import {execFileSync} from 'node:child_process';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {DEPLOY, recognises, recorded, IDLE, site, tests} from './support/causes.ts';
import {builtCli} from './support/builtCli.ts';
import {freePort} from './support/deploys.ts';

/** Each failure is really brought about, on a real engine, and has to be recognised. */
describe('the root cause of', () => {
  let registry: Server;
  let registryPort: number;

  before(async () => {
    // A registry that is there, and has nothing (https://distribution.github.io/distribution/spec/api).
    registry = createServer((request, response) => {
      const isRoot = request.url === '/v2/';
      const body = isRoot
        ? {}
        : {errors: [{code: 'MANIFEST_UNKNOWN', message: 'manifest unknown', detail: {}}]};
      response.writeHead(isRoot ? 200 : 404, {
        'Content-Type': 'application/json',
        'Docker-Distribution-Api-Version': 'registry/2.0',
      });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>(resolve => registry.listen(0, '127.0.0.1', resolve));
    registryPort = (registry.address() as AddressInfo).port;
  });
  after(() => {
    registry.close();
    registry.closeAllConnections();
  });

  recorded(
    'a port that is taken on the host',
    {rule: 'port-taken', says: /^The port \d+ that web is to publish is in use/},
    () => ({
      files: site({
        image: 'busybox:1.35',
        init: true,
        command: 'sleep 600',
        ports: [`127.0.0.1:${registryPort}:80`],
      }),
      words: DEPLOY,
    }),
  );

  recorded(
    'a port that is taken in a container',
    {rule: 'address-in-use', says: /two programs want the port 8000\.$/},
    () => ({
      files: tests('node:20', `node -e "const s=()=>require('net').createServer().listen(8000); s(); s()"`),
    }),
  );

  recorded(
    'a disk that is full',
    {rule: 'space-used-up', says: /^The space that test has for \/small\/file is used up\.$/},
    () => ({
      files: tests('busybox:1.35', 'dd if=/dev/zero of=/small/file bs=64k count=4', {
        tmpfs: ['/small:size=64k'],
      }),
    }),
  );

  recognises(
    'a service that needs too much memory',
    {rule: 'out-of-memory', says: /^The service test needed more memory/},
    () => ({
      files: tests('busybox:1.35', 'tail /dev/zero', {mem_limit: '16m', memswap_limit: '16m'}),
    }),
  );

  recorded('a variable that compose misses', {rule: 'missing-variable', says: /SHOP_PASSWORD/}, () => ({
    files: site({image: 'busybox:1.35', environment: {PASSWORD: '${SHOP_PASSWORD}'}}),
    words: DEPLOY,
  }));

  recorded(
    'a variable that the program misses',
    {rule: 'missing-variable', says: /^The environment variable SHOP_PASSWORD has no value/},
    () => ({
      files: tests('python:3.11-slim', `python -c "import os; os.environ['SHOP_PASSWORD']"`),
    }),
  );

  recognises(
    'an image that does not exist',
    {rule: 'image-not-found', says: /^The image 127\.0\.0\.1:\d+\/shop:1 does not exist/},
    () => ({
      files: site({image: `127.0.0.1:${registryPort}/shop:1`}),
      words: DEPLOY,
    }),
  );

  recorded(
    'a registry that is down',
    {
      rule: 'registry-down',
      says: /^The image 127\.0\.0\.1:\d+\/shop:1 had to be fetched, and its registry did not answer: dial tcp /,
    },
    async () => ({
      files: site({image: `127.0.0.1:${await freePort()}/shop:1`}),
      words: DEPLOY,
    }),
  );

  recorded(
    'a host that DNS does not know',
    {rule: 'host-unknown', says: /^The host nowhere\.invalid is not known here\.$/},
    () => ({
      files: tests('busybox:1.35', 'wget http://nowhere.invalid/'),
    }),
  );

  recorded(
    'a host that cannot be reached',
    {rule: 'no-route', says: /^A host cannot be reached from here\.$/},
    () => ({
      files: tests('busybox:1.35', 'wget http://192.0.2.1/', {network_mode: 'none'}),
    }),
  );

  recorded(
    'a certificate that has expired',
    {rule: 'certificate-expired', says: /^A TLS certificate has expired\.$/},
    () => ({
      files: tests(
        'node:20',
        `node -e "const tls=require('tls'),fs=require('fs'),f=n=>fs.readFileSync('/app/'+n);tls.createServer({key:f('key.pem'),cert:f('cert.pem')}).listen(8443,()=>tls.connect({port:8443,host:'localhost',ca:f('cert.pem')}))"`,
        {volumes: ['.:/app']},
      ),
      prepare({workspace}) {
        const openssl = (...args: string[]) =>
          execFileSync('openssl', args, {cwd: workspace, stdio: 'ignore'});
        openssl(
          'req',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-keyout',
          'key.pem',
          '-out',
          'cert.csr',
          '-subj',
          '/CN=localhost',
        );
        openssl('x509', '-req', '-in', 'cert.csr', '-signkey', 'key.pem', '-days', '-1', '-out', 'cert.pem');
      },
    }),
  );

  recorded(
    'a user who may not talk to the Docker engine',
    {rule: 'docker-socket', says: /^This user may not talk/},
    () => ({
      files: {'docker-compose.yml': IDLE, 'dc.stage.yml': IDLE},
      words: DEPLOY,
      launcher: ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', ...builtCli()],
      needsRoot: true,
      prepare: ({folder}) => execFileSync('chown', ['-R', 'nobody', folder]),
    }),
  );
});
