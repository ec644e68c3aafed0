import {createHash} from 'node:crypto';
import {besideOf, SECRETS} from '../../project/conventions.ts';
import {type Content, contentsOf, fingerprintText} from '../plan/contents.ts';
import {imageOf} from '../plan/overrides.ts';
import {trackedServices} from '../plan/errorTracking.ts';
import {filesAt, followed} from '../../history/tree.ts';
import type {Gathered} from '../gather.ts';

/** By service, all that its containers are made of in one word, with the ids of images by name: see decision 6. */
export const fingerprints = async (
  gathered: Gathered,
  images: ReadonlyMap<string, string>,
  dsn: string | undefined,
): Promise<Record<string, string>> => {
  const {model, composeProject} = gathered.facts;
  const tracked = new Set(dsn === undefined ? [] : trackedServices(model));
  const entries = Object.entries(model.services).map(async ([name, service]) => {
    const {files, definitions} = contentsOf(service, model, gathered.folder.path);
    const digests = await Promise.all([
      ...files.map(content => digest(content, gathered)),
      definitions.some(({environment}) => environment !== undefined)
        ? environmentDigest(gathered)
        : undefined,
    ]);
    const others = [digests, definitions, ...(tracked.has(name) ? [dsn] : [])];
    const text = fingerprintText(service, images.get(imageOf(composeProject, name, service)), others);
    return [name, createHash('sha256').update(text).digest('hex').slice(0, 16)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
};

/** Of what the tree has there; of a single file that somebody has put there, unless the container writes it. */
const digest = async ({path, isWritable}: Content, {folder, tree}: Gathered): Promise<string | undefined> => {
  const place = followed(path, tree);
  if (place === undefined) return undefined;
  const files = filesAt(place, tree);
  if (files.length > 0) return folder.digest(files);
  return isWritable ? undefined : folder.digestOf(place);
};

/** Values of variables reach configs and secrets without showing in the model. */
const environmentDigest = ({folder, names}: Gathered): Promise<string | undefined> =>
  folder.digestOf(besideOf(names.base, SECRETS));
