import type {ActionFilter, Detector, Key, Project, Workflow} from './state.ts';

let lastId = 1000;
export const nextId = (): string => String((lastId += 1));

export const keyOf = ({id}: Project, name: string, url: string): Key => {
  const key = nextId().padStart(32, 'a');
  const dsn = url.replace('//', `//${key}@`) + `/${id}`;
  return {id: key, name, label: name, isActive: true, dsn: {public: dsn, secret: dsn}};
};

type Body = Record<string, unknown>;

/** Names in snake and in camel case are one to Sentry. */
const either = (body: Body, snake: string): unknown =>
  body[snake] ?? body[snake.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];

/** What is new gets an id. */
const withId = <T extends object>(entry: T): T & {id: string} => ({id: nextId(), ...entry});

/** As Sentry does: what a body leaves out stays as it was, what a list leaves out is gone. */
export const workflowOf = (body: Body, before?: Workflow): Workflow => {
  const triggers = body['triggers'] as Body | undefined;
  const filters = either(body, 'action_filters') as Body[] | undefined;
  const detectors = either(body, 'detector_ids') as number[] | undefined;
  return {
    id: before?.id ?? nextId(),
    name: String(body['name']),
    enabled: body['enabled'] !== false,
    environment:
      'environment' in body ? (body['environment'] as string | null) : (before?.environment ?? null),
    detectorIds: detectors?.map(String) ?? before?.detectorIds ?? [],
    config: (body['config'] as Workflow['config'] | undefined) ?? before?.config ?? {frequency: 0},
    triggers: triggers
      ? groupOf({...before?.triggers, ...triggers, actions: []})
      : (before?.triggers ?? groupOf({})),
    actionFilters: filters?.map(groupOf) ?? before?.actionFilters ?? [],
  };
};

const groupOf = (body: Body): ActionFilter => ({
  id: (body['id'] as string | undefined) ?? nextId(),
  logicType: String(either(body, 'logic_type')),
  conditions: ((body['conditions'] as ActionFilter['conditions'] | undefined) ?? []).map(withId),
  actions: ((body['actions'] as ActionFilter['actions'] | undefined) ?? []).map(withId),
});

export const detectorOf = (body: Body): Omit<Detector, 'id' | 'projectId'> => ({
  name: String(body['name']),
  type: String(body['type']),
  enabled: body['enabled'] !== false,
  dataSources: (either(body, 'data_sources') as Detector['dataSources'][number]['queryObj'][]).map(
    queryObj => ({type: 'uptime_subscription', queryObj}),
  ),
});
