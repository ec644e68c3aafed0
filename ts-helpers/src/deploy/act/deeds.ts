import path from 'node:path';
import type {ComposeModel, Container} from '../../compose/model.ts';
import {contentsOf} from '../plan/contents.ts';
import {type Fate, fatesOf} from '../plan/fates.ts';
import {buildOverride} from '../plan/overrides.ts';
import {secretFolders} from '../plan/secretFolders.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import {type DeployStep, isRoll} from '../plan.ts';
import {begun, done} from '../plan/told.ts';
import type {CarryOutNeeds} from '../../run/carryOut.ts';
import type {KeptFile} from '../plan/kept.ts';
import type {OnSwarm} from '../../swarm/adapters.ts';
import type {Voice} from '../../run/voice.ts';
import {explaining} from '../../services/explaining.ts';
import {inWorkspace} from '../gather/builds.ts';
import type {Gathered} from '../gather.ts';
import {type Away, NOT_AWAY, timesAway} from './away.ts';
import {createBringing} from './bringing.ts';
import {cleanImages, type CleaningNeeds} from './cleaning.ts';
import type {Leaving} from './leaving.ts';
import {keepRelease} from './keeping.ts';
import {mirrorFor} from './mirror.ts';
import {hold} from './maintenance/hold.ts';
import {forgetTurns} from './proxy/handovers.ts';
import type {Rolling} from './roll.ts';
import {askedProbes} from './sites.ts';
import type {Tracking} from './tracking.ts';
import {pushImages, removeUnused} from './swarm.ts';
import {watch, type WatchNeeds} from './watch.ts';
import type {Witness} from './witness.ts';
import {counted} from '../../text/plain.ts';

export interface ActNeeds extends WatchNeeds {
  files: Files;
  docker: Docker;
  compose: Compose;
  voice: Voice;
  holders: CleaningNeeds['holders'];
  onSwarm?: OnSwarm;
}

type Words = NonNullable<CarryOutNeeds<DeployStep>['words']>;

type Deed = (step: DeployStep) => Promise<void>;

/** What became of the services, and for how long those were away that were stopped. */
export interface Became {
  fates: readonly Fate[];
  away: Away;
}

/** The deeds behind the steps of a deploy plan. */
export const deedsOf = (
  gathered: Gathered,
  steps: readonly DeployStep[],
  needs: ActNeeds & {tracking: Tracking | undefined; leaving: Leaving; rolling: Rolling; witness: Witness},
): {deed: Deed; became(): Became; words: Words} => {
  const {facts, folder, began} = gathered;
  const {docker, voice, tracking, leaving, witness} = needs;
  const bringing = createBringing(gathered, steps, needs);
  let files: readonly KeptFile[] = [];
  let away = NOT_AWAY;
  let isClean = false;
  const starting = {doing: 'up' as const, composeProject: facts.composeProject, facts, began};
  const deeds: Record<Exclude<DeployStep['id'], `roll ${string}`>, Deed> = {
    build: () =>
      build(gathered, needs, line => {
        voice.output(line);
      }),

    async fill() {
      files = await folder.releases.files(gathered.tree);
      const {written, removed} = await fill(gathered);
      voice.info(`${counted(written, 'file')} written, ${removed} removed`);
    },

    unpin: () => forgetTurns(facts, needs),

    unlink: () => explaining(starting, docker, () => leaving.unlink()),

    start: step => bringing.start(step),
    rest: step => bringing.rest(step),

    setAside: () =>
      asideOnceUp(gathered, needs, () => explaining(starting, docker, () => leaving.setAside())),

    async watch() {
      const containers = await watchAll(gathered, needs, false);
      const {fates, ...brought} = bringing.became();
      away = await timesAway(gathered, fates, {containers, witness});
      // How long a failure took tells nothing of the next deploy.
      const usual = gathered.beganBefore === undefined ? away.seconds : {};
      await keepRelease(gathered, {files, containers, ...brought, away: usual}, needs);
      await folder.goLive(facts.release, withoutProxyYet(containers, facts));
      if (needs.onSwarm) await removeUnused(facts.composeProject, needs.onSwarm);
    },

    hold: () => hold(facts, () => true, needs),

    tidy: () => leaving.remove(),

    track: async () => tracking?.record(),

    async clean() {
      isClean = !(await cleanImages(gathered, needs));
    },
  };
  return {
    deed: step => (isRoll(step.id) ? bringing.roll(step) : deeds[step.id](step)),
    became: () => ({fates: bringing.became().fates, away}),
    words: wordsFor(facts, {fates: () => bringing.became().fates, isClean: () => isClean}),
  };
};

