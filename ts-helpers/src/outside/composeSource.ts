import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  visit,
  type YAMLMap,
} from 'yaml';
import {doubtfulLine, placesOf, readsOf, resolved} from './composeSource/walk.ts';
import type {ComposeSource, SourcePort} from '../compose/source.ts';
import {messageOf, UserError} from '../errors/userError.ts';
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
  const unanchored = documents.flatMap(document => unanchoredIn(document, lineOf));
  // Compose merges the documents of a file as it merges files.
  const places = documents.flatMap(document => placesOf(document, lineOf));
  const root = rootOf(documents, lineOf);
  return {
    file,
    ports: documents.flatMap(document => {
      const services = mapAt(document.contents, 'services');
      return services ? services.items.flatMap(pair => portsOf(pair, {document, services, lineOf})) : [];
    }),
    variables: variablesOf(text),
    broken: brokenIn(places),
    places,
    ...(root !== undefined && {root}),
    reads: documents.flatMap(document => readsOf(document, lineOf)),
    ...(doubtful !== undefined && {doubtful}),
    ...(unanchored.length > 0 && {unanchored}),
  };
};

const rootOf = (documents: readonly Document[], lineOf: (node: Node) => number): ComposeSource['root'] => {
  const contents = documents.flatMap(document =>
    isNothing(document.contents) ? [] : [document.contents as Node],
  );
  const odd = contents.find(node => !isMap(node));
  if (odd !== undefined) return {kind: isSeq(odd) ? 'a list' : 'a text', line: lineOf(odd)};
  return contents.length === 0 ? {kind: 'nothing', line: 1} : undefined;
};

const isNothing = (node: unknown): boolean => node === null || (isScalar(node) && node.value === null);

/** An alias is of an anchor above it. */
const unanchoredIn = (document: Document, lineOf: (node: Node) => number): {name: string; line: number}[] => {
  const anchors = new Set<string>();
  const found: {name: string; line: number}[] = [];
  visit(document, {
    Value: (_, {anchor}) => void (anchor !== undefined && anchors.add(anchor)),
    Alias: (_, alias) =>
      void (!anchors.has(alias.source) && found.push({name: alias.source, line: lineOf(alias)})),
  });
  return found;
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

/** As Compose reads them: through anchors and merges, and those of services that are extended. */
const portsOf = (
  pair: unknown,
  {document, services, lineOf}: {document: Document; services: YAMLMap; lineOf: (node: Node) => number},
): SourcePort[] => {
  if (!isPair(pair) || !isScalar(pair.key)) return [];
  const service = String(pair.key.value);
  return servicesBehind(service, services, document).flatMap(map => {
    const list = valueOf(map, 'ports', document);
    if (!isSeq(list)) return [];
    const replaces = list.tag === '!override' || list.tag === '!reset';
    return list.items.flatMap(entry => {
      const item = resolved(entry, document);
      const port = isScalar(item) ? shortPort(String(item.value)) : isMap(item) ? longPort(item) : undefined;
      return port ? [{service, line: lineOf(entry as Node), replaces, ...port}] : [];
    });
  });
};

/** Itself, and the services of this file that it extends. */
const servicesBehind = (service: string, services: YAMLMap, document: Document): YAMLMap[] => {
  const found: YAMLMap[] = [];
  for (let name: string | undefined = service; name !== undefined;) {
    const map: unknown = resolved(services.get(name, true), document);
    if (!isMap(map) || found.includes(map)) break;
    found.push(map);
    const extended: unknown = resolved(map.get('extends', true), document);
    if (isMap(extended)) name = extended.has('file') ? undefined : textAt(extended, 'service');
    else name = isScalar(extended) ? String(extended.value) : undefined;
  }
  return found;
};

const textAt = (map: YAMLMap, key: string): string | undefined => {
  const value = map.get(key);
  return typeof value === 'string' ? value : undefined;
};

/** Its own value counts more than what is merged into it, and what is merged first more than the rest. */
const valueOf = (map: YAMLMap, key: string, document: Document): unknown => {
  if (map.has(key)) return resolved(map.get(key, true), document);
  const merged = resolved(map.items.find(isMerge)?.value, document);
  const maps = isSeq(merged) ? merged.items.map(item => resolved(item, document)) : [merged];
  for (const other of maps.filter(isMap)) {
    const value = other === map ? undefined : valueOf(other, key, document);
    if (value !== undefined) return value;
  }
  return undefined;
};

/** `<<`, which the parser keeps as a symbol. */
const isMerge = ({key}: YAMLMap['items'][number]): boolean => isScalar(key) && key.source === '<<';

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
    return [...code.matchAll(/\$\{?([A-Za-z_]\w*)(:?-[^}\s])?/g)].map(([, name = '', fallback]) => ({
      name,
      line: index + 1,
      ...(fallback !== undefined && {hasDefault: true as const}),
    }));
  });

/** What Compose refuses of a variable; keys and comments have none. */
const brokenIn = (places: ComposeSource['places']): ComposeSource['broken'] =>
  places.flatMap(({line, text = ''}) => {
    const begun = text.replaceAll('$$', '').split('${').slice(1);
    const isCut = begun.join('').split('}').length - 1 < begun.length;
    const bad =
      begun.find(rest => !/^[A-Za-z_]\w*(?:[:?+-]|\}|$)/.test(rest)) ?? (isCut ? begun.at(-1) : undefined);
    if (bad === undefined) return [];
    const [name] = /^[A-Za-z_]\w*/.exec(bad) ?? [];
    return [{line, text, ...(name !== undefined && {name})}];
  });
