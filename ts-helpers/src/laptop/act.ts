import path from 'node:path';
import type {Container} from '../compose/model.ts';
import {watch, type WatchNeeds} from '../deploy/watching.ts';
import {releaseOf} from '../project/release.ts';
import type {Compose} from '../outside/compose.ts';
import type {Files} from '../outside/files.ts';
import type {Http} from '../outside/http.ts';
import {bringUp} from '../services/bringUp.ts';
import {beginning, type Began} from '../services/evidence.ts';
import type {Project} from '../workspace/project.ts';
import {type DataNeeds, loadData} from './act/data.ts';
import {neededFor} from './plan/data.ts';
import type {GatheredUp} from './gather.ts';
import {builtIn, probesOn, type UpStep} from './plan.ts';
import type {Settled} from './plan/files.ts';

export interface ActNeeds extends WatchNeeds, Omit<DataNeeds, 'docker' | 'voice'> {
  compose: Compose;
  files: Pick<Files, 'writeText' | 'remove'>;
}

/** What it takes for a person alone to read it. */
const PRIVATE = 0o600;

/** Writes what people have for themselves. */
const write = async (
  {workspace}: Pick<Project, 'workspace'>,
  {write: order}: Settled,
  {files, mode}: {files: Pick<Files, 'writeText'>; mode?: number},
): Promise<void> => {
  if (order === undefined) return;
  await files.writeText(path.join(workspace, order.file), order.text, mode);
};

export interface Up {
  project: Project;
  gathered: GatheredUp;
  /** Test data comes once it runs. */
  loads: boolean;
  /** Hears what to know besides, in sentences. */
  note(text: string): void;
}

/** What each step does that writes what people have for themselves. */
export const placeDeeds = (
  project: Pick<Project, 'workspace'>,
  {override, environment}: Record<'override' | 'environment', Settled>,
  {files}: Pick<ActNeeds, 'files'>,
) => ({
  override: () => write(project, override, {files}),
  environment: () => write(project, environment, {files, mode: PRIVATE}),
});

/** What each step does. */
export const deedsOf = (
  {project, gathered, loads, note}: Up,
  needs: ActNeeds,
): Record<UpStep['id'], () => Promise<void>> => {
  const {facts, compose, dueFile} = gathered;
  const {model, sources, composeProject} = facts;
  const {voice, files} = needs;
  const onLine = (line: string) => {
    voice.output(line);
  };
  const began = beginning(needs);
  const about = {composeProject, facts: {model, sources, containers: facts.containers}, began};
  const isBuilding = builtIn(model).length > 0;
  const wait = (http: Http, services = Object.keys(model.services)) =>
    waitFor({project, gathered, began, services}, {...needs, http});
  let standing: readonly Container[] = [];
  return {
    ...placeDeeds(project, facts, needs),
    remove: () => needs.compose.destroy(composeProject),
    async start() {
      if (loads) await noteDue(gathered, needs);
      const doing = isBuilding ? 'up --build' : 'up';
      await bringUp({...about, doing, minutes: facts.health.minutes}, needs, () =>
        needs.compose.up(compose, {isBuilding, onLine}),
      );
    },
    async stand() {
      standing = await wait(answeringAnything(needs.http), neededFor(facts.data, model));
    },
    async answer() {
      await wait(needs.http);
    },
    async data() {
      const keepsFormer = facts.isDue && facts.volumes.length + facts.containers.length > 0;
      const order = {project, compose, model, containers: standing, keepsFormer};
      for (const text of await loadData(facts.data, order, needs)) note(text);
      if (dueFile !== undefined) await files.remove(dueFile);
    },
  };
};

/** Says where it is found again that test data is still to be loaded. */
const noteDue = async ({dueFile}: GatheredUp, {files}: Pick<ActNeeds, 'files'>): Promise<void> => {
  if (dueFile !== undefined)
    await files.writeText(dueFile, 'countable up loads test data once the project runs.\n');
};

const waitFor = (
  {
    project,
    gathered: {facts},
    began,
    services,
  }: Pick<Up, 'project' | 'gathered'> & {began: Began; services: readonly string[]},
  needs: WatchNeeds,
): Promise<readonly Container[]> => {
  const {model: all, composeProject, containers, health} = facts;
  const wanted = Object.entries(all.services).filter(([name]) => services.includes(name));
  const model = {...all, services: Object.fromEntries(wanted)};
  return watch(
    {
      request: {project},
      facts: {
        composeProject,
        model,
        containers,
        probes: probesOn(model, health),
        release: releaseOf({build: project.build, remoteUrl: project.remoteUrl}, 'dev', needs.clock.now()),
      },
      began,
      isBeside: true,
      isHasty: true,
    },
    needs,
  );
};

/** Without its data a site may answer with an error, and is there all the same. */
const answeringAnything = (http: Http): Http => ({
  async ask(url, options) {
    const answer = await http.ask(url, options);
    return 'status' in answer ? {status: 200} : answer;
  },
});
