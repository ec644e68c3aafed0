import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {commit, deploy, deployable, type DeployProject, freePort, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const BUSYBOX = 'image: busybox:1.35, init: true';
/** Fast, and long enough for what ends within a second or two. */
const SETTINGS = 'health: {settle: 4, minutes: 1}\n';
/** For what is waited for until the time is over. */
const SHORT = 'health: {settle: 4, minutes: 0.3}\n';

describe('a deploy without a service that there was', () => {
  let project: DeployProject;
  let port: number;

  beforeEach(async () => {
    port = await freePort();
  });
  afterEach(() => {
    project.remove();
  });

  const begin = async (compose: string, stage = 'services: {}\n', more: Record<string, string> = {}) => {
    project = deployable({
      'docker-compose.yml': compose,
      'dc.stage.yml': stage,
      'countable.yml': SETTINGS,
      ...more,
    });
    const {exitCode, stderr} = await deploy(project);
    assert.equal(exitCode, 0, stderr);
  };
  const change = (files: Record<string, string>) => {
    write(project, files);
    commit(project);
    return deploy(project);
  };
  const states = () =>
    docker('ps', '--all', '--filter', `name=${project.name}-stage`, '--format', '{{.Names}} {{.State}}')
      .replaceAll(`${project.name}-stage-`, '')
      .split('\n')
      .sort();
  const onPort = (service: string, published = port) =>
    `  ${service}: {${BUSYBOX}, command: httpd -f -p 80 -h /etc, ports: ['127.0.0.1:${published}:80']}\n`;

  it('fails where a proxy still asks the old one, and starts that again', async () => {
    const sites = (name: string) => `services:
  ${name}: {${BUSYBOX}, command: httpd -f -p 80 -h /srv, volumes: ['./site:/srv:ro']}
  proxy: {image: 'nginx:1.22', volumes: ['./proxy.conf:/etc/nginx/conf.d/default.conf:ro']}
`;
    await begin(sites('web'), `services: {proxy: {ports: ['127.0.0.1:${port}:80'], depends_on: [web]}}\n`, {
      'site/index.html': 'hello',
      'proxy.conf': 'server { listen 80; location / { proxy_connect_timeout 1s; proxy_pass http://web; } }\n',
    });
    const {exitCode, result, stderr} = await change({
      'countable.yml': SHORT,
      'docker-compose.yml': sites('app'),
      'dc.stage.yml': `services: {proxy: {ports: ['127.0.0.1:${port}:80'], depends_on: [app]}}\n`,
    });
    assert.equal(exitCode, 6, stderr);
    // nginx has looked the name up by the time the old one is stopped, or ends for want of it.
    assert.match(result.error?.code ?? '', /^(?:NO_ANSWER|SERVICE_EXITED)$/, stderr);
    assert.match(
      stderr,
      /why +proxy\.conf:1 still names the service web, which the compose files no longer have\./,
    );
    assert.match(stderr, /Started again, as before: web/);
    assert.deepEqual(states(), ['proxy-1 running', 'web-1 running']);
    // It listens as soon as it has begun, which Docker does not wait for.
    while ((await (await fetch(`http://127.0.0.1:${port}/`)).text()) !== 'hello') await setTimeout(200);
  });

  it('lets two services change ports', async () => {
    const other = await freePort();
    await begin('services:\n' + onPort('web') + onPort('api', other));
    const {exitCode, stderr} = await change({
      'docker-compose.yml': 'services:\n' + onPort('web', other) + onPort('api'),
    });
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(states(), ['api-1 running', 'web-1 running']);
  });

  it('never has two databases write to one volume, and gives a renamed one the name of its container', async () => {
    const script = `test ! -e /data/lock || exit 9; touch /data/lock; trap 'rm /data/lock; exit 0' TERM; while :; do sleep 0.2; done`;
    const both = (database: string, site: string) => `services:
  ${database}: {image: busybox:1.35, command: ["sh", "-c", "${script}"], volumes: ["data:/data"]}
  ${site}: {${BUSYBOX}, command: sleep 600, container_name: "\${COMPOSE_PROJECT_NAME}-site"}
volumes: {data: }
`;
    await begin(both('db', 'web'));
    const {exitCode, stderr} = await change({'docker-compose.yml': both('database', 'app')});
    assert.equal(exitCode, 0, stderr);
    // In the order in which the engine lists them.
    const [web, db] = ['web, whose name \\S+ app is to get', 'db, whose volume data database is to get'];
    assert.match(stderr, new RegExp(`Stop (?:${web}, and ${db}|${db}, and ${web});`));
    assert.deepEqual(states(), ['database-1 running', 'site running']);
  });
});
