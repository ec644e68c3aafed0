import {detectorOf, nextId, workflowOf} from './entries.ts';
import {list, NOT_FOUND, O, ok, P, type Reply, type Route} from './routing.ts';
import type {Project, Rule, SentryState} from './state.ts';

/** Servers of today. */
export const workflows: readonly Route[] = [
  [
    'GET',
    `${O}/workflows/`,
    ({workflows, detectors, projects}, {query}) => {
      const ids = detectors
        .filter(one => one.projectId === idOf(projects, query.get('project')))
        .map(({id}) => id);
      return list(workflows.filter(({detectorIds}) => detectorIds.some(id => ids.includes(id))));
    },
  ],
  [
    'GET',
    `${O}/workflows/([^/]+)/`,
    ({workflows}, {parts: [, id]}) => {
      const found = workflows.find(one => one.id === id);
      return found ? ok(found) : NOT_FOUND;
    },
  ],
  [
    'POST',
    `${O}/workflows/`,
    (state, {body}) =>
      channelProblem(state, body) ??
      ok(state.workflows[state.workflows.push({id: nextId(), ...workflowOf(body)}) - 1], 201),
  ],
  [
    'PUT',
    `${O}/workflows/([^/]+)/`,
    (state, {parts: [, id], body}) => {
      const found = state.workflows.find(one => one.id === id);
      return found ? (channelProblem(state, body) ?? ok(Object.assign(found, workflowOf(body)))) : NOT_FOUND;
    },
  ],
  [
    'GET',
    `${O}/detectors/`,
    ({detectors, projects}, {query}) =>
      list(detectors.filter(one => one.projectId === idOf(projects, query.get('project')))),
  ],
  [
    'POST',
    `${O}/projects/([^/]+)/detectors/`,
    ({detectors, projects}, {parts: [, slug = ''], body}) => {
      const projectId = idOf(projects, slug);
      if (projectId === undefined) return NOT_FOUND;
      const detector = {id: nextId(), projectId, ...detectorOf(body)};
      detectors.push(detector);
      return ok(detector, 201);
    },
  ],
  [
    'PUT',
    `${O}/detectors/([^/]+)/`,
    ({detectors}, {parts: [, id], body}) => {
      const found = detectors.find(one => one.id === id);
      return found ? ok(Object.assign(found, detectorOf(body))) : NOT_FOUND;
    },
  ],
];

/** Servers of before May 2026 that have no workflows. */
export const rules: readonly Route[] = [
  ['GET', `${P}/rules/`, ({rules}, {parts: [, slug = '']}) => (rules[slug] ? list(rules[slug]) : NOT_FOUND)],
  [
    'POST',
    `${P}/rules/`,
    (state, {parts: [, slug = ''], body}) => {
      const rule = {id: nextId(), status: 'active', ...(body as Omit<Rule, 'id' | 'status'>)};
      (state.rules[slug] ??= []).push(rule);
      return ok(rule, 201);
    },
  ],
  [
    'GET',
    `${P}/rules/([^/]+)/`,
    ({rules}, {parts: [, slug = '', id]}) => {
      const found = rules[slug]?.find(one => one.id === id);
      return found ? ok(found) : NOT_FOUND;
    },
  ],
  [
    'PUT',
    `${P}/rules/([^/]+)/`,
    ({rules}, {parts: [, slug = '', id], body}) => {
      const found = rules[slug]?.find(one => one.id === id);
      return found ? ok(Object.assign(found, body, {status: 'active'})) : NOT_FOUND;
    },
  ],
];

const idOf = (projects: readonly Project[], slug: string | null): string | undefined =>
  projects.find(project => project.slug === slug)?.id;
/** Sentry asks Slack about the channel before it takes an alert. */
const channelProblem = ({channels}: SentryState, body: Record<string, unknown>): Reply | undefined => {
  const [filter] = workflowOf(body).actionFilters;
  const wanted = filter?.actions.find(({type}) => type === 'slack')?.config['targetDisplay'] ?? '';
  if (channels === undefined || channels.includes(wanted)) return undefined;
  return {
    status: 400,
    body: {actions: [`Slack: Channel ${wanted} could not be found or access is missing.`]},
  };
};
