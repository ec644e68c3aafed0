import {detectorOf, nextId, workflowOf} from './entries.ts';
import {
  type Asked,
  type Handler,
  list,
  NOT_FOUND,
  O,
  ofProject,
  ok,
  P,
  projectNamed,
  refusal,
  type Reply,
  type Route,
} from './routing.ts';
import {channelProblem, slackIdOf} from './slack.ts';
import type {Detector, Project, Rule, SentryState, Workflow} from './state.ts';

/** Servers since about 25.x. */
export const workflows: readonly Route[] = [
  [
    'GET',
    `${O}/workflows/`,
    filtered((state, project) => {
      const ids = state.detectors.filter(({projectId}) => projectId === project?.id).map(({id}) => id);
      return state.workflows.filter(({detectorIds}) => detectorIds.some(id => ids.includes(id)));
    }),
  ],
  [
    'GET',
    `${O}/workflows/(\\d+)/`,
    ({workflows}, {parts: [, id]}) => {
      const found = workflows.find(one => one.id === id);
      return found ? ok(found) : NOT_FOUND;
    },
  ],
  [
    'POST',
    `${O}/workflows/`,
    (state, {body}) => {
      const workflow = workflowOf(body);
      return withChannels(state, workflow) ?? ok(state.workflows[state.workflows.push(workflow) - 1], 201);
    },
  ],
  [
    'PUT',
    `${O}/workflows/(\\d+)/`,
    (state, {parts: [, id], body}) => {
      const found = state.workflows.find(one => one.id === id);
      if (found === undefined) return NOT_FOUND;
      const workflow = workflowOf(body, found);
      return strangeId(found, body) ?? withChannels(state, workflow) ?? ok(Object.assign(found, workflow));
    },
  ],
  [
    'GET',
    `${O}/detectors/`,
    filtered(({detectors}, project) => detectors.filter(({projectId}) => projectId === project?.id)),
  ],
  [
    'PUT',
    `${O}/detectors/(\\d+)/`,
    (state, {parts: [, id], body}) => {
      const found = state.detectors.find(one => one.id === id);
      if (found === undefined) return NOT_FOUND;
      const wanted = detectorOf(body);
      if (wanted.enabled && !found.enabled && !hasSeat(state)) {
        return refusal({enabled: ['Assignment of a seat failed: there are none left.']});
      }
      return ok(Object.assign(found, wanted));
    },
  ],
];

/** Detectors are made of a project since about 26.x. */
export const detectorsByProject: readonly Route[] = [
  [
    'POST',
    `${O}/projects/([^/]+)/detectors/`,
    (state, asked) => makeDetector(state, projectNamed(state, asked.parts[1], asked.age), asked),
  ],
];

/** Before that they were made of the organisation. */
export const detectorsOfOrganization: readonly Route[] = [
  [
    'POST',
    `${O}/detectors/`,
    (state, asked) => {
      const {projectId} = asked.body;
      if (projectId === undefined) return refusal({projectId: ['This field is required.']});
      const project = state.projects.find(({id}) => id === String(projectId));
      if (project === undefined) return refusal({projectId: ['Project not found']});
      return makeDetector(state, project, asked);
    },
  ],
];

/** Servers of before May 2026. */
export const rules: readonly Route[] = [
  ['GET', `${P}/rules/`, ofProject(({rules}, {project: {slug}}) => list(rules[slug] ?? []))],
  [
    'POST',
    `${P}/rules/`,
    ofProject((state, {project: {slug}, body}) => {
      const problem = ruleProblem(state, body);
      if (problem) return problem;
      const rule = ruleOf(body);
      (state.rules[slug] ??= []).push(rule);
      // The uuid of what goes on in the background; it does it soon after.
      return state.isSlow ? ok({uuid: 'f00d'}, 202) : ok(rule, 201);
    }),
  ],
  [
    'GET',
    `${P}/rules/([^/]+)/`,
    ofProject(({rules}, {project: {slug}, parts: [, , id]}) => {
      const found = rules[slug]?.find(one => one.id === id);
      return found ? ok(found) : NOT_FOUND;
    }),
  ],
  [
    'PUT',
    `${P}/rules/([^/]+)/`,
    ofProject((state, {project: {slug}, parts: [, , id], body}) => {
      const found = state.rules[slug]?.find(one => one.id === id);
      if (found === undefined) return NOT_FOUND;
      return ruleProblem(state, body) ?? ok(Object.assign(found, ruleOf(body), {id}));
    }),
  ],
];

