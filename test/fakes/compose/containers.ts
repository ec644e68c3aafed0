import {createHash, randomBytes} from 'node:crypto';
import type {ComposeModel, ComposeService, ContainerMount} from '../../../ts-helpers/src/compose/model.ts';
import {PROJECT, SERVICE} from '../engine/listing.ts';
import {endIn, makeIn, removeIn, type Wanted} from '../engine/running.ts';
import type {EngineState, FakeContainer, FakeImage} from '../engine/state.ts';
import {imageOf, pullIn} from './building.ts';
import type {Said} from './said.ts';

interface OfService {
  name: string;
  service: ComposeService;
  project: string;
  directory: string;
  model: ComposeModel;
  count: number;
  keepsOld: boolean;
}

/** Those that are there, and new ones where something of them has changed or they are too few. */
export const containersOf = (state: EngineState, of: OfService, said: Said): FakeContainer[] => {
  const {name, project, count, keepsOld} = of;
  const wanted = wantedOf(state, of, said);
  const own = ownOf(state, project, name);
  const isCurrent = (one: FakeContainer) => keepsOld || one.labels[CONFIG] === wanted.labels[CONFIG];
  const staying = [...own.filter(isCurrent), ...own.filter(one => !isCurrent(one))].slice(0, count);
  const remove = removingFrom(state);
  for (const one of own) if (!staying.includes(one)) remove(one);
  const renewed = staying.map(one => {
    if (isCurrent(one)) return one;
    remove(one);
    return made(
      state,
      {...wanted, name: one.name, mounts: mountsOf(of.service, {...wanted.of, before: one})},
      said,
    );
  });
  const numbers = own.map(({labels}) => Number(labels[NUMBER] ?? 1));
  for (let number = Math.max(0, ...numbers) + 1; renewed.length < count; number += 1)
    renewed.push(
      made(
        state,
        {
          ...wanted,
          name: of.service.container_name ?? `${project}-${name}-${number}`,
          ports: portsOf(of.service, state),
          labels: {...wanted.labels, [NUMBER]: String(number)},
          mounts: mountsOf(of.service, {...wanted.of, before: undefined}),
        },
        said,
      ),
    );
  return renewed;
};

const removingFrom =
  (state: EngineState) =>
  (one: FakeContainer): void => {
    if (one.state === 'running') endIn(state, one, {exitCode: 0});
    removeIn(state, one);
  };

/** Of a service that is to have none. */
export const removeAllOf = (state: EngineState, project: string, name: string): void => {
  ownOf(state, project, name).forEach(removingFrom(state));
};

/** The oldest first. */
const ownOf = (state: EngineState, project: string, name: string): FakeContainer[] =>
  state.containers.filter(({labels}) => labels[PROJECT] === project && labels[SERVICE] === name).toReversed();

const made = (state: EngineState, wanted: Wanted, said: Said): FakeContainer => {
  if (state.containers.some(({name}) => name === wanted.name))
    said.fail(
      `Error response from daemon: Conflict. The container name "/${wanted.name}" is already in use by container "x". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  return makeIn(state, wanted);
};

const wantedOf = (state: EngineState, {name, service, project, directory, model}: OfService, said: Said) => {
  const image = imageOf(project, name, service);
  if (!state.images.has(image)) {
    if (service.build) said.fail(`Error response from daemon: No such image: ${image}`);
    pullIn(state, image, said);
  }
  const made: FakeImage = state.images.get(image) ?? {id: '', labels: {}};
  const {build: _, scale: __, depends_on: ___, ...configured} = service;
  const hash = createHash('sha256')
    .update(JSON.stringify({...configured, imageId: made.id}))
    .digest('hex');
  return {
    of: {model, image: made},
    image,
    imageId: made.id,
    restartPolicy: service.restart ?? 'no',
    ports: portsOf(service, state),
    networks: Object.keys((service['networks'] as object | undefined) ?? {default: null}).map(
      network => `${project}_${network}`,
    ),
    ...(Array.isArray(service['command']) && {command: service['command'] as string[]}),
    variables: {...made.variables, ...service.environment},
    program: state.programOf?.(name, made) ?? state.programs[name] ?? {},
    labels: {
      ...service.labels,
      [PROJECT]: project,
      [SERVICE]: name,
      [CONFIG]: hash,
      [NUMBER]: '1',
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.project.working_dir': directory,
    },
  };
};

/** Volumes without a name are those that the container before had there, whatever these are called. */
const mountsOf = (
  {volumes = []}: ComposeService,
  {model, image, before}: {model: ComposeModel; image: FakeImage; before: FakeContainer | undefined},
): ContainerMount[] => {
  const asked = volumes.filter(({type}) => type !== 'tmpfs');
  const targets = asked.map(({target}) => target);
  const all = [
    ...asked,
    ...(image.volumes ?? [])
      .filter(target => !targets.includes(target))
      .map(target => ({type: 'volume', target, source: '', read_only: false})),
  ];
  return all.map(({type, source = '', target, read_only: closed = false}) => {
    const named = type === 'volume' ? (model.volumes?.[source]?.name ?? source) : source;
    const handedOn = before?.mounts.find(one => one.target === target)?.source;
    const unnamed = () => handedOn ?? randomBytes(32).toString('hex');
    return {type, source: named === '' ? unnamed() : named, target, isWritable: !closed};
  });
};

export const CONFIG = 'com.docker.compose.config-hash';
const NUMBER = 'com.docker.compose.container-number';

const portsOf = ({ports = []}: ComposeService, state: EngineState): FakeContainer['ports'] =>
  ports.map(({target, published, host_ip: address = '0.0.0.0', protocol = 'tcp'}) => ({
    port: portOf(published, state),
    address,
    protocol,
    target,
  }));

const FIRST_CHOSEN = 32_768;

/** Of a range the first that is free. */
const portOf = (published: string | undefined, state: EngineState): number => {
  if (published === undefined) return freePort(FIRST_CHOSEN, state);
  const [first = '', last] = published.split('-');
  return last === undefined ? Number(first) : freePort(Number(first), state);
};

const freePort = (first: number, {containers, takenPorts}: EngineState): number => {
  const taken = new Set([...takenPorts, ...containers.flatMap(({ports}) => ports.map(({port}) => port))]);
  let port = first;
  while (taken.has(port)) port += 1;
  return port;
};
