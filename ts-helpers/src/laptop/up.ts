import {UserError} from '../errors/userError.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import type {World} from '../run/world.ts';
import {blamingMachine} from '../services/machine.ts';
import {namingFiles} from '../services/naming.ts';
import type {Project} from '../workspace/project.ts';
import {type ActNeeds, deedsOf, placeDeeds, type Up} from './act.ts';
import {requireConfirmed} from './confirmed.ts';
import {editsOf, gatherPlacing, type GatheredUp, gatherUp, type GatherNeeds, type Placing} from './gather.ts';
import {waitsForEnvironment} from './gather/unreadable.ts';
import {offerPorts} from './offered.ts';
import {
  othersOf,
  placingSteps,
  planPlacing,
  planUp,
  probesOn,
  type UpPlan,
  type UpStep,
  type UpWanted,
  urlsOf,
} from './plan.ts';
import {type Choices, refuseTaken} from './plan/ports.ts';

export interface UpRequest extends UpWanted {
  project: Project;
  ports: Choices;
  /** Of what removes data: the name of the project, by who means it. */
  yes: string | undefined;
}

export type UpNeeds = GatherNeeds & ActNeeds & {voice: Voice; ask: World['ask']};

export interface UpOutcome {
  composeProject: string;
  folder: string;
  /** Where it answers. */
  urls: string[];
  /** What else is reached from this machine: `db at localhost:5432`. */
  others: string[];
  /** What was done, in sentences. */
  done: string[];
  notes: string[];
}

/** Throws PORT_TAKEN where it could not be started. */
export const planOnly = ({project, ports, ...wanted}: UpRequest, needs: UpNeeds): Promise<UpPlan> =>
  blamingMachine(needs, async () => {
    const first = await gatherPlacing(project, needs);
    if (await waitsForEnvironment(project, first, needs)) return planPlacing(first);
    const placing = await gatherPlacing(project, needs, await editsOf(project, ports, needs));
    const {facts, taken} = await gatherUp(project, placing, needs);
    refuseTaken(taken, facts);
    return planUp(facts, wanted);
  });

/** Files of one's own first: without them Compose may not read the others. */
export const up = (request: UpRequest, needs: UpNeeds): Promise<UpOutcome> =>
  blamingMachine(needs, async () => {
    const {project, ports} = request;
    const placing = await gatherPlacing(project, needs);
    const placed = [...(await place(project, placing, needs)), ...(await choosePorts(project, ports, needs))];
    const first = await gathered(project, needs);
    const offered = await offerPorts(first, needs);
    placed.push(...(await choosePorts(project, offered, needs)));
    const now = offered.size === 0 ? first : await gathered(project, needs);
    refuseTaken(now.taken, now.facts);
    const plan = planUp(now.facts, request);
    const names = [now.facts.composeProject, project.build.project] as const;
    await requireConfirmed(plan, {names, yes: request.yes}, needs);
    const mustLoad = request.withData && request.isReset !== true;
    const {done, notes: more} = await carry({plan, project, gathered: now, mustLoad}, needs);
    const {composeProject, model, health} = now.facts;
    const probes = probesOn(model, health);
    const notes = [...placing.override.notes, ...placing.environment.notes, ...plan.notes, ...more];
    return {
      composeProject,
      folder: project.workspace,
      urls: urlsOf(probes),
      others: othersOf(model, probes),
      done: [...placed, ...done],
      notes: [...new Set(notes)],
    };
  });

const gathered = async (project: Project, needs: UpNeeds): Promise<GatheredUp> =>
  gatherUp(project, await gatherPlacing(project, needs), needs);

const choosePorts = async (project: Project, choices: Choices, needs: UpNeeds): Promise<string[]> => {
  if (choices.size === 0) return [];
  const edits = await editsOf(project, choices, needs);
  return place(project, await gatherPlacing(project, needs, edits), needs);
};

const place = async (project: Project, placing: Placing, needs: UpNeeds): Promise<string[]> => {
  const deeds = placeDeeds(project, placing, needs);
  const {done} = await carryOut(placingSteps(placing), ({id}) => deeds[id](), needs);
  return done.map(({does}) => does);
};

interface Carrying extends Omit<Up, 'loads' | 'note'> {
  plan: UpPlan;
  /** Test data was asked for: without it this failed. */
  mustLoad: boolean;
}

const carry = async (
  {plan, project, gathered, mustLoad}: Carrying,
  needs: UpNeeds,
): Promise<{done: string[]; notes: string[]}> => {
  const {
    facts: {model, sources, data},
    compose: {directory},
  } = gathered;
  const notes: string[] = [];
  const loads = plan.steps.some(({id}) => id === 'data');
  const deeds = deedsOf({project, gathered, loads, note: text => notes.push(text)}, needs);
  const named = {model, folder: directory, workspace: project.workspace, sources};
  // Backups that cannot be had from here are no reason to have nothing at all.
  const goesOn = ({id}: UpStep, error: unknown) =>
    id === 'data' && data.kind === 'backup' && !mustLoad && error instanceof UserError;
  const {done, notDone} = await carryOut(plan.steps, ({id}) => deeds[id](), {
    voice: needs.voice,
    bear: (step, error) => (goesOn(step, error) ? 'go on' : 'fail'),
    explaining: work => namingFiles(named, needs.files, work),
  });
  notes.push(...notDone.flatMap(({error}) => withoutData(error, needs)));
  return {done: done.map(({does}) => does), notes};
};

/** Why there is none. */
const withoutData = (error: unknown, {voice}: Pick<UpNeeds, 'voice'>): string[] => {
  if (!(error instanceof UserError)) return [];
  for (const line of error.evidence.log?.lines ?? []) voice.output(line);
  return [`No test data: ${error.message} ${error.remedy}`, 'Once that is so, countable up loads it.'];
};
