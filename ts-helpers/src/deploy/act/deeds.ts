import path from 'node:path';
import type {ComposeModel, ComposeProject} from '../../compose/model.ts';
import {OVERRIDE} from '../../project/conventions.ts';
import {contentsOf} from '../plan/contents.ts';
import {buildOverride, imagesOf, releaseOverride, wouldPull} from '../plan/overrides.ts';
import {type Fate, clausesOf, settled} from '../plan/fates.ts';
import {secretFolders} from '../plan/secretFolders.ts';
import {DSN_VARIABLE} from '../plan/errorTracking.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import type {DeployFacts, DeployStep} from '../plan.ts';
import type {KeptFile} from '../plan/kept.ts';
import type {Voice} from '../../run/voice.ts';
import {bringUp} from '../../services/bringUp.ts';
import {explaining} from '../../services/explaining.ts';
import {inWorkspace} from '../gather/builds.ts';
import {refuseNewcomers} from '../gather/elsewhere.ts';
import {dsnInUse, fingerprints} from '../gather/fingerprints.ts';
import type {Gathered} from '../gather.ts';
import {cleanImages, type CleaningNeeds} from './cleaning.ts';
import type {Leaving} from './leaving.ts';
import {nameImagesAgain} from './images.ts';
import {keepRelease} from './keeping.ts';
import {mirrorFor} from './mirror.ts';
import {askedProbes} from './sites.ts';
import type {Tracking} from './tracking.ts';
import {watch, type WatchNeeds} from './watch.ts';
import {counted} from '../../text/plain.ts';

export interface ActNeeds extends WatchNeeds {
  files: Files;
  docker: Docker;
  compose: Compose;
  voice: Voice;
  holders: CleaningNeeds['holders'];
}

/** The deeds behind the steps of a deploy plan. */
export const deedsOf = (
  gathered: Gathered,
  needs: ActNeeds & {tracking: Tracking | undefined; leaving: Leaving},
): Record<DeployStep['id'], (step: DeployStep) => Promise<void>> => {
  const {request, facts, folder, began} = gathered;
  const {docker, compose, voice, tracking, leaving} = needs;
  const onLine = (line: string) => {
    voice.output(line);
  };
  const placed = placedProject(gathered);
  let files: readonly KeptFile[] = [];
  let isTracked = false;
  const starting = {
    doing: 'up' as const,
    composeProject: facts.composeProject,
    minutes: request.project.settings.health.minutes,
    facts,
    began,
  };
  const start = async ({services = []}: DeployStep) => {
    const dsn = gathered.kept ? await keptDsn(gathered, needs) : await tracking?.dsn();
    isTracked = dsn !== undefined;
    await explaining(starting, docker, () => writeRelease(gathered, {services, dsn, onLine}, needs));
    await refuseNewcomers(facts, gathered.record, needs);
    await explaining(starting, docker, () => leaving.makeWay());
    const variables = dsn === undefined ? {} : {[DSN_VARIABLE]: dsn};
    await bringUp(starting, needs, () => compose.up(placed, {onLine, variables}));
  };
  return {
    build: () => build(gathered, needs, onLine),

    async fill() {
      files = await folder.releases.files(gathered.tree);
      const {written, removed} = await fill(gathered);
      voice.info(`${counted(written, 'file')} written, ${removed} removed`);
    },

    start,

    setAside: () => explaining(starting, docker, () => leaving.setAside()),

    async watch() {
      const probes = await askedProbes(gathered, needs);
      await watch({request, facts: {...facts, probes}, began}, needs);
      await keepRelease(gathered, {files, isTracked}, needs);
      await folder.goLive(facts.release);
    },

    tidy: () => leaving.remove(),

    track: async () => tracking?.record(),

    clean: () => cleanImages(gathered, needs),
  };
};

const keptDsn = async ({kept, facts}: Gathered, {docker, voice}: ActNeeds): Promise<string | undefined> => {
  const dsn = kept?.isTracked ? await dsnInUse(facts.containers, docker) : undefined;
  if (dsn !== undefined) voice.hide(dsn);
  return dsn;
};

