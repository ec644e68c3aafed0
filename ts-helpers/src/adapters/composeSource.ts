import {isMap, isPair, isScalar, isSeq, LineCounter, type Node, type YAMLMap} from 'yaml';
import {doubtfulLine, placesOf, readsOf} from './composeSource/walk.ts';
import type {ComposeSource, SourcePort} from '../domain/validation.ts';
import {messageOf, UserError} from '../errors.ts';
import {dataOf, isTooLarge, parseYaml} from './yaml.ts';

/** Reads a compose file's text for what the merged model loses: lines. Throws COMPOSE_INVALID for broken YAML. */
export const readComposeSource = (file: string, text: string): ComposeSource => {
  try {
    return sourceOf(file, text);
  } catch (error) {
    if (error instanceof UserError) throw error;
    // It is nested too deeply, for one.
    throw new UserError('COMPOSE_INVALID', `${file} cannot be read: ${messageOf(error)}.`, {
      where: file,
      cause: error,
    });
  }
};

/** What no reader of YAML takes (https://yaml.org/spec/1.2.2/#51-character-set). */
const UNPRINTABLE = /(?![\t\n\r\u0085])\p{Cc}/u;

const sourceOf = (file: string, text: string): ComposeSource => {
  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable !== null) {
    throw new UserError('COMPOSE_INVALID', `${file} is no text: it has a control character.`, {
      where: `${file}:${text.slice(0, unprintable.index).split('\n').length}`,
    });
  }
  const lines = new LineCounter();
  // Compose's own tags mean something to us; other tags are Compose's business.
  const documents = parseYaml(text, {lines, merge: true});
  const broken = documents.flatMap(({errors}) => errors)[0];
  if (broken) {
    const {line, col} = lines.linePos(broken.pos[0]);
    const [summary = 'broken YAML'] = broken.message.split(' at line');
    throw new UserError('COMPOSE_INVALID', `${file} is not valid YAML: ${summary}.`, {
      where: `${file}:${line}:${col}`,
    });
  }
  const lineOf = (node: Node) => lines.linePos(node.range?.[0] ?? 0).line;
  const doubtful = documents
    .map(document => doubtfulLine(document, text, lineOf))
    .find(line => line !== undefined);
  if (doubtful === undefined && documents.some(isTooLarge))
    throw new Error('with its aliases filled in it is too large');
  // Compose merges the documents of a file as it merges files.
  return {
    file,
    ports: documents.flatMap(({contents}) =>
      (mapAt(contents, 'services')?.items ?? []).flatMap(pair => portsOf(pair, lineOf)),
    ),
    variables: variablesOf(text),
    places: documents.flatMap(document => placesOf(document, lineOf)),
    reads: documents.flatMap(document => readsOf(document, lineOf)),
    ...(doubtful !== undefined && {doubtful}),
  };
};

/** A YAML document as data; undefined when it cannot be read. Tags of Compose's own are left out. */
export const readYaml = (text: string): unknown => {
  try {
    const [document] = parseYaml(text, {merge: true});
    return document.errors.length > 0 ? undefined : dataOf(document);
  } catch {
    // It has an alias of nothing, or is nested deeper than anybody reads, for two.
    return undefined;
  }
};

const mapAt = (node: unknown, key: string): YAMLMap | undefined => {
  const value = isMap(node) ? node.get(key, true) : undefined;
  return isMap(value) ? value : undefined;
};

const portsOf = (pair: unknown, lineOf: (node: Node) => number): SourcePort[] => {
  if (!isPair(pair) || !isScalar(pair.key) || !isMap(pair.value)) return [];
  const service = String(pair.key.value);
  const list = pair.value.get('ports', true);
  if (!isSeq(list)) return [];
  const replaces = list.tag === '!override' || list.tag === '!reset';
  return list.items.flatMap(item => {
    const port = isScalar(item) ? shortPort(String(item.value)) : isMap(item) ? longPort(item) : undefined;
    return port ? [{service, line: lineOf(item as Node), replaces, ...port}] : [];
  });
};

type Written = Pick<SourcePort, 'published' | 'target' | 'protocol'>;

/** `[ip:][published:]target[/protocol]` (https://docs.docker.com/reference/compose-file/services/#short-syntax-4) */
const shortPort = (text: string): Written => {
  const [address = '', protocol = 'tcp'] = text.split('/');
  // A colon within `${PORT:-80}` separates nothing.
  const parts = address
    .replace(/^\[[^\]]*\]/, '')
    .replaceAll(/:([-?+])/g, '\0$1')
    .split(':')
    .map(part => part.replaceAll('\0', ':'));
  const target = parts.at(-1);
  const published = parts.at(-2);
  return {protocol, ...(isNumber(target) && {target}), ...(published !== undefined && {published})};
};

const longPort = (map: YAMLMap): Written => {
  const [target, published, protocol] = ['target', 'published', 'protocol'].map(key => {
    const value = map.get(key);
    return value === undefined || value === null ? undefined : String(value);
  });
  return {
    protocol: protocol ?? 'tcp',
    ...(isNumber(target) && {target}),
    ...(published !== undefined && {published}),
  };
};

/** A port or a range of ports; a variable is neither. */
const isNumber = (text: string | undefined): text is string =>
  text !== undefined && /^\d+(-\d+)?$/.test(text);

const variablesOf = (text: string): ComposeSource['variables'] =>
  text.split('\n').flatMap((line, index) => {
    const code = line.replace(/(^|\s)#[^]*/, '').replaceAll('$$', '');
    return [...code.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => ({name, line: index + 1}));
  });
