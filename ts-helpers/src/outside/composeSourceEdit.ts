import {Document, isMap, Scalar, type YAMLSeq} from 'yaml';
import {UserError} from '../errors/userError.ts';
import {parseYaml} from './yaml.ts';

/**
 * A compose file's text in which services publish these ports, and no others of files before it. What else it says stays, with
 * its comments. Throws COMPOSE_INVALID where it is no compose file.
 */
export const withPorts = (
  {file, text}: {file: string; text: string},
  services: Readonly<Record<string, readonly string[]>>,
): string => {
  const document = text.trim() === '' ? new Document({}) : parseYaml(text)[0];
  if (document.errors.length > 0 || !isMap(document.contents))
    throw new UserError('COMPOSE_INVALID', `${file} cannot be changed: it is no map.`, {where: file});
  for (const [service, ports] of Object.entries(services)) {
    const list = document.createNode(ports.map(quoted)) as YAMLSeq;
    list.tag = '!override';
    // A service without a value, `web:`, has no map as yet.
    if (!isMap(document.getIn(['services', service])))
      document.setIn(['services', service], document.createNode({}));
    document.setIn(['services', service, 'ports'], list);
  }
  return document.toString({lineWidth: 0});
};

/** Some readers take `22:22` for a number. */
const quoted = (port: string): Scalar => {
  const scalar = new Scalar(port);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
};
