import {isDatabase} from '../../compose/database.ts';
import {isPublic} from '../../compose/hostPorts.ts';
import type {ComposePort} from '../../compose/model.ts';
import type {Edit} from '../plan/edits.ts';
import type {EnvironmentFacts} from '../plan/facts.ts';
import {placeOfPort} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {deployedServices} from '../plan/services.ts';

export const databasePortPublished: Rule = {
  code: 'database-port-published',
  severity: 'error',
  title: 'A database is published where others reach it',
  why: 'Docker opens the port past the firewall of most hosts, so that anybody may try passwords at it. Services reach it by its name without that.',
  mend: 'Leave `ports:` of the database out; to look into it by hand, publish it on `127.0.0.1:` and go there through ssh.',
  fix: 'Binds the port to `127.0.0.1`, where a number or a variable for the port alone is written.',
  find: facts =>
    deployedServices(facts).flatMap(({name, service, environment}) =>
      (service.ports ?? [])
        .filter(port => isDatabase(service, port) && isPublic(port))
        .map(port => ({
          ...placeOfPort(environment, name, port),
          message: `The service ${name} publishes its database port ${port.target} in ${environment.name}.`,
          edits: onThisHost(environment, name, port),
        })),
    ),
};

/** The same port, of the host itself alone: whoever looked into it from outside can still do so through ssh. */
const onThisHost = ({sources}: EnvironmentFacts, service: string, {target, published}: ComposePort): Edit[] =>
  sources.flatMap(({file, places}) =>
    places.flatMap(({path: place, text}): Edit[] => {
      const [section, name, key, index = '', field] = place;
      if (section !== 'services' || name !== service || key !== 'ports') return [];
      const path = ['services', service, 'ports', index] as const;
      if (field === 'target' && text === String(target))
        return [{file, kind: 'value', path: [...path, 'host_ip'], value: '127.0.0.1'}];
      const port = field === undefined && text !== undefined ? SHORT.exec(text)?.groups : undefined;
      // Of a variable only one that stands for the port of the host: what else it may be nobody knows.
      if (port?.['target'] !== String(target) || !isSame(port['published'], published)) return [];
      const value = `127.0.0.1:${port['published'] ?? ''}:${target}${port['protocol'] ?? ''}`;
      return [{file, kind: 'value', path, value: `"${value}"`}];
    }),
  );

/** `[address:][published:]target[/protocol]` */
const SHORT =
  /^(?:(?:0\.0\.0\.0|\[::\]):)?(?:(?<published>[0-9-]+|\$[A-Za-z_]\w*|\$\{[^}]*\}):)?(?<target>\d+)(?<protocol>\/[a-z]+)?$/;

const isSame = (written: string | undefined, published: string | undefined): boolean =>
  written === undefined ? published === undefined : written === published || written.startsWith('$');