/** What Compose is told besides the files of the project: whose the containers are, and of which release. */
const writeRelease = async (
  gathered: Gathered,
  {
    services,
    dsn,
    onLine,
  }: {services: readonly Fate[]; dsn: string | undefined; onLine: (line: string) => void},
  needs: ActNeeds,
): Promise<void> => {
  const {ids, names} = await imagesFor(gathered, needs, onLine);
  const words = fingerprints(gathered.facts, gathered.contents, {images: ids, dsn});
  const fates = settle(gathered.facts, {services, fingerprints: words}, needs.voice);
  const known = {fates, fingerprints: words, images: names};
  const override = releaseOverride(gathered.facts, known, dsn !== undefined);
  await needs.files.writeText(releaseFile(gathered), JSON.stringify(override, null, 2));
};

const build = async (
  {facts, preview, request, temporary}: Gathered,
  {files, compose, docker}: ActNeeds,
  onLine: (line: string) => void,
): Promise<void> => {
  const override = path.join(temporary, 'build.yml');
  const here = inWorkspace(preview, request.project.workspace);
  await files.writeText(override, JSON.stringify(buildOverride(facts, preview.shown, here)));
  const {project} = preview;
  await explaining({doing: 'build', composeProject: facts.composeProject}, docker, () =>
    compose.build({...project, files: [...project.files, override]}, {onLine}),
  );
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
    modes: secretFolders(tree, mounted),
  });
};

const mountedPaths = (model: ComposeModel, folder: string): string[] =>
  Object.values(model.services).flatMap(service => {
    const mounts = {...service, configs: [], secrets: []};
    return contentsOf(mounts, model, folder).files.map(({path: at}) => at);
  });

/** Ids of all images by name, and what the containers of some are to have instead of the name in the files, by service. */
const imagesFor = async (
  gathered: Gathered,
  needs: ActNeeds,
  onLine: (line: string) => void,
): Promise<{ids: ReadonlyMap<string, string>; names: Readonly<Record<string, string>>}> => {
  const {kept} = gathered;
  if (kept === undefined) return {ids: await pull(gathered, needs, onLine), names: {}};
  const ids = new Map(Object.values(kept.images).map(({name, id}) => [name, id]));
  return {ids, names: await nameImagesAgain(kept, needs.docker)};
};

/**
 * Images that are not here yet, or are to be looked for anew: what a container is made of is known before it starts. Returns
 * the ids of all by name.
 */
const pull = async (
  gathered: Gathered,
  {docker, compose}: ActNeeds,
  onLine: (line: string) => void,
): Promise<ReadonlyMap<string, string>> => {
  const {model, composeProject} = gathered.facts;
  const services = imagesOf(composeProject, model);
  const images = services.map(({image}) => image);
  const here = await docker.imageIds(images);
  const wanted = services.filter(({service, image}) => wouldPull(service, here.has(image)));
  if (wanted.length === 0) return here;
  const {files, ...project} = placedProject(gathered);
  // What is written for this release is written once the images are known.
  await compose.pull(
    {...project, files: files.filter(file => file !== releaseFile(gathered))},
    {services: wanted.map(({name}) => name), onLine},
  );
  return docker.imageIds(images);
};

/** What becomes of the services of which the plan said that it was open, by nothing else than what it said. */
const settle = (
  facts: DeployFacts,
  known: {services: readonly Fate[]; fingerprints: Readonly<Record<string, string>>},
  voice: Pick<Voice, 'info'>,
): Fate[] => {
  const fates = settled(known.services, facts, known.fingerprints);
  const decided = fates.filter((_, index) => known.services[index]?.does === 'if changed');
  if (decided.length > 0) voice.info(`Known now: ${clausesOf(decided).join('; ')}`);
  return fates;
};

const releaseFile = ({folder}: Gathered): string => path.join(folder.state, 'release.yml');

/** The project as it stands in the deploy folder: plain `docker compose` there means the same one. */
const placedProject = (gathered: Gathered): ComposeProject => {
  const {composeProject, folder, names} = gathered;
  const directory = path.join(folder.path, path.dirname(names.base));
  return {
    name: composeProject,
    directory,
    files: [path.join(folder.path, names.base), path.join(directory, OVERRIDE), releaseFile(gathered)],
  };
};
