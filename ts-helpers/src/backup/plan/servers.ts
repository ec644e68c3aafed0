import {isClientOf, runsOther} from '../../compose/client.ts';
import {type Engine, engineOf, engineWithin} from '../../compose/engine.ts';
import {hasRootByChance} from '../../compose/imageUser.ts';
import type {ComposeModel, Container} from '../../compose/model.ts';
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
  /** Nobody can read its users: root has a password by chance. */
  isWithoutUsers?: true;
  /** Where it is, where it is no service: then `service` is the variable that leads to it. */
  outside?: Outside;
}

/** By what a container is known later: the rest of it may be secret. */
export type Held = Pick<Container, 'id' | 'image' | 'imageId'>;

export const held = ({id, image, imageId}: Container): Held => ({id, image, imageId});

/** Folders in which servers keep what their dump has. */
export const DATA: Readonly<Record<string, readonly string[]>> = {
  postgres: ['/var/lib/postgresql', '/bitnami/postgresql', '/home/postgres/pgdata'],
  mysql: ['/var/lib/mysql', '/bitnami/mysql', '/bitnami/mariadb'],
  mongo: ['/data/db', '/data/configdb', '/bitnami/mongodb'],
};

export const isWithin = (place: string, folder: string): boolean =>
  place === folder || place.startsWith(`${folder}/`);

/** Whether what is mounted there has them, or a part of them. */
export const isOfData = (target: string, folders: readonly string[]): boolean =>
  folders.some(folder => isWithin(folder, target) || isWithin(target, folder));

/** The engine of a service, by its image or by what its containers say. */
export const engineOfService = (
  service: string,
  {model, containers}: Pick<BackupFacts, 'model' | 'containers'>,
): Engine | undefined => {
  const own = containers.filter(one => one.service === service);
  const engine = engineOf(model.services[service]?.image) ?? own.map(engineWithin).find(Boolean);
  const isOther = own.length > 0 && own.every(one => isClientOf(one) || runsOther(one) || isJob(one, model));
  return isOther && !(engine && keepsData(service, engine, model)) ? undefined : engine;
};

/** Another service waits until it has ended, and it has. */
const isJob = ({service, state, exitCode}: Container, model: ComposeModel): boolean =>
  state === 'exited' &&
  exitCode === 0 &&
  Object.values(model.services).some(
    ({depends_on: needed}) => needed?.[service]?.condition === 'service_completed_successfully',
  );

/** Under a name, where the server would have it: then it may be one, whatever it was told to run. */
const keepsData = (service: string, {kind}: Engine, model: ComposeModel): boolean =>
  (model.services[service]?.volumes ?? []).some(
    ({source, target, read_only: isReadOnly = false}) =>
      !isReadOnly && source !== undefined && isOfData(target, DATA[DUMPED[kind] ?? ''] ?? []),
  );

export const serversOf = (facts: Pick<BackupFacts, 'model' | 'containers'>): PlannedServer[] =>
  Object.keys(facts.model.services).flatMap(service => {
    const engine = engineOfService(service, facts);
    const kind = engine && DUMPED[engine.kind];
    if (kind === undefined) return [];
    const running = facts.containers.find(one => one.service === service && one.state === 'running');
    const isWithoutUsers = kind === 'mysql' && hasRootByChance(facts.model.services[service]?.environment);
    return [
      {
        ...{kind, title: engine?.title ?? kind, service, container: running && held(running)},
        ...(isWithoutUsers && {isWithoutUsers: true}),
      },
    ];
  });
