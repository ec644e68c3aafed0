import {UserError} from '../../errors/userError.ts';
import type {ComposeModel} from '../../compose/model.ts';
import {hostPorts, meet} from '../../compose/hostPorts.ts';
import type {ComposeSource, SourcePort} from '../../compose/source.ts';
import {lineOfPort} from '../../compose/sourcePlaces.ts';
import type {ReadFor} from '../variables.ts';

/** Ports that cannot be, and lists of ports that add up. With the model also those whose numbers are variables. */
export const portFindings = (sources: readonly ComposeSource[], model?: ComposeModel): UserError[] => {
  const known = sources.map(source => ({
    ...source,
    ports: source.ports.map(port => withTarget(port, model)),
  }));
  return [
    ...known.flatMap(({file, ports}) =>
      ports
        .filter(({published = ''}) => /^\d/.test(published) && !isPossible(published))
        .map(({published = '', line}) => impossiblePort(published, `${file}:${line}`)),
    ),
    ...(model ? impossibleByVariables(model, known) : []),
    ...known.flatMap((source, index) =>
      source.ports
        .filter(port => !port.replaces && isThereTwice(port, model))
        .flatMap(port => addsUp(port, source, known.slice(0, index)) ?? []),
    ),
  ];
};

const impossibleByVariables = (model: ComposeModel, sources: readonly ComposeSource[]): UserError[] =>
  Object.entries(model.services).flatMap(([service, {ports = []}]) =>
    ports
      .filter(({published}) => published !== undefined && !isPossible(published))
      .filter(
        ({published}) => !sources.some(({ports: own}) => own.some(port => port.published === published)),
      )
      .map(port => impossiblePort(port.published ?? '', lineOfPort(service, port, sources))),
  );

/** Two texts may have the same value, and then Compose keeps one of them. */
const isThereTwice = ({service, target, protocol}: SourcePort, model?: ComposeModel): boolean => {
  const own = model?.services[service]?.ports?.filter(
    port => String(port.target) === target && (port.protocol ?? 'tcp') === protocol,
  );
  // A range of container ports is several in the model.
  return own === undefined || own.length > 1 || target?.includes('-') === true;
};

/** Two services, or two containers of one, that would publish the same port: the second would not start. */
export const sharedPorts = (
  model: ComposeModel,
  sources: readonly ComposeSource[],
  {isForSwarm = false}: Pick<ReadFor, 'isForSwarm'>,
): UserError[] => {
  const ports = hostPorts(model);
  const twins = ports.flatMap((port, index) => {
    const twin = ports.slice(0, index).find(other => meet(port, other) && other.service !== port.service);
    return twin === undefined ? [] : [[twin, port] as const];
  });
  const between = twins.map(([one, other]) =>
    shared(`The services ${one.service} and ${other.service} publish the same port ${other.port}.`, [
      lineOfPort(one.service, {published: String(one.port)}, sources),
      lineOfPort(other.service, {published: String(other.port)}, sources),
    ]),
  );
  const replicated = isForSwarm ? [] : ports.filter(({service}) => replicas(model, service) > 1);
  const within = replicated.map(({service, port}) =>
    shared(`${replicas(model, service)} containers of ${service} would publish the same port ${port}.`, [
      lineOfPort(service, {published: String(port)}, sources),
    ]),
  );
  return [...between, ...within];
};

const isPossible = (published: string): boolean =>
  published.split('-').every(port => /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);

const impossiblePort = (published: string, where: string): UserError =>
  new UserError('PORT_IMPOSSIBLE', `The published port ${published} is not between 1 and 65535.`, {where});

const shared = (message: string, places: readonly string[]): UserError =>
  new UserError('PORT_SHARED', message, {where: [...new Set(places)].join(' and ')});

const replicas = ({services}: ComposeModel, service: string): number => {
  const {scale, deploy} = services[service] ?? {};
  return Number(scale ?? deploy?.replicas ?? 1);
};

/** A container port that is a variable has its value in the model: by its host port, or as the only one there is. */
const withTarget = (port: SourcePort, model?: ComposeModel): SourcePort => {
  if (port.target !== undefined) return port;
  const own = model?.services[port.service]?.ports ?? [];
  const targets = new Set(own.map(({target}) => target));
  const target =
    own.find(({published}) => published === port.published)?.target ??
    (targets.size === 1 ? [...targets][0] : undefined);
  return target === undefined ? port : {...port, target: String(target)};
};

const addsUp = (
  port: SourcePort,
  source: ComposeSource,
  before: readonly ComposeSource[],
): UserError | undefined => {
  if (port.target === undefined) return undefined;
  for (const earlier of before) {
    const twin = earlier.ports.find(
      other =>
        other.service === port.service &&
        other.target === port.target &&
        other.protocol === port.protocol &&
        other.published !== port.published,
    );
    if (!twin) continue;
    const message = `The service ${port.service} would publish its port ${port.target} twice: ${earlier.file} and ${source.file} both list it, and Compose adds the lists up.`;
    return new UserError('PORTS_CONCATENATED', message, {
      where: `${source.file}:${port.line} and ${earlier.file}:${twin.line}`,
    });
  }
  return undefined;
};
