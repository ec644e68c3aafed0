import type {ComposeModel} from '../compose/model.ts';
import type {Evidence} from '../result/result.ts';
import type {ComposeSource, SourcePlace} from '../compose/source.ts';
import {LOCALHOST, serverName, serverWords} from './rootCause/servers.ts';

/**
 * The variable of a service, and its line, by which it asks for a server at localhost. Undefined where several may be it,
 * or where its value does not stand in the compose files.
 */
export const localhostEvidence = (
  {evidence: {log, services = []}}: {evidence: Evidence},
  {services: model}: Pick<ComposeModel, 'services'>,
  sources: readonly ComposeSource[],
): Pick<Evidence, 'localhostAt'> => {
  const places = [...(log ? [[log.source, log.lines] as const] : []), ...services.map(logOf)];
  for (const [service, lines] of places) {
    const port = lines.map(askedPort).find(found => found !== undefined);
    const environment = Object.hasOwn(model, service) ? model[service]?.environment : undefined;
    if (port === undefined || environment === undefined) continue;
    const [held, second] = Object.entries(environment).filter(([name, value]) =>
      asks(name, value ?? '', port),
    );
    if (held === undefined || second !== undefined) return {};
    const at = lineIn(sources, {service, variable: held[0]});
    return at === undefined ? {} : {localhostAt: {service, setting: `${held[0]} of ${service} (${at})`}};
  }
  return {};
};

const logOf = ({service, log = []}: {service: string; log?: readonly string[]}) => [service, log] as const;

const askedPort = (line: string): string | undefined => {
  const match = LOCALHOST.map(pattern => pattern.exec(line)).find(found => found !== null);
  const port = match?.groups?.['port'] ?? '3306';
  return match === undefined || serverName(port) === undefined ? undefined : port;
};

/** An address of that port; or a host alone, in a variable that is called after the server. */
const asks = (name: string, value: string, port: string): boolean => {
  const {scheme, told} = ADDRESS.exec(value)?.groups ?? {};
  if (told !== undefined) return told === port;
  const isOfServer = serverWords(port).test(`${scheme ?? ''} ${name}`);
  return isOfServer && (scheme !== undefined || (HOST.test(value) && /HOST|SERVER|ADDR/i.test(name)));
};

/** `postgres://shop:secret@localhost:5432/shop`, `localhost:6379` */
const ADDRESS =
  /^(?:(?<scheme>[a-z][\w+.-]{0,30}):\/\/(?:[^/?#\s]*@)?)?(?:localhost|127\.0\.0\.1|\[::1\])(?::(?<told>\d{1,5}))?(?:[/?#]|$)/i;
const HOST = /^(?:localhost|127\.0\.0\.1|::1)$/i;

/** Where the strongest file says it, if that is where localhost stands. */
const lineIn = (
  sources: readonly ComposeSource[],
  {service, variable}: {service: string; variable: string},
): string | undefined => {
  const above = ['services', service, 'environment'];
  const isIt = ({path, text = ''}: SourcePlace): boolean =>
    above.every((name, index) => path[index] === name) &&
    (path[above.length] === variable || text.startsWith(`${variable}=`));
  for (const {file, places} of [...sources].reverse()) {
    const place = places.findLast(isIt);
    if (place !== undefined)
      return /localhost|127\.0\.0\.1|::1/i.test(place.text ?? '') ? `${file}:${place.line}` : undefined;
  }
  return undefined;
};
