import type {ComposeModel, ComposeService} from '../../compose/model.ts';
import type {ComposeSource} from '../../compose/source.ts';
import {lineOf} from '../../compose/sourcePlaces.ts';
import {UserError} from '../../errors/userError.ts';
import {quoted} from '../../text/plain.ts';

/** What the compose files use, and somebody else is to have made. */
export interface External {
  kind: 'network' | 'volume';
  /** As the compose files call it. */
  key: string;
  /** And the engine. */
  name: string;
  services: readonly string[];
}

/** One that is not there, or is for containers of its own machine alone where a swarm is to use it. */
export interface Lacking extends External {
  isThere: boolean;
}

export const externalsOf = (model: ComposeModel): External[] =>
  KINDS.flatMap(kind =>
    Object.entries(model[`${kind}s`] ?? {})
      .filter(([, resource]) => resource?.external === true)
      .map(([key, resource]) => ({kind, key, name: resource?.name ?? key, services: users(kind, key, model)}))
      .filter(({services}) => services.length > 0),
  );

const KINDS = ['network', 'volume'] as const;

const users = (kind: External['kind'], key: string, {services}: ComposeModel): string[] =>
  Object.entries(services)
    .filter(([, service]) => USES[kind](service, key))
    .map(([name]) => name);

const USES: Record<External['kind'], (service: ComposeService, key: string) => boolean> = {
  network: ({networks}, key) => key in ((networks ?? {}) as object),
  volume: ({volumes = []}, key) => volumes.some(({type, source}) => type === 'volume' && source === key),
};

/** Who goes back from a failure tries all the same. */
export const lackingFindings = ({
  lacking,
  sources,
  before,
  swarm,
}: {
  lacking: readonly Lacking[];
  sources: readonly ComposeSource[];
  before?: unknown;
  swarm?: unknown;
}): UserError[] =>
  before !== undefined
    ? []
    : lacking.map(one => {
        const {kind, key, name, services, isThere} = one;
        const where = lineOf(sources, [`${kind}s`, key]);
        const what = `The ${kind} ${name} of ${services.join(', ')} is external, and`;
        const making = (called: string) =>
          `docker ${kind} create${swarm === undefined ? '' : ' --driver overlay --attachable'} ${quoted(called)}`;
        return isThere
          ? new UserError('NOT_FOR_SWARM', `${what} that of this machine is none of a swarm.`, {
              where,
              remedy: `Name another one, and make it once, on a manager: \`${making(`${name}-swarm`)}\``,
            })
          : new UserError('EXTERNAL_MISSING', `${what} this machine does not have it.`, {
              where,
              remedy: `Make it once on that machine: \`${making(name)}\`. Or start the project that it belongs to. Where it is this project's own, leave out \`external: true\`.`,
            });
      });
