import {UserError} from '../errors/userError.ts';
import {ANY_AGENT, deployAgents, previewAgents} from '../project/agents.ts';
import {checkedEnvironment, checkedProjectName} from '../project/conventions.ts';
import {ofProving, ofStoring} from '../project/credentials.ts';
import type {Risk} from '../result/step.ts';
import type {Operation} from '../seam/operation.ts';
import {bound, type Credential} from '../seam/pipelinePlan.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {Settings} from '../settings/settings.ts';
import {type Action, AGENT, ALL, type Chosen, ENVIRONMENT, PLAN, PROJECT, takes} from './plan/action.ts';
import {wordsOf} from './plan/chosen.ts';

/** Who began it, and which build that is. */
export interface Begun {
  by?: string | undefined;
  buildNumber?: number | undefined;
}

/** The verb keeps its own limit; Jenkins steps in when it cannot. */
const GRACE_MINUTES = 15;
const MOST_MINUTES = 720;

/** One operation, as Jenkins carries it out. Throws BAD_ARGUMENT, UNSAFE_NAME and PREVIEW_REFUSED. */
export const planOperation = (action: Action, chosen: Chosen, {settings, begun}: Context): Operation => {
  const words = wordsOf(action, chosen);
  const of = subjectOf(action, chosen);
  const [verb = ''] = action.name.split(' ');
  const onlyPlan = chosen.has(PLAN);
  const hasPlan = takes(action, PLAN);
  const confirm = onlyPlan ? undefined : confirmation(action, of);
  const isNamed = confirm !== undefined && action.asksForName && of.project !== undefined;
  return {
    title: titleOf(action, of, begun),
    verb,
    ...(hasPlan && {shows: onlyPlan ? words : [...words, '--plan']}),
    ...(!onlyPlan && {does: isNamed ? [...words, `--yes=${of.project}`] : words}),
    ...(confirm !== undefined && {confirm}),
    ...placeOf(action, of),
    agents: agentsOf({action, chosen, of}, settings),
    timeLimitMinutes: limitOf(chosen),
    credentials: credentialsOf(action, settings),
  };
};

interface Context {
  settings: Settings;
  begun: Begun;
}

/** Which environment of which project it is about. */
export interface Subject {
  project?: string;
  instance?: string;
  /** Absent where it is about none, or all. */
  environment?: string;
  isOfProduction: boolean;
}

export const subjectOf = (action: Action, chosen: Chosen): Subject => {
  const isOnHost = action.on === 'the host of the environment';
  const [project, instance] = nameOf(action, chosen);
  const asked = chosen.get(ENVIRONMENT);
  const isFlag = action.takes.some(({parameter, kind}) => parameter === ENVIRONMENT && kind === 'flag');
  const environment = typeof asked === 'string' ? checkedEnvironment(asked) : isFlag ? PRODUCTION : undefined;
  return {
    ...(project !== undefined && {project}),
    ...(instance !== undefined && {instance}),
    ...(environment !== undefined && {environment}),
    isOfProduction: isOnHost && (environment ?? PRODUCTION) === PRODUCTION,
  };
};

/** Where a verb takes the project itself it knows no instances. */
const nameOf = (action: Action, chosen: Chosen): (string | undefined)[] => {
  const name = chosen.get(PROJECT);
  if (typeof name === 'string') {
    const parts = takes(action, PROJECT) ? [name] : name.split('/', 2);
    return parts.map(part => checkedProjectName(part, PROJECT));
  }
  if (action.on === 'any host' && chosen.has(ALL)) return [];
  throw new UserError('BAD_ARGUMENT', `${action.name} needs the name of a project.`, {
    where: PROJECT,
    remedy: 'Fill PROJECT in, exactly as the project is called.',
  });
};

const titleOf = (
  {name}: Action,
  {project, instance, environment}: Subject,
  {by, buildNumber}: Begun,
): string =>
  [
    ...(buildNumber === undefined ? [] : [`#${buildNumber}`]),
    name,
    ...(project === undefined ? [] : [[project, ...(instance === undefined ? [] : [instance])].join('/')]),
    ...(environment === undefined ? [] : [environment]),
    ...(by === undefined ? [] : [`by ${by}`]),
  ].join(' ');

const confirmation = ({name, risks}: Action, {project, isOfProduction}: Subject): string | undefined => {
  if (risks === 'nothing' || !isOfProduction) return undefined;
  return `${name}: ${RISKS[risks]} of ${project}, in production. What would be done stands in the log.`;
};

const RISKS: Record<Exclude<Risk, 'nothing'>, string> = {
  traffic: 'this may cost answers to visitors',
  data: 'this replaces or removes data',
};

/** A verb that takes no project works in the folder of its deploy; previews are found by the name alone. */
const placeOf = (
  action: Action,
  {project, instance, environment = PRODUCTION}: Subject,
): Pick<Operation, 'options' | 'deployed'> => {
  if (project === undefined || takes(action, PROJECT)) return {options: {}};
  const options = {name: project, ...(instance !== undefined && {instance})};
  if (action.on !== 'the host of the environment') return {options};
  return {options, deployed: {project, environment, ...(instance !== undefined && {instance})}};
};

const agentsOf = (
  {action, chosen, of: {project, environment = PRODUCTION}}: {action: Action; chosen: Chosen; of: Subject},
  settings: Settings,
): string[] => {
  const asked = chosen.get(AGENT);
  if (typeof asked === 'string') return [checkedLabel(asked)];
  if (action.on === 'any host' || project === undefined) return [provingAgent(settings)];
  return action.on === 'the host of previews'
    ? previewAgents(project, settings)
    : deployAgents(project, environment, settings);
};

/** Where keys of backups are wanted, if anywhere. */
const provingAgent = ({backup}: Settings): string =>
  (backup === 'none' ? undefined : backup.proof.agent) ?? ANY_AGENT;

const checkedLabel = (label: string): string => {
  if (/^[\w.-]+$/.test(label)) return label;
  throw new UserError('BAD_ARGUMENT', `AGENT is the label of an agent, and ${label} is none.`, {
    where: AGENT,
    remedy: 'Give one label, or leave it empty.',
  });
};

/** What is wrong with it the verb says. */
const limitOf = (chosen: Chosen): number => {
  const minutes = Number(chosen.get('TIME_LIMIT') ?? NaN);
  return Number.isFinite(minutes) ? Math.ceil(minutes) + GRACE_MINUTES : MOST_MINUTES;
};

const credentialsOf = ({binds}: Action, {backup}: Settings): Credential[] => {
  if (binds === undefined || backup === 'none') return [];
  const isProvenElsewhere = !backup.proof.after || backup.proof.agent !== undefined;
  return (binds === 'storing' && isProvenElsewhere ? ofStoring() : ofProving(backup)).map(bound);
};