/** A list of what belongs to the project that `project=` names. */
function filtered(
  entries: (state: SentryState, project: Project | undefined) => readonly unknown[],
): Handler {
  return (state, {query, age}) => {
    const name = query.get('project') ?? '';
    if (!age.takesSlugs && !/^-?\d+$/.test(name)) {
      return refusal({detail: 'Invalid project parameter. Values must be numbers.'});
    }
    return list(entries(state, projectNamed(state, name, {takesIds: true})));
  };
}

/** Ids of Slack's channels that Sentry has looked up; or its words against one. */
const withChannels = (state: SentryState, {actionFilters}: Workflow): Reply | undefined => {
  for (const {config, type} of actionFilters.flatMap(({actions}) => actions)) {
    if (type !== 'slack') continue;
    const channel = config['targetDisplay'] ?? '';
    const problem = channelProblem(state, {channel, id: config['targetIdentifier'] ?? undefined});
    if (problem !== undefined) return refusal({actions: [problem]});
    config['targetIdentifier'] = slackIdOf(channel);
  }
  return undefined;
};

/** Parts of another workflow are no parts of this one. */
const strangeId = ({actionFilters}: Workflow, body: Record<string, unknown>): Reply | undefined => {
  const sent = (body['action_filters'] ?? body['actionFilters'] ?? []) as {id?: string}[];
  const strange = sent.find(({id}) => id !== undefined && !actionFilters.some(one => one.id === id));
  return strange && refusal([`Action filter ID ${String(strange.id)} does not belong to this workflow`]);
};

const hasSeat = ({detectors, seats}: SentryState): boolean =>
  detectors.filter(({type, enabled}) => type === UPTIME && enabled).length < seats;

const UPTIME = 'uptime_domain_failure';

/** Without a seat it is made, and not switched on. */
const makeDetector = (state: SentryState, project: Project | undefined, {body}: Asked): Reply => {
  if (project === undefined) return NOT_FOUND;
  const detector: Detector = {id: nextId(), projectId: project.id, ...detectorOf(body)};
  if (!hasSeat(state)) detector.enabled = false;
  state.detectors.push(detector);
  return ok(detector, 201);
};

const SLACK = 'sentry.integrations.slack.notify_action.SlackNotifyServiceAction';

const ruleProblem = (state: SentryState, body: Record<string, unknown>): Reply | undefined => {
  for (const {id, ...action} of body['actions'] as Rule['actions']) {
    if (id !== SLACK) continue;
    const [channel, channelId] = [action['channel'], action['channel_id']] as [string | undefined, string?];
    const problem = channelProblem(state, {channel: channel ?? '', id: channelId});
    if (problem !== undefined) return refusal({actions: [problem]});
  }
  return undefined;
};

/** What a body leaves out is empty afterwards. */
const ruleOf = (body: Record<string, unknown>): Rule => {
  const {name, conditions, filters, actions, actionMatch, filterMatch, frequency, environment, owner} =
    body as unknown as Rule;
  return {
    id: nextId(),
    name,
    status: 'active',
    conditions,
    filters: filters ?? [],
    actions: actions.map(action =>
      action.id === SLACK ? {...action, channel_id: slackIdOf(String(action['channel']))} : action,
    ),
    actionMatch,
    filterMatch: filterMatch ?? 'all',
    frequency,
    environment: environment ?? null,
    owner: owner ?? null,
  };
};
