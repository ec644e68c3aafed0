import {execFile} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {type AddressInfo, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {createDockerAdapters} from '../../ts-helpers/src/services/adapters.ts';
import {besideContract} from '../contract/beside.ts';
import {composeBuildingContract} from '../contract/composeBuilding.ts';
import {composeContract} from '../contract/compose.ts';
import {composeHereContract} from '../contract/composeHere.ts';
import {composeVariablesContract} from '../contract/composeVariables.ts';
import {composeAddContract} from '../contract/composeAdd.ts';
import {composeUpContract, type Service} from '../contract/composeUp.ts';
import {engineContract, type KnownEngine} from '../contract/engine.ts';
import {engineInsideContract} from '../contract/engineInside.ts';
import {imagesContract} from '../contract/images.ts';
import {momentsContract} from '../contract/moments.ts';
import {networksContract} from '../contract/networks.ts';

const run = promisify(execFile);

describe('the engine, through its adapter', function () {
  this.timeout(60_000);
  const {docker} = createDockerAdapters(new AbortController().signal);
  const known = () => ({
    docker,
    label: `ca.countable.contract=contract-${process.pid}`,
    async run({name, labels, program: {prints = [], writes = {}, exits}}: Parameters<KnownEngine['run']>[0]) {
      const flags = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
      const files = Object.entries(writes).map(
        ([file, text]) => `mkdir -p "$(dirname '${file}')"; printf %s '${text}' > '${file}'`,
      );
      const end = exits === undefined ? 'exec sleep 600' : `exit ${exits}`;
      const script = [`printf '%s\\n' "$@"`, ...files, end].join('; ');
      const words = ['run', '--detach', '--stop-timeout', '1', '--name', name, ...flags, 'busybox'];
      const {stdout} = await run('docker', [...words, 'sh', '-c', script, 'sh', ...prints]);
      return stdout.trim();
    },
  });
  describe('around containers', () => {
    engineContract(known);
  });
  describe('of what happens to them', () => {
    momentsContract(known);
  });
  describe('inside of them', () => {
    engineInsideContract(known);
  });
  describe('beside services', () => {
    let port: number;
    before(async () => {
      port = await freePort();
    });
    besideContract(() => ({...known(), port}));
  });
});

describe('images of the engine, through its adapter', function () {
  this.timeout(60_000);
  const {docker} = createDockerAdapters(new AbortController().signal);
  imagesContract(() => ({
    docker,
    label: `ca.countable.contract=countable-images-${process.pid}`,
    async build(name, labels) {
      const folder = await mkdtemp(path.join(tmpdir(), 'countable-contract-'));
      try {
        const lines = Object.entries(labels).map(([key, value]) => `LABEL ${key}=${value}`);
        await writeFile(path.join(folder, 'Dockerfile'), ['FROM busybox', ...lines, ''].join('\n'));
        // Without buildx the engine's own builder makes them.
        await run('docker', ['build', '--quiet', '--tag', name, folder], {
          env: {...process.env, DOCKER_BUILDKIT: '0'},
        });
        const {stdout} = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', name]);
        return stdout.trim();
      } finally {
        await rm(folder, {recursive: true});
      }
    },
    async container(image) {
      const {stdout} = await run('docker', ['create', image]);
      return async () => void (await run('docker', ['rm', stdout.trim()]));
    },
  }));
});

describe('Compose, through its adapter', function () {
  this.timeout(60_000);
  composeContract(() => createDockerAdapters(new AbortController().signal).compose);
  composeHereContract(() => createDockerAdapters(new AbortController().signal).compose);
  composeVariablesContract(() => createDockerAdapters(new AbortController().signal).compose);
});

describe('Compose with the engine, through their adapters', function () {
  this.timeout(120_000);
  const {docker, compose} = createDockerAdapters(new AbortController().signal);
  let directory: string;
  let port: number;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'countable-contract-'));
    port = await freePort();
  });
  after(() => rm(directory, {recursive: true}));

  const known = () => ({
    docker,
    compose,
    port,
    async write(
      services: Readonly<Record<string, Service>>,
      volumes: Readonly<Record<string, object>> = {},
      networks: Readonly<Record<string, object>> = {},
    ) {
      const file = path.join(directory, 'compose.yml');
      const all = Object.entries(services).map(([name, service]) => [name, definitionOf(service)]);
      await writeFile(file, JSON.stringify({services: Object.fromEntries(all), volumes, networks}));
      return {name: `countable-contract-${process.pid}`, directory, files: [file]};
    },
  });
  describe('with one container of a service', () => {
    composeUpContract(known);
  });
  describe('with several', () => {
    composeAddContract(known);
  });
  describe('with images of the project', () => {
    composeBuildingContract(known);
  });
  describe('with networks and volumes', () => {
    networksContract(known);
  });
});

/** A service of busybox that does what the program does. */
const definitionOf = ({program: {exits, afterMs = 0, health}, fields}: Service) => {
  const ready =
    health?.healthyAfterMs === undefined ? [] : [`sleep ${health.healthyAfterMs / 1_000}; touch /ready`];
  const end = exits === undefined ? 'exec sleep 600' : `sleep ${afterMs / 1_000}; exit ${exits}`;
  // One that is never told to be unhealthy has more patience than the test.
  const retries = health?.unhealthyAfterMs === undefined ? 1_000 : 2;
  return {
    image: 'busybox',
    command: ['sh', '-c', [...ready, end].join('; ')],
    init: true,
    stop_grace_period: '1s',
    ...(health && {healthcheck: {test: 'test -f /ready', interval: '300ms', retries}}),
    ...fields,
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  return port;
};
