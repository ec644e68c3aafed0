import {PRODUCTION} from '../project/conventions.ts';
import type {SettingsVariables} from './sources.ts';
import type {OrganisationLayer, SettingsLayer} from './schema.ts';

/** What counts of production, whatever a repository says: it can narrow the organisation's word, and never widen it. */
interface OrganisationWord {
  production: 'same' | 'separate';
  /** The branches that may deploy to it; undefined where the organisation leaves that to its projects. */
  productionBranches: string[] | undefined;
  agents: Record<string, string>;
}

interface Layers {
  house: OrganisationLayer;
  variables: SettingsVariables;
  /** Of the repository, the weaker first: its file, its Jenkinsfile's arguments. */
  repository: readonly SettingsLayer[];
}

/** `notes` say, in words, what of a repository's settings does not count. */
export const organisationWord = (layers: Layers): {word: OrganisationWord; notes: string[]} => {
  const {house, variables, repository} = layers;
  const isSeparate = variables.production === 'separate' || house.jenkins?.production === 'separate';
  const wanted = repository.findLast(({jenkins}) => jenkins?.production !== undefined)?.jenkins?.production;
  const {agents, notes} = agentsOf(layers);
  return {
    word: {
      production: isSeparate ? 'separate' : (wanted ?? 'same'),
      productionBranches: branchesOf(deploying(house.branches)),
      agents,
    },
    notes: [...(isSeparate && wanted === 'same' ? [NOT_SAME] : []), ...notes],
  };
};

const NOT_SAME =
  '`jenkins: {production: same}` of the repository does not count: the organisation deploys production from the folder production alone.';

/** Without the branches that are said to deploy nowhere. */
export const deploying = (branches: SettingsLayer['branches']): Record<string, string> | undefined =>
  branches &&
  Object.fromEntries(
    Object.entries(branches).filter(
      (pair): pair is [string, string] => pair[1] !== false && pair[1] !== 'none',
    ),
  );

const branchesOf = (branches: Readonly<Record<string, string>> | undefined): string[] | undefined =>
  branches && Object.keys(branches).filter(branch => branches[branch] === PRODUCTION);

/** Production runs where the organisation says; and nothing else does only because a repository asks for that agent. */
const agentsOf = ({house: {agents: own = {}}, repository}: Layers) => {
  const asked = Object.assign({}, ...repository.map(({agents}) => agents)) as Record<string, string>;
  const notes: string[] = [];
  const allowed = Object.entries(asked).filter(([environment, label]) => {
    if (own[environment] === label) return true;
    const isProduction = environment === PRODUCTION;
    const isRefused = isProduction
      ? own[PRODUCTION] !== undefined
      : asksForProduction(label, [own[PRODUCTION], ...(environment === 'test' ? [asked[PRODUCTION]] : [])]);
    if (isRefused) notes.push(refusedAgent(environment, isProduction ? own[PRODUCTION] : undefined));
    return !isRefused;
  });
  return {agents: {...own, ...Object.fromEntries(allowed)}, notes};
};

const refusedAgent = (environment: string, label: string | undefined): string =>
  `\`agents: {${environment}}\` of the repository does not count: ${label === undefined ? 'it is an agent of production' : `the organisation deploys production on ${label}`}.`;

/** By the convention's labels, and those that are named; `!prod` asks for any other agent. */
const asksForProduction = (expression: string, named: readonly (string | undefined)[]): boolean =>
  expression
    .replaceAll('"', '')
    .split(/[\s&|()]|<?->/)
    .some(label => /^(.*-)?prod(uction)?$/.test(label) || named.includes(label));
