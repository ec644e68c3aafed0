import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {planTest} from '../../ts-helpers/src/test/test.ts';
import {createDocker} from '../../ts-helpers/src/outside/docker.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';
import {createStreams} from '../../ts-helpers/src/outside/stream.ts';
import {besideNeighbour, busybox} from './support/neighbour.ts';
import {docker} from './support/projects.ts';

describe('what no test run can have to itself', () => {
  const {neighbour, compose, needs, request, run, failing, hasStarted} = besideNeighbour();

  const refused: [title: string, service: object, key: string][] = [
    ['the network of a container', {network_mode: 'container:NEIGHBOUR-web-1'}, 'network_mode'],
    ['a build in a network of others', {build: {context: '.', network: 'NEIGHBOUR_web'}}, 'network'],
  ];
  for (const [title, service, key] of refused) {
    it(`is refused by name, before anything starts: ${title}`, async () => {
      const model = {services: {test: busybox('true', service)}};
      const text = JSON.stringify(model, undefined, 1).replaceAll('NEIGHBOUR', neighbour().name);
      compose(text, {Dockerfile: 'FROM busybox:1.35\n'});
      const line = text.split('\n').findIndex(one => one.includes(`"${key}"`)) + 1;
      const {code, where} = await failing();
      assert.deepEqual([code, where, hasStarted()], ['TEST_NOT_ALONE', `docker-compose.yml:${line}`, false]);
      await assert.rejects(planTest(request(), needs()), {code: 'TEST_NOT_ALONE'});
    });
  }

  it('is had by nobody once dc.test.yml takes it away', async () => {
    const base = {services: {test: busybox('true', {network_mode: 'host', external_links: ['x']})}};
    const test = 'services: {test: {network_mode: !reset null, external_links: !reset null}}\n';
    compose(base, {'dc.test.yml': test});
    assert.equal((await run()).outcome, 'passed');
  });

  for (const name of ['-d', '--pull=always']) {
    it(`is a name that is an option: ${name}`, async () => {
      compose(
        `services:\n  test: {image: "busybox:1.35", command: "false"}\n  ${name}:\n    image: busybox:1.35\n`,
      );
      const {code, where} = await failing();
      // Compose itself does not take every name.
      const expected = name.includes('=')
        ? ['COMPOSE_INVALID', 'docker-compose.yml:3']
        : ['UNSAFE_NAME', 'docker-compose.yml:3'];
      assert.deepEqual([code, where, hasStarted()], [...expected, false]);
    });
  }
});

describe('the container whose end is awaited', () => {
  const {compose, run} = besideNeighbour();

  it('is found, whatever variables of Compose the project sets', async () => {
    const variables = ['COMPATIBILITY=true', 'PROJECT_NAME=x', 'FILE=/etc/passwd', 'IGNORE_ORPHANS=1'];
    compose(
      {services: {test: busybox('true')}},
      {'.env': variables.map(variable => `COMPOSE_${variable}\n`).join('')},
    );
    assert.equal((await run()).outcome, 'passed');
  });
});

describe('a machine that deploys', () => {
  const {neighbour, compose, needs, request, failing} = besideNeighbour();

  it('is known by what its deploys keep', async () => {
    const root = path.join(neighbour().folder, 'countable');
    compose({services: {test: busybox('true', {cap_add: ['NET_ADMIN']})}});
    mkdirSync(path.join(root, '.countable', 'shop-dev'), {recursive: true});
    assert.ok(await planTest(request(), needs({deployRoots: ['/no/such', root]})));
    mkdirSync(path.join(root, '.countable', 'shop-berlin-prod'));
    const {code, message} = await failing({deployRoots: ['/no/such', root]});
    assert.deepEqual([code, message.includes('beside shop-berlin-prod')], ['TEST_NOT_ALLOWED', true]);
  });

  it('is known by the containers of a deploy, running or not', async () => {
    compose({services: {test: busybox('true', {cap_add: ['NET_ADMIN']})}});
    const {signal} = new AbortController();
    const real = createDocker(createShell(signal), createStreams(signal));
    const name = `${neighbour().name}-stage`;
    const labels = ['ca.countable.environment=stage', `com.docker.compose.project=${name}`];
    docker('create', '--name', name, ...labels.map(label => `--label=${label}`), 'busybox:1.35');
    try {
      const {code, message} = await failing({docker: real});
      // Deploys of other tests may be there as well.
      assert.deepEqual(
        [code, /beside .*(live-\w+-stage|\d+ more)/.test(message)],
        ['TEST_NOT_ALLOWED', true],
        message,
      );
    } finally {
      docker('rm', name);
    }
  });
});
