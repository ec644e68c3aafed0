import {UserError} from '../errors/userError.ts';
import {asksForProduction, PRODUCTION} from '../settings/production.ts';
import type {Settings} from '../settings/settings.ts';
import {PREVIEW} from './preview.ts';

/** Takes any agent. */
export const ANY_AGENT = '';

type AgentSettings = Pick<Settings, 'agents' | 'organisationAgents' | 'branches'>;

/**
 * Label expressions for a deploy, in order of preference: the one that was chosen and no other, else those of the
 * convention, else any agent.
 */
export const deployAgents = (project: string, environment: string, {agents}: AgentSettings): string[] => {
  const chosen = agents[environment];
  return chosen === undefined ? [`${project}-${environment}`, environment, ANY_AGENT] : [chosen];
};

/**
 * For previews an agent that is meant for them, and never any: what runs there is whatever a pull request says. Throws
 * PREVIEW_REFUSED where the label that was chosen is production's.
 */
export const previewAgents = (
  project: string,
  settings: AgentSettings & Pick<Settings, 'previews'>,
): string[] => {
  const chosen = (settings.previews || undefined)?.agent ?? settings.agents[PREVIEW];
  const production = without(labelsOf([PRODUCTION], project, settings));
  if (chosen !== undefined && asksForProduction(chosen, [settings.agents[PRODUCTION]]))
    throw new UserError('PREVIEW_REFUSED', `Previews are to run on ${chosen}, an agent of production.`, {
      where: '`previews`',
      remedy:
        'Give another agent a label of its own, like preview, and name it in countable.yml: `previews: {agent: preview}`.',
    });
  const labels = chosen === undefined ? [`${project}-${PREVIEW}`, PREVIEW] : [chosen];
  return labels.map(label => `${LABEL.test(label) ? label : `(${label})`} && ${production}`);
};

/**
 * For tests the same, but rather where nothing is deployed to, and if it must be, rather not where production is; there
 * they run by chance or by the organisation's choice, and never because a branch asks for it.
 */
export const testAgents = (project: string, settings: AgentSettings): string[] => {
  const environments = [...new Set([...Object.values(settings.branches), PRODUCTION])];
  const production = without(labelsOf([PRODUCTION], project, settings));
  const chosen = settings.agents[TEST];
  if (chosen !== undefined) {
    const isOrganisations = settings.organisationAgents[TEST] === chosen;
    return [`(${chosen}) && ${production}`, ...(isOrganisations ? [chosen] : [])];
  }
  return [
    `${project}-${TEST}`,
    TEST,
    without(labelsOf(environments, project, settings)),
    production,
    ANY_AGENT,
  ];
};

const TEST = 'test';

/** A label, and no expression of several. */
const LABEL = /^[\w.-]+$/;

const labelsOf = (
  environments: readonly string[],
  project: string,
  {agents}: AgentSettings,
): readonly string[] =>
  environments
    .flatMap(environment => [`${project}-${environment}`, environment, agents[environment] ?? ''])
    .filter(label => LABEL.test(label));

/** https://www.jenkins.io/doc/pipeline/steps/workflow-durable-task-step/#node-allocate-node */
const without = (labels: readonly string[]): string =>
  [...new Set(labels)].map(label => `!${label}`).join(' && ');
