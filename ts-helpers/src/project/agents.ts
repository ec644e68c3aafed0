import {PRODUCTION} from '../settings/production.ts';
import type {Settings} from '../settings/settings.ts';

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
