import {Document, isMap, type YAMLSeq} from 'yaml';
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
    const list = document.createNode(ports) as YAMLSeq;
    list.tag = '!override';
    // A service without a value, `web:`, has no map as yet.
    if (!isMap(document.getIn(['services', service])))
      document.setIn(['services', service], document.createNode({}));
    document.setIn(['services', service, 'ports'], list);
  }
  return document.toString({lineWidth: 0});
};
