import {releaseOverride, imagesOf, overrideText, wouldPull} from '../plan/overrides.ts';
import {type Fate, settled} from '../plan/fates.ts';
import {clausesOf} from '../plan/fateWords.ts';
import type {DeployFacts} from '../plan.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import type {Voice} from '../../run/voice.ts';
import {fingerprints, madeWords} from '../gather/fingerprints.ts';
import type {KeptRelease} from '../plan/kept.ts';
import {pinned} from '../../stack/images.ts';
import {othersFor} from '../../stack/nodes.ts';
import type {Gathered} from '../gather.ts';
import {nameImagesAgain} from './images.ts';
import {placedProject, releaseFile} from './placed.ts';

export interface ReleaseNeeds {
  files: Pick<Files, 'writeText'>;
  docker: Docker;
  compose: Pick<Compose, 'pull'>;
  voice: Pick<Voice, 'info'>;
}

/**
 * What Compose is told besides the files of the project: whose the containers are, and of which release. Resolves to what becomes
 * of the services, of which nothing is open any more, and to the ids of their images by name.
 */
export const writeRelease = async (
  gathered: Gathered,
  {
    services,
    dsn,
    onLine,
  }: {services: readonly Fate[]; dsn: string | undefined; onLine: (line: string) => void},
  needs: ReleaseNeeds,
): Promise<{fates: Fate[]; ids: ReadonlyMap<string, string>}> => {
  const {ids, names} = await imagesFor(gathered, needs, onLine);
  const words = fingerprints(gathered.facts, gathered.contents, {images: ids, dsn});
  const made = madeWords(gathered.facts, gathered.contents, {images: ids, dsn});
  const fates = settle(gathered.facts, {services, fingerprints: words}, needs.voice);
  const known = {fates, fingerprints: words, made, images: names};
  const override = releaseOverride(gathered.facts, known, dsn !== undefined);
  await needs.files.writeText(releaseFile(gathered), overrideText(override));
  return {fates, ids};
};

/** Ids of all images by name, and what the containers of some are to have instead of the name in the files, by service. */
const imagesFor = async (
  gathered: Gathered,
  needs: ReleaseNeeds,
  onLine: (line: string) => void,
): Promise<{ids: ReadonlyMap<string, string>; names: Readonly<Record<string, string>>}> => {
  const {kept} = gathered;
  if (kept === undefined) return {ids: await pull(gathered, needs, onLine), names: {}};
  const ids = new Map(Object.values(kept.images).map(({name, id}) => [name, id]));
  const names = await nameImagesAgain(kept, needs.docker);
  return {ids, names: await asAllNodesCall(names, {kept, facts: gathered.facts}, needs.docker)};
};

/** What only this node calls so, others do not find: they are told by what a registry has it. */
const asAllNodesCall = async (
  names: Readonly<Record<string, string>>,
  {kept: {images}, facts: {swarm, model}}: {kept: KeptRelease; facts: Gathered['facts']},
  docker: Pick<Docker, 'registryNames'>,
): Promise<Readonly<Record<string, string>>> => {
  if (swarm === undefined) return names;
  const known = await docker.registryNames(Object.keys(names).map(service => images[service]?.id ?? ''));
  return Object.fromEntries(
    Object.entries(names).flatMap(([service, tag]) => {
      const {id = '', name = ''} = images[service] ?? {};
      const isHereAlone = othersFor(model.services[service] ?? {}, swarm).length === 0;
      const called = isHereAlone ? tag : pinned(name, known.get(id));
      return called === undefined ? [] : [[service, called]];
    }),
  );
};

/**
 * Images that are not here yet, or are to be looked for anew: what a container is made of is known before it starts. Returns
 * the ids of all by name.
 */
const pull = async (
  gathered: Gathered,
  {docker, compose}: ReleaseNeeds,
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
