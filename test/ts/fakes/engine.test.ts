import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {besideContract} from '../../contract/beside.ts';
import {composeBuildingContract} from '../../contract/composeBuilding.ts';
import {composeContract} from '../../contract/compose.ts';
import {composeHereContract} from '../../contract/composeHere.ts';
import {composeVariablesContract} from '../../contract/composeVariables.ts';
import {composeAddContract} from '../../contract/composeAdd.ts';
import {composeUpContract, type Service} from '../../contract/composeUp.ts';
import {engineContract, type KnownEngine} from '../../contract/engine.ts';
import {engineInsideContract} from '../../contract/engineInside.ts';
import {imagesContract} from '../../contract/images.ts';
import {momentsContract} from '../../contract/moments.ts';
import {networksContract} from '../../contract/networks.ts';
import {holderContract, lockContract} from '../../contract/locks.ts';
import {createFakeCompose} from '../../fakes/compose/compose.ts';
import {createFakeDocker} from '../../fakes/engine/docker.ts';
import {makeIn, startIn} from '../../fakes/engine/running.ts';
import {createState, type EngineState, nameImage} from '../../fakes/engine/state.ts';
import {createFakeLocks} from '../../fakes/locks.ts';

describe('the engine that unit tests use', () => {
  const state = createState();
  const known = () => ({
    docker: createFakeDocker(state),
    label: 'ca.countable.contract=fake',
    async run(wanted: Parameters<KnownEngine['run']>[0]) {
      const container = makeIn(state, wanted);
      startIn(state, container);
      return container.id;
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
    nameImage(state, 'busybox:latest', {id: 'sha256:busybox', labels: {}});
    besideContract(() => ({...known(), port: 8080}));
  });
});

describe('the images that unit tests use', () => {
  const state = createState();
  let made = 0;
  nameImage(state, 'busybox:latest', {id: 'sha256:busybox', labels: {}});
  imagesContract(() => ({
    docker: createFakeDocker(state),
    label: 'ca.countable.contract=fake',
    build(name, labels) {
      const id = `sha256:${++made}`;
      nameImage(state, `${name}:latest`, {id, labels});
      return Promise.resolve(id);
    },
    container(image) {
      const made = makeIn(state, {
        name: 'one',
        labels: {},
        program: {},
        image: `${image}:latest`,
        imageId: state.images.get(`${image}:latest`)?.id ?? '',
      });
      return Promise.resolve(() => createFakeDocker(state).remove(made.id));
    },
  }));
});

describe('the Compose that unit tests use', () => {
  composeContract(() => createFakeCompose(createState()));
  composeVariablesContract(() => createFakeCompose(createState()));
  composeHereContract(() => createFakeCompose(createState()));
});

describe('the Compose that unit tests use, with its engine', () => {
  let directory: string;
  let engine: EngineState;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'countable-contract-'));
    engine = createState();
  });
  afterEach(() => rm(directory, {recursive: true}));

  const compose = () => ({
    docker: createFakeDocker(engine),
    compose: createFakeCompose(engine),
    port: 8080,
    async write(
      services: Readonly<Record<string, Service>>,
      volumes: Readonly<Record<string, object>> = {},
      networks: Readonly<Record<string, object>> = {},
    ) {
      engine.registry.add('busybox');
      const definitions: Record<string, object> = {};
      for (const [name, {program, fields}] of Object.entries(services)) {
        engine.programs[name] = program;
        definitions[name] = {image: 'busybox', ...fields};
      }
      const file = path.join(directory, 'compose.yml');
      await writeFile(file, JSON.stringify({services: definitions, volumes, networks}));
      return {name: 'countable-contract', directory, files: [file]};
    },
  });
  describe('with one container of a service', () => {
    composeUpContract(compose);
  });
  describe('with several', () => {
    composeAddContract(compose);
  });
  describe('with images of the project', () => {
    composeBuildingContract(compose);
  });
  describe('with networks and volumes', () => {
    networksContract(compose);
  });
});

describe('the locks that unit tests use', () => {
  lockContract(() => ({locks: createFakeLocks(), file: '/somewhere/lock'}));
  holderContract(() => ({locks: createFakeLocks(), file: '/somewhere/lock'}));
});