const watchAll = async (
  gathered: Gathered,
  needs: ActNeeds,
  isBeside: boolean,
): Promise<readonly Container[]> => {
  const {request, facts, began} = gathered;
  const probes = await askedProbes(gathered, needs);
  return watch({request, facts: {...facts, probes}, began, isBeside}, needs);
};

const asideOnceUp = async (
  gathered: Gathered,
  needs: ActNeeds,
  setAside: () => Promise<void>,
): Promise<void> => {
  await watchAll(gathered, needs, true);
  await setAside();
};

/** What was started again meanwhile may have come up with a proxy that it could not start before. */
const withoutProxyYet = (
  now: readonly Container[],
  {containers, withoutProxy}: Gathered['facts'],
): string[] =>
  containers
    .filter(({id}) => withoutProxy.includes(id))
    .filter(one => now.some(({id, startedAt}) => id === one.id && +startedAt === +one.startedAt))
    .map(({id}) => id);

const wordsFor =
  (
    {composeProject}: Gathered['facts'],
    {fates, isClean}: {fates(): readonly Fate[]; isClean(): boolean},
  ): Words =>
  (step, when) => {
    if (when === 'begun') return begun(step, fates());
    if (step.id === 'clean') return isClean() ? `No image of ${composeProject} had to go` : undefined;
    return done(step, fates());
  };

const build = async (
  {facts, preview, request, temporary}: Gathered,
  {files, compose, docker, onSwarm}: ActNeeds,
  onLine: (line: string) => void,
): Promise<void> => {
  const override = path.join(temporary, 'build.yml');
  const here = inWorkspace(preview, request.project.workspace);
  await files.writeText(override, JSON.stringify(buildOverride(facts, preview.shown, here)));
  const {project} = preview;
  await explaining({doing: 'build', composeProject: facts.composeProject}, docker, () =>
    compose.build({...project, files: [...project.files, override]}, {onLine}),
  );
  if (onSwarm) await pushImages(facts, onSwarm, onLine);
};

const fill = async ({folder, tree, facts}: Gathered): Promise<{written: number; removed: number}> => {
  // Anew, for building may have taken minutes, in which the site went on writing.
  const planned = await mirrorFor(folder, tree);
  const mounted = mountedPaths(facts.model, folder.path);
  return folder.fill({
    ...planned,
    tree,
    release: facts.release,
    keep: new Set(mounted),
    inPlace: new Set(readInPlace(facts)),
    modes: secretFolders(tree, mounted),
  });
};

/** What proxies have before their eyes, and are to read anew: another file in its place they would not see. */
const readInPlace = (facts: Gathered['facts']): string[] =>
  fatesOf(facts, facts.fingerprints)
    .filter(({does}) => does === 'reload')
    .flatMap(({service}) => contentsOf(facts.model.services[service] ?? {}, facts.model, facts.folder).files)
    .map(({path: at}) => at);

const mountedPaths = (model: ComposeModel, folder: string): string[] =>
  Object.values(model.services).flatMap(service => {
    const mounts = {...service, configs: [], secrets: []};
    return contentsOf(mounts, model, folder).files.map(({path: at}) => at);
  });
