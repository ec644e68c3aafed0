import {builtServices} from '../plan.ts';
import {imageOf, versionTag} from '../plan/overrides.ts';
import type {DeployFacts} from '../plan/facts.ts';
import {keptOfLive, type KeptImage, type KeptRelease} from '../plan/kept.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Gathered} from '../gather.ts';

type Tagging = Pick<Docker, 'imageIds' | 'tagImage' | 'untagImages'>;

/** The images of the release by what they were as it started, and the names by which they are to stay on this host. */
export const imagesOf = (
  {model, composeProject, release}: Pick<DeployFacts, 'model' | 'composeProject' | 'release'>,
  ids: ReadonlyMap<string, string>,
): Record<string, KeptImage> => {
  const built = new Set(builtServices(model));
  const services = Object.entries(model.services).map(([service, its]) => ({
    service,
    name: imageOf(composeProject, service, its),
  }));
  const kept: Record<string, KeptImage> = {};
  for (const {service, name} of services) {
    const id = ids.get(name);
    if (id === undefined) continue;
    kept[service] = {
      id,
      name,
      tag: versionTag(composeProject, service, release),
      isBuilt: built.has(service),
    };
  }
  return kept;
};

/** Each gets the name that no other deploy takes away; most have it where nothing has changed. */
export const tagImages = async (
  {images}: Pick<KeptRelease, 'images'>,
  docker: Pick<Docker, 'tagged' | 'tagImage'>,
): Promise<void> => {
  const all = Object.values(images);
  const tagged = await docker.tagged(all.map(({tag}) => tag));
  const lacking = all.filter(({id, tag}) => tagged.get(tag) !== id);
  await Promise.all(lacking.map(({id, tag}) => docker.tagImage(id, tag)));
};

/**
 * What is built here has one name for all releases, and one for a version that is built again: both get the image of this one. Names of others' images are left as
 * they are; resolves to those services whose image has another by now, with the name of this project for it.
 */
export const nameImagesAgain = async (
  {images}: Pick<KeptRelease, 'images'>,
  docker: Tagging,
): Promise<Record<string, string>> => {
  const ids = await docker.imageIds(Object.values(images).flatMap(({name, tag}) => [name, tag]));
  const others: Record<string, string> = {};
  for (const [service, {id, name, tag, isBuilt}] of Object.entries(images)) {
    if (isBuilt && ids.get(tag) !== id) await docker.tagImage(id, tag);
    if (ids.get(name) === id) continue;
    if (isBuilt) await docker.tagImage(id, name);
    else others[service] = tag;
  }
  return others;
};

/** As if this version had never been built, unless it is that of a release that is kept. */
export const forgetImages = async (
  {folder, record, facts}: Pick<Gathered, 'folder' | 'record' | 'facts'>,
  docker: Tagging,
): Promise<void> => {
  const {composeProject, model, release} = facts;
  const all = await folder.releases.list();
  const live = keptOfLive(all, record.live);
  if (live !== undefined) await nameImagesAgain(live, docker);
  const needed = new Set(all.flatMap(({images}) => Object.values(images).map(({tag}) => tag)));
  const built = builtServices(model);
  const tags = built.map(service => versionTag(composeProject, service, release));
  const unnamed = live === undefined && facts.returnsTo === 'nothing' ? built.map(nameIn(facts)) : [];
  await docker.untagImages([...tags, ...unnamed].filter(tag => !needed.has(tag)));
};

const nameIn =
  ({composeProject, model}: Pick<DeployFacts, 'composeProject' | 'model'>) =>
  (service: string): string =>
    imageOf(composeProject, service, model.services[service] ?? {});
