import {dataFolderOf, engineOf} from '../../compose/engine.ts';
import type {ComposeService} from '../../compose/model.ts';
import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {deployedServices} from '../plan/services.ts';

/** Where images of these keep their data, and folders above. */
const DATA: Readonly<Record<string, readonly string[]>> = {
  postgres: ['/var/lib/postgresql', '/bitnami/postgresql', '/home/postgres/pgdata'],
  mysql: ['/var/lib/mysql', '/bitnami/mysql', '/bitnami/mariadb'],
  mariadb: ['/var/lib/mysql', '/bitnami/mariadb'],
  mongo: ['/data/db', '/bitnami/mongodb'],
};

export const databaseWithoutVolume: Rule = {
  code: 'database-without-volume',
  severity: 'error',
  title: 'Data of a database is in no named volume',
  why: 'What is in the container, or in a volume without a name, is gone from sight with the container: after `docker compose down`, another name of the project or another machine, the database begins empty.',
  mend: 'Give it a volume with a name at its data folder, as in `volumes: ["db:/var/lib/postgresql/data"]`, and `db:` below `volumes:` of the file; `tmpfs:` where nothing is to be kept.',
  find: facts =>
    deployedServices(facts).flatMap(({name, service, environment}) => {
      const folders = foldersOf(service);
      return folders.length === 0 || runsOther(service) || isKept(service, folders)
        ? []
        : [
            {
              ...placeOf(environment, 'services', name, 'volumes'),
              message: `The data of the service ${name} is in no volume that has a name, and in no folder of the host.`,
            },
          ];
    }),
};

/** The image of a server is that of its clients as well: a worker, a dump. */
const runsOther = ({command, entrypoint}: ComposeService): boolean => {
  const [first] = Array.isArray(command) ? (command as unknown[]).map(String) : [];
  return (Array.isArray(entrypoint) && entrypoint.length > 0) || (first !== undefined && !SERVER.test(first));
};

/** An option is given to the server that the image runs. */
const SERVER = /^-|(?:^|\/)(?:postgres|mysqld|mysqld_safe|mariadbd|mongod|docker-entrypoint\.sh)$/;

const foldersOf = ({image, command, environment}: ComposeService): readonly string[] => {
  const engine = engineOf(image);
  const usual = engine === undefined ? [] : (DATA[engine.kind] ?? []);
  const said = engine && dataFolderOf(engine, {command, variables: environment});
  return usual.length === 0 || said === undefined ? usual : [said];
};

const isKept = ({volumes = [], tmpfs}: ComposeService, folders: readonly string[]): boolean => {
  const places = [tmpfs ?? []].flat().map(place => String(place).split(':', 1)[0] ?? '');
  const targets = volumes
    .filter(({type, source}) => type !== 'volume' || (source !== undefined && source !== ''))
    .map(({target}) => target);
  return [...places, ...targets].some(place =>
    folders.some(folder => isWithin(place, folder) || isWithin(folder, place)),
  );
};

const isWithin = (place: string, folder: string): boolean =>
  place === folder || place.startsWith(`${folder.replace(/\/$/, '')}/`);
