import assert from 'node:assert/strict';
import {commit, deploy, deployable, type DeployProject, freePort, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

const BUSYBOX = 'image: busybox:1.35, init: true';
/** Fast, and long enough for what ends within a second or two. */
const SETTINGS = 'health: {settle: 4, minutes: 1}\n';

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
  const onPort = (service: string, published: number) =>
    `  ${service}: {${BUSYBOX}, command: httpd -f -p 80 -h /etc, ports: ['127.0.0.1:${published}:80']}\n`;

  it('never has two databases write to one volume, gives a renamed one the name of its container, and lets two change ports', async () => {
    const other = await freePort();
    const script = `test ! -e /data/lock || exit 9; touch /data/lock; trap 'rm /data/lock; exit 0' TERM; while :; do sleep 0.2; done`;
    const both = (database: string, site: string, [first, second]: readonly [number, number]) => `services:
  ${database}: {image: busybox:1.35, command: ["sh", "-c", "${script}"], volumes: ["data:/data"]}
  ${site}: {${BUSYBOX}, command: sleep 600, container_name: "\${COMPOSE_PROJECT_NAME}-site"}
${onPort('one', first)}${onPort('two', second)}volumes: {data: }
`;
    await begin(both('db', 'web', [port, other]));
    const {exitCode, stderr} = await change({'docker-compose.yml': both('database', 'app', [other, port])});
    assert.equal(exitCode, 0, stderr);
    const [, stopped = ''] = /Stop (.+?); start/.exec(stderr) ?? [];
    // In the order in which the engine lists them.
    for (const one of [
      /web, whose name \S+ app is to get/,
      /db, whose volume data database is to get/,
      /one, whose port \d+ two is to get/,
      /two, whose port \d+ one is to get/,
    ])
      assert.match(stopped, one);
    assert.deepEqual(states(), ['database-1 running', 'one-1 running', 'site running', 'two-1 running']);
  });
});
