import {type Engine, engineOf, engineWithin, isClientOf, runsOther} from '../../compose/engine.ts';
import type {Container} from '../../compose/model.ts';
import {DUMPED} from '../../archive/dumpedKinds.ts';
import type {EngineKind} from '../../archive/manifest.ts';
import type {BackupFacts} from './facts.ts';

/** Where a database is that is no service: what of it may be shown. */
export interface Outside {
  host: string;
  /** The one that is meant; default: every one of the server. */
  database?: string;
  /** Whose tools are used; default: by its version. */
  image?: string;
  /** From which it can be reached, as a container of the project does. */
  networks: readonly string[];
}

/** A database server of the project whose own tool dumps it. */
export interface PlannedServer {
  kind: EngineKind;
  title: string;
  service: string;
  /** Undefined where none runs. */
  container: Held | undefined;
  /** Where it is, where it is no service: then `service` is the variable that leads to it. */
  outside?: Outside;
}

/** By what a container is known later: the rest of it may be secret. */
export type Held = Pick<Container, 'id' | 'image' | 'imageId'>;

export const held = ({id, image, imageId}: Container): Held => ({id, image, imageId});

/** The engine of a service, by its image or by what its containers say. */
export const engineOfService = (
  service: string,
  {model, containers}: Pick<BackupFacts, 'model' | 'containers'>,
): Engine | undefined => {
  const own = containers.filter(one => one.service === service);
  if (own.length > 0 && own.every(one => isClientOf(one) || runsOther(one))) return undefined;
  return engineOf(model.services[service]?.image) ?? own.map(engineWithin).find(Boolean);
};

export const serversOf = (facts: Pick<BackupFacts, 'model' | 'containers'>): PlannedServer[] =>
  Object.keys(facts.model.services).flatMap(service => {
    const engine = engineOfService(service, facts);
    const kind = engine && DUMPED[engine.kind];
    if (kind === undefined) return [];
    const running = facts.containers.find(one => one.service === service && one.state === 'running');
    return [{kind, title: engine?.title ?? kind, service, container: running && held(running)}];
  });
