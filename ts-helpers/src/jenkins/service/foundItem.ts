import {XMLBuilder, XMLParser} from 'fast-xml-parser';
import type {FoundItem} from '../plan.ts';
import {branchSpec, type JenkinsItem, ownedValues} from '../plan/items.ts';
import {text, TYPES} from './configXml.ts';

/** Where `config.xml` keeps what is ours, below its root. */
const SOURCE = 'sources/data/jenkins.branch.BranchSource/source';
const FILTER = 'jenkins.scm.impl.trait.WildcardSCMHeadFilterTrait';
const PLACES: Record<JenkinsItem['kind'], Record<string, string>> = {
  folder: {},
  multibranch: {
    remote: `${SOURCE}/remote`,
    credential: `${SOURCE}/credentialsId`,
    only: `${SOURCE}/traits/${FILTER}/includes`,
    script: 'factory/scriptPath',
  },
  pipeline: {
    remote: 'definition/scm/userRemoteConfigs/hudson.plugins.git.UserRemoteConfig/url',
    credential: 'definition/scm/userRemoteConfigs/hudson.plugins.git.UserRemoteConfig/credentialsId',
    branches: 'definition/scm/branches/hudson.plugins.git.BranchSpec/name',
    script: 'definition/scriptPath',
  },
  organization: {
    owner: 'navigators/*/repoOwner',
    server: 'navigators/*/apiUri|serverUrl',
    credential: 'navigators/*/credentialsId',
    only: `navigators/*/traits/${FILTER}/includes`,
    script: 'projectFactories/*/scriptPath',
  },
};

type Node = Record<string, unknown>;

const OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  commentPropName: '#comment',
  cdataPropName: '#cdata',
} as const;
const TEXT = '#text';
const ATTRIBUTES = ':@';

/** Reads what counts of a `config.xml`. */
export const foundItem = (xml: string): FoundItem => {
  const root = rootOf(parse(xml));
  const kind = (Object.keys(TYPES) as JenkinsItem['kind'][]).find(name => TYPES[name] === root?.name);
  const places = Object.entries(kind === undefined ? {} : PLACES[kind]);
  const values = places.map(([name, place]) => {
    const nodes = ownPlaces(root?.children ?? [], place);
    return [name, nodes.length === 0 ? undefined : nodes.map(contentOf).join(', ')];
  });
  return {kind, type: root?.name ?? 'nothing', values: Object.fromEntries(values) as FoundItem['values']};
};

/** The same `config.xml` with our values in their places; everything else as it was. */
export const repaired = (xml: string, item: JenkinsItem): string => {
  const nodes = parse(xml);
  const root = rootOf(nodes);
  const {branches, ...values} = ownedValues(item);
  for (const [name, value] of Object.entries(values)) {
    const found = ownPlaces(root?.children ?? [], PLACES[item.kind][name] ?? '');
    for (const node of found) node[nameOf(node) ?? ''] = [{[TEXT]: text(value)}];
  }
  if (item.kind === 'pipeline') replaceBranches(root?.children ?? [], item.branches);
  return String(new XMLBuilder({...OPTIONS, suppressEmptyNode: false}).build(nodes));
};

/** There may be more or fewer than there were. */
const replaceBranches = (nodes: readonly Node[], branches: readonly string[]): void => {
  const [list] = at(nodes, ['definition', 'scm', 'branches']);
  if (list === undefined) return;
  list['branches'] = branches.map(branch => ({
    'hudson.plugins.git.BranchSpec': [{name: [{[TEXT]: text(branchSpec(branch))}]}],
  }));
};

/** The credential of a source that is no git remote, GitHub's for one, is for its interface and not ours. */
const ownPlaces = (nodes: readonly Node[], place: string): Node[] => {
  if (place !== PLACES.multibranch['credential']) return at(nodes, place.split('/'));
  const sources = at(nodes, SOURCE.split('/')).map(source => source['source'] as Node[]);
  return sources
    .filter(source => at(source, ['remote']).length > 0)
    .flatMap(source => at(source, ['credentialsId']));
};

const parse = (xml: string): Node[] => new XMLParser(OPTIONS).parse(xml) as Node[];

const rootOf = (nodes: Node[]): {name: string; children: Node[]} | undefined => {
  for (const node of nodes) {
    const name = nameOf(node);
    if (name !== undefined && !name.startsWith('?') && !name.startsWith('#'))
      return {name, children: node[name] as Node[]};
  }
  return undefined;
};

const nameOf = (node: Node): string | undefined => Object.keys(node).find(key => key !== ATTRIBUTES);

/** All nodes at a path: `*` is any name, `a|b` one of two. */
const at = (nodes: readonly Node[], [first, ...rest]: readonly string[]): Node[] => {
  if (first === undefined) return [];
  const matching = nodes.filter(node => {
    const name = nameOf(node) ?? '#';
    return first === '*' ? !name.startsWith('#') : first.split('|').includes(name);
  });
  if (rest.length === 0) return matching;
  return matching.flatMap(node => at(node[nameOf(node) ?? ''] as Node[], rest));
};

const contentOf = (node: Node): string =>
  (node[nameOf(node) ?? ''] as Node[])
    .map(child => (typeof child[TEXT] === 'string' ? child[TEXT] : ''))
    .join('')
    .replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
    .trim();

const ENTITIES: Record<string, string> = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"};
