import {isFixed} from '../../compose/hostPorts.ts';
import type {ComposeModel, ComposePort, PublishedPort} from '../../compose/model.ts';
import type {ComposeSource} from '../../compose/source.ts';
import {lineOfPort} from '../../compose/sourcePlaces.ts';
import {UserError} from '../../errors/userError.ts';

/** A port of this machine that a service is to have, and something else has. */
export interface TakenPort extends PublishedPort {
  service: string;
  /** `the container other-web-1 (of ~/other)` */
  by: string;
  /** The next one that nobody has. */
  free: number | undefined;
}

/** Other ports for some, by those that the files say. */
export type Choices = ReadonlyMap<number, number>;

/** How they are taken: by variables of the files, and else in the override that people have for themselves. */
export interface PortEdits {
  sets: Record<string, string>;
  services: Record<string, string[]>;
}

type Known = {model: Pick<ComposeModel, 'services'>; sources: readonly ComposeSource[]};

/** Throws BAD_ARGUMENT for a port that no service publishes. */
export const editsFor = (choices: Choices, known: Known): PortEdits => {
  const edits: PortEdits = {sets: {}, services: {}};
  for (const [from, to] of choices) {
    const found = publishersOf(from, known.model);
    if (found.length === 0)
      throw new UserError('BAD_ARGUMENT', `No service publishes the port ${from}.`, {
        where: '--port',
        remedy: 'Name one that is published, and the one to take: --port 8080=8081.',
      });
    for (const [service, port] of found) {
      const variable = variableOf(service, port, known.sources);
      if (variable !== undefined) edits.sets[variable] = String(to);
      else
        edits.services[service] = (known.model.services[service]?.ports ?? []).map(one =>
          written(one, choices),
        );
    }
  }
  return edits;
};

const publishersOf = (published: number, {services}: Known['model']): [string, ComposePort][] =>
  Object.entries(services).flatMap(([service, {ports = []}]) =>
    ports
      .filter(port => isFixed(port) && Number(port.published) === published)
      .map((port): [string, ComposePort] => [service, port]),
  );

/** `WEB_PORT` of `"${WEB_PORT:-8080}:80"`. */
export const variableOf = (
  service: string,
  {target}: Pick<ComposePort, 'target'>,
  sources: readonly ComposeSource[],
): string | undefined => {
  const own = sources
    .flatMap(({ports}) => ports)
    .filter(port => port.service === service && port.target === String(target));
  return /^\$\{?([A-Za-z_]\w*)(?:\}|:?-[^}]*\})?$/.exec(own.at(-1)?.published ?? '')?.[1];
};

/** As a compose file has it in one word: `127.0.0.1:8081:80/udp`. */
const written = ({host_ip: address, published, target, protocol}: ComposePort, choices: Choices): string => {
  const chosen = published === undefined ? undefined : (choices.get(Number(published)) ?? published);
  const place = address?.includes(':') ? `[${address}]` : address;
  const kind = protocol === undefined || protocol === 'tcp' ? '' : `/${protocol}`;
  return `${[place, chosen, target].filter(part => part !== undefined).join(':')}${kind}`;
};

/** Throws PORT_TAKEN, for all of them at once. */
export const refuseTaken = (taken: readonly TakenPort[], {model, sources}: Known): void => {
  const [first] = taken;
  if (first === undefined) return;
  const message = taken.map(one => `${takenText(one)}.`).join(' ');
  throw new UserError('PORT_TAKEN', message, {
    where: lineOfPort(first.service, {published: String(first.port)}, sources),
    remedy: remedyOf(taken, {model, sources}),
  });
};

export const takenText = ({service, port, by}: TakenPort): string =>
  `The port ${port} that ${service} is to publish is in use by ${by}`;

const remedyOf = (taken: readonly TakenPort[], known: Known): string => {
  const free = taken.filter(one => one.free !== undefined);
  if (free.length === 0) return 'Stop what holds it, and run it again.';
  const words = `--port ${free.map(one => `${one.port}=${one.free}`).join(',')}`;
  return `Stop what holds it, or take the next free one: countable up ${words} (${free.map(one => wayText(one, known)).join('; ')})`;
};

/** What becomes of that choice. */
export const wayText = ({service, port, free}: TakenPort, {model, sources}: Known): string => {
  const own = publishersOf(port, model).find(([name]) => name === service);
  const variable = own && variableOf(service, own[1], sources);
  return variable === undefined
    ? `writes ${free} into docker-compose.override.yml`
    : `sets ${variable}=${free} in .env`;
};
