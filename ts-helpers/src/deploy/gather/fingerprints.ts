import {createHash} from 'node:crypto';
import type {ComposeService, Container} from '../../compose/model.ts';
import {besideOf, SECRETS} from '../../project/conventions.ts';
import {type Content as Read, contentsOf, fingerprintText} from '../plan/contents.ts';
import type {Fingerprint, Open} from '../plan/fingerprint.ts';
import {imagesOf, wouldPull} from '../plan/overrides.ts';
import {ownFiles} from '../plan/deployRecord.ts';
import type {KeptRelease} from '../plan/kept.ts';
import {DSN_VARIABLE, trackedServices} from '../plan/errorTracking.ts';
import {filesAt, followed} from '../../history/tree.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Prepared} from './prepare.ts';

/** By service, what its containers read besides their configuration and their image. */
export type Contents = Readonly<Record<string, Content>>;

interface Content {
  /** Files and folders that they have before their eyes, with a digest of each. */
  files: readonly {path: string; digest: string | undefined}[];
  /** What they are given once. */
  given: readonly [environment: string | undefined, definitions: readonly unknown[]];
}

type Known = Pick<Prepared, 'composeProject' | 'model'>;

/** Of the files as they will lie in the folder. */
export const readContents = async (prepared: Prepared): Promise<Contents> => {
  const {model, folder} = prepared;
  const entries = Object.entries(model.services).map(async ([name, service]) => {
    const {files, definitions} = contentsOf(service, model, folder.path);
    const read = await Promise.all(
      files.map(async content => ({path: content.path, digest: await digest(content, prepared)})),
    );
    const usesVariables = definitions.some(({environment}) => environment !== undefined);
    const environment = usesVariables ? await environmentDigest(prepared) : undefined;
    return [name, {files: read, given: [environment, definitions]}] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
};

/** By service, all that its containers are made of in one word, with the ids of images by name: see decision 6. */
export const fingerprints = (
  {composeProject, model}: Known,
  contents: Contents,
  {images, dsn}: {images: ReadonlyMap<string, string>; dsn: string | undefined},
): Record<string, string> => {
  const tracked = new Set(dsn === undefined ? [] : trackedServices(model));
  return Object.fromEntries(
    imagesOf(composeProject, model).map(({name, service, image}) => [
      name,
      wordOf(service, images.get(image), [...allOf(contents[name]), ...(tracked.has(name) ? [dsn] : [])]),
    ]),
  );
};

/** The same without their files. */
export const madeWords = (
  known: Known,
  contents: Contents,
  of: {images: ReadonlyMap<string, string>; dsn: string | undefined},
): Record<string, string> => fingerprints(known, withoutFiles(contents), of);

const withoutFiles = (contents: Contents): Contents =>
  Object.fromEntries(Object.entries(contents).map(([name, {given}]) => [name, {files: [], given}]));

const allOf = (content: Content | undefined): unknown[] => {
  if (content === undefined) return [];
  const [environment, definitions] = content.given;
  return [[...content.files.map(({digest}) => digest), environment], definitions];
};

const wordOf = (service: ComposeService, imageId: string | undefined, others: readonly unknown[]): string =>
  createHash('sha256')
    .update(fingerprintText(service, imageId, others))
    .digest('hex')
    .slice(0, 16);

/** Before anything is built, pulled or asked of Sentry: of what is open they have what runs now. */
export const expectedFingerprints = async (
  prepared: Known & {contents: Contents; isTracked: boolean},
  containers: readonly Container[],
  docker: Pick<Docker, 'imageIds' | 'variable'>,
): Promise<Record<string, Fingerprint>> => {
  const {composeProject, model, contents, isTracked} = prepared;
  const services = imagesOf(composeProject, model);
  const here = await docker.imageIds(services.map(({image}) => image));
  const dsn = isTracked ? await dsnInUse(containers, docker) : undefined;
  const tracked = new Set(isTracked ? trackedServices(model) : []);
  return Object.fromEntries(
    services.map(({name, service, image}) => {
      const isOpen = service.build !== undefined || wouldPull(service, here.has(image));
      const running = containers.find(one => one.service === name)?.imageId;
      const imageId = isOpen && running !== undefined ? running : here.get(image);
      const isDsnOpen = tracked.has(name);
      const open: Open[] = [...(isOpen ? ['image' as const] : []), ...(isDsnOpen ? ['DSN' as const] : [])];
      const word = (all: Contents) =>
        wordOf(service, imageId, [...allOf(all[name]), ...(isDsnOpen && dsn !== undefined ? [dsn] : [])]);
      return [
        name,
        {
          is: word(contents),
          made: word(withoutFiles(contents)),
          open,
          ...(!isOpen && {imageId}),
        },
      ];
    }),
  );
};

/** Of a release that was live before all is known. */
export const keptFingerprints = async (
  known: Known & {contents: Contents},
  {images, isTracked}: Pick<KeptRelease, 'images' | 'isTracked'>,
  {containers, docker}: {containers: readonly Container[]; docker: Pick<Docker, 'variable'>},
): Promise<Record<string, Fingerprint>> => {
  const dsn = isTracked ? await dsnInUse(containers, docker) : undefined;
  const ids = new Map(Object.values(images).map(({name, id}) => [name, id]));
  const words = fingerprints(known, known.contents, {images: ids, dsn});
  const made = madeWords(known, known.contents, {images: ids, dsn});
  return Object.fromEntries(
    imagesOf(known.composeProject, known.model).map(({name, image}) => [
      name,
      {is: words[name] ?? '', made: made[name] ?? '', open: [], imageId: ids.get(image)},
    ]),
  );
};

/** What the containers that there are report to. */
export const dsnInUse = async (
  containers: readonly Container[],
  docker: Pick<Docker, 'variable'>,
): Promise<string | undefined> => {
  const found = await Promise.all(containers.map(({id}) => docker.variable(id, DSN_VARIABLE)));
  return found.find(Boolean);
};

/** Of what the tree has there; of a single file that somebody has put there, unless the container writes it. */
const digest = async (
  {path, isWritable}: Read,
  {folder, tree, record}: Prepared,
): Promise<string | undefined> => {
  const place = followed(path, tree);
  if (place === undefined) return undefined;
  const files = filesAt(place, tree);
  if (files.length > 0) return folder.digest(files);
  // What deploys have put there, and this one does not have, goes.
  return isWritable || ownFiles(record).has(place) ? undefined : folder.digestOf(place);
};

/** Values of variables reach configs and secrets without showing in the model. */
const environmentDigest = ({folder, names, tree}: Prepared): Promise<string | undefined> => {
  const place = besideOf(names.base, SECRETS);
  return folder.digestOf(place, tree.get(place));
};
