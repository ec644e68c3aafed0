import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  visit,
  type YAMLMap,
} from 'yaml';
import type {ReferenceKind, WrittenReference} from '../compose/fileReferences.ts';
import {parseYaml} from './yaml.ts';

/** The files that a compose file names, with their lines. None where it is no valid YAML: Compose says so itself. */
export const readFileReferences = (text: string): WrittenReference[] => {
  const lines = new LineCounter();
  return documentsOf(text, lines).flatMap(document => ofDocument(document, lines));
};

const ofDocument = (document: Document, lines: LineCounter): WrittenReference[] => {
  const anchors = new Map<string, Node>();
  visit(document, {
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  const reader: Reader = {anchors, lineOf: node => lines.linePos(node.range?.[0] ?? 0).line};
  const root = document.contents ?? undefined;
  const services = entries(at(root, 'services', reader), reader).flatMap(([name, service]) =>
    ofService(name, service, reader),
  );
  return [
    ...services,
    ...definitions('config', at(root, 'configs', reader), reader),
    ...definitions('secret', at(root, 'secrets', reader), reader),
    ...listed(at(root, 'include', reader), reader).flatMap(entry => ofInclude(entry, reader)),
  ];
};

/** Compose merges the documents of a file as it merges files. */
const documentsOf = (text: string, lines: LineCounter): Document[] => {
  try {
    return parseYaml(text, {lines});
  } catch {
    // It is nested deeper than anybody reads, for one.
    return [];
  }
};

interface Reader {
  anchors: ReadonlyMap<string, Node>;
  lineOf(node: Node): number;
}

type Fields = Partial<Pick<WrittenReference, 'isOptional' | 'target' | 'directory'>>;

const ofService = (owner: string, service: Node, reader: Reader): WrittenReference[] => {
  const hasProfiles = at(service, 'profiles', reader) !== undefined;
  const of = (kind: ReferenceKind, node: Node | undefined, fields: Fields = {}) =>
    reference({kind, owner, node, fields: {isOptional: hasProfiles, ...fields}}, reader);
  const build = at(service, 'build', reader);
  return [
    ...listed(at(service, 'env_file', reader), reader).flatMap(entry =>
      of('env_file', isMap(entry) ? at(entry, 'path', reader) : entry, {
        isOptional: hasProfiles || textOf(at(entry, 'required', reader)) === 'false',
      }),
    ),
    ...listed(at(service, 'label_file', reader), reader).flatMap(entry => of('label_file', entry)),
    ...listed(at(service, 'volumes', reader), reader).flatMap(entry => ofVolume(entry, {of, reader})),
    ...of('extends', at(at(service, 'extends', reader), 'file', reader)),
    ...of('build', isMap(build) ? at(build, 'context', reader) : build),
    ...of('build', at(build, 'dockerfile', reader)),
  ];
};

type Of = (kind: ReferenceKind, node: Node | undefined, fields?: Fields) => WrittenReference[];

/** `[source:]target[:mode]`, or a map (https://docs.docker.com/reference/compose-file/services/#volumes). */
const ofVolume = (entry: Node, {of, reader}: {of: Of; reader: Reader}): WrittenReference[] => {
  if (isMap(entry)) {
    const source = at(entry, 'source', reader);
    const target = textOf(at(entry, 'target', reader)) ?? '';
    return textOf(at(entry, 'type', reader)) === 'bind' ? of('volume', source, {target}) : [];
  }
  const [source = '', target] = withDefaults(textOf(entry) ?? '').split(':');
  if (target === undefined || !/^[./~$]/.test(source)) return [];
  return of('volume', entry, {target}).map(one => ({...one, path: source}));
};

const ofInclude = (entry: Node, reader: Reader): WrittenReference[] => {
  const directory = textOf(at(entry, 'project_directory', reader));
  const paths = isMap(entry) ? listed(at(entry, 'path', reader), reader) : [entry];
  const envFiles = isMap(entry) ? listed(at(entry, 'env_file', reader), reader) : [];
  return [
    ...paths.flatMap(node =>
      reference(
        {kind: 'include', owner: '', node, fields: directory === undefined ? {} : {directory}},
        reader,
      ),
    ),
    ...envFiles.flatMap(node => reference({kind: 'env_file', owner: '', node, fields: {}}, reader)),
  ];
};

const definitions = (
  kind: 'config' | 'secret',
  section: Node | undefined,
  reader: Reader,
): WrittenReference[] =>
  entries(section, reader).flatMap(([owner, definition]) =>
    reference({kind, owner, node: at(definition, 'file', reader), fields: {}}, reader),
  );

const reference = (
  {kind, owner, node, fields}: {kind: ReferenceKind; owner: string; node: Node | undefined; fields: Fields},
  {lineOf}: Reader,
): WrittenReference[] => {
  const text = textOf(node);
  if (node === undefined || text === undefined || text === '') return [];
  return [{kind, owner, path: withDefaults(text), line: lineOf(node), isOptional: false, ...fields}];
};

/** `${DIR:-conf}` is `conf` where nobody sets it. */
const withDefaults = (text: string): string => text.replaceAll(/\$\{\w+:?-([^${}]*)\}/g, '$1');

const textOf = (node: Node | undefined): string | undefined =>
  isScalar(node) && node.value !== null ? String(node.value) : undefined;

/** One or several. */
const listed = (node: Node | undefined, reader: Reader): Node[] => {
  if (node === undefined) return [];
  return isSeq(node) ? node.items.flatMap(item => real(item, reader) ?? []) : [node];
};

const entries = (node: Node | undefined, reader: Reader): [string, Node][] =>
  isMap(node)
    ? node.items.flatMap(({key, value}): [string, Node][] => {
        const content = real(value, reader);
        return isScalar(key) && content ? [[String(key.value), content]] : [];
      })
    : [];

/** The value of a key, also where it comes by `<<: *anchor`. */
const at = (node: Node | undefined, key: string, reader: Reader): Node | undefined => {
  for (const map of withMerged(node, reader)) {
    const own = real(map.get(key, true), reader);
    if (own !== undefined) return own;
  }
  return undefined;
};

/** A map and those it merges, the strongest first, each once: they may merge each other. */
const withMerged = (
  node: Node | undefined,
  reader: Reader,
  found = new Set<YAMLMap<unknown, unknown>>(),
): Set<YAMLMap<unknown, unknown>> => {
  if (!isMap(node) || found.has(node)) return found;
  found.add(node);
  for (const merged of listed(real(node.get('<<', true), reader), reader)) withMerged(merged, reader, found);
  return found;
};

/** The node that an alias stands for. */
const real = (node: unknown, {anchors}: Reader): Node | undefined =>
  isAlias(node) ? anchors.get(node.source) : ((node ?? undefined) as Node | undefined);
