import type {ComposeModel, ComposeResource} from '../compose/model.ts';
import {networkOf, resourceOf, volumeOf} from './resources.ts';
import {isJob} from './jobs.ts';
import {serviceOf} from './service.ts';

/** What a stack file is made with, besides the model. */
export interface StackGiven {
  /** The services to be in it. Default: all. */
  services?: readonly string[];
  /** What images are called in the swarm, by service. */
  images: Readonly<Record<string, string>>;
  /** What configs and secrets are called in the swarm, by their kind and name: `secrets token`. */
  names: Readonly<Record<string, string>>;
  /** Files of those whose text stands in the model. */
  files: Readonly<Record<string, string>>;
}

/** The file for `docker stack deploy` that means what the merged model means to Compose. */
export const stackFileOf = (model: ComposeModel, given: StackGiven): Record<string, unknown> => {
  const wanted = given.services ?? Object.keys(model.services);
  const services = Object.entries(model.services).filter(
    ([name, {provider}]) => wanted.includes(name) && provider === undefined,
  );
  return {
    version: '3.8',
    services: Object.fromEntries(services.map(([name]) => [name, written(name, model, given)])),
    networks: mapped(model.networks, networkOf),
    volumes: mapped(model.volumes, volumeOf),
    configs: kept('configs', model.configs, given),
    secrets: kept('secrets', model.secrets, given),
  };
};

const written = (name: string, model: ComposeModel, {images}: StackGiven): Record<string, unknown> => {
  const service = model.services[name] ?? {};
  const image = images[name] ?? service.image ?? '';
  return serviceOf(service, {image, isJob: isJob(name, model)});
};

const mapped = (
  all: Readonly<Record<string, ComposeResource | null>> | undefined,
  by: (one: ComposeResource) => object,
): Record<string, object> =>
  Object.fromEntries(Object.entries(all ?? {}).map(([name, one]) => [name, by(one ?? {})]));

const kept = (
  kind: 'configs' | 'secrets',
  all: Readonly<Record<string, ComposeResource>> | undefined,
  {names, files}: StackGiven,
): Record<string, object> =>
  Object.fromEntries(
    Object.entries(all ?? {}).map(([name, one]) => {
      const key = `${kind} ${name}`;
      return [name, resourceOf(one, {name: names[key], file: files[key]})];
    }),
  );
