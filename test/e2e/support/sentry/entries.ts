import type {Detector, Key, Project, Workflow} from './state.ts';

let lastId = 1000;
export const nextId = (): string => String((lastId += 1));

export const keyOf = ({id}: Project, name: string, url: string): Key => {
  const key = nextId().padStart(32, 'a');
  const dsn = url.replace('//', `//${key}@`) + `/${id}`;
  return {id: key, name, label: name, isActive: true, dsn: {public: dsn, secret: dsn}};
};

export const workflowOf = (body: Record<string, unknown>): Omit<Workflow, 'id'> => {
  const triggers = body['triggers'] as {logic_type: string; conditions: Workflow['triggers']['conditions']};
  return {
    name: String(body['name']),
    enabled: body['enabled'] !== false,
    detectorIds: (body['detector_ids'] as number[]).map(String),
    config: body['config'] as Workflow['config'],
    triggers: {logicType: triggers.logic_type, conditions: triggers.conditions, actions: []},
    actionFilters: body['action_filters'] as Workflow['actionFilters'],
  };
};

export const detectorOf = (body: Record<string, unknown>): Omit<Detector, 'id' | 'projectId'> => ({
  name: String(body['name']),
  type: String(body['type']),
  enabled: body['enabled'] !== false,
  dataSources: (body['data_sources'] as Detector['dataSources'][number]['queryObj'][]).map(queryObj => ({
    type: 'uptime_subscription',
    queryObj,
  })),
});
