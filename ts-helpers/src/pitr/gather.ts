import {passphraseKey, type PointInTime, pitrPrefix} from '../archive/pointInTime.ts';
import type {Bucket} from '../archive/bucket.ts';
import type {Container} from '../compose/model.ts';
import {CommandFailed} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import type {Pipes} from '../outside/pipe.ts';
import type {ObjectStore, S3Access} from '../outside/s3.ts';
import {askInside, askServer} from './act/ask.ts';
import type {PassphraseFacts, PitrFacts, PitrServer, ServerFacts, SidecarFacts} from './plan/facts.ts';
import {imageName, REPOSITORY} from './plan/image.ts';
import {isOurs} from './plan/settings.ts';
import {labelOf, MADE_OF, sidecarName} from './plan/sidecar.ts';
import {LOOK, type Looked} from './act/look.ts';

export interface PitrGatherNeeds {
  docker: Pick<Docker, 'containers' | 'inspect' | 'imagesBelow'>;
  pipes: Pipes;
  store: Pick<ObjectStore, 'bucket' | 'list' | 'folders'>;
  readAccess(bucket: Bucket): Promise<S3Access>;
  /** File with the identity that opens what is encrypted to the recipients. */
  keyFile: string | undefined;
}

export interface PitrWanted {
  project: string;
  composeProject: string;
  recipients: readonly string[];
  /** PostgreSQL of services that run, whether wanted or not. */
  servers: readonly (PointInTime & {container: string; isWanted: boolean})[];
  now: Date;
}

export interface PitrGathered {
  facts: PitrFacts;
  /** It stands in no plan. */
  access: S3Access | undefined;
}

/** Undefined where nothing is wanted, and nothing is there. */
export const gatherPitr = async (
  wanted: PitrWanted,
  needs: PitrGatherNeeds,
): Promise<PitrGathered | undefined> => {
  const {project, composeProject, recipients, now} = wanted;
  const {docker, store} = needs;
  const sidecars = await docker.containers([labelOf(composeProject)]);
  const isWanted = wanted.servers.some(one => one.isWanted);
  if (!isWanted && sidecars.length === 0 && !(await hasSettings(wanted, needs))) return undefined;
  const access = isWanted ? await needs.readAccess(store.bucket) : undefined;
  const servers: PitrServer[] = [];
  const ending: PitrFacts['ending'][number][] = [];
  for (const one of wanted.servers) {
    const server = await lookAt(one, needs);
    const there = sidecars.find(({name}) => name === sidecarName(composeProject, one.service));
    const sidecar = there && sidecarFacts(there);
    if (one.isWanted) servers.push(await wantedServer(server, sidecar, {wanted, needs}));
    else if (sidecar !== undefined || isOurs(server)) ending.push({server, sidecar});
  }
  const own = new Set(sidecars.map(({id}) => id));
  const others = (await docker.containers([])).filter(({id}) => !own.has(id));
  const facts: PitrFacts = {
    composeProject,
    repository: {
      project,
      bucket: store.bucket,
      region: access?.region ?? '',
      isPassing: access?.isPassing ?? false,
      recipients,
    },
    servers,
    ending,
    images: (await docker.imagesBelow(`${REPOSITORY}:`)).filter(name => !name.endsWith('-base')),
    usedImages: others.flatMap(({image, imageId}) => [image, imageName(imageId)]),
    now,
  };
  return {facts, access};
};

/** What was switched on by us is switched off by us, also where its sidecar is gone. */
const hasSettings = async ({servers}: PitrWanted, needs: PitrGatherNeeds): Promise<boolean> => {
  try {
    for (const one of servers) if (isOurs(await lookAt(one, needs))) return true;
  } catch (error) {
    // Who may not see them is no superuser, and has never changed them.
    if (!(error instanceof CommandFailed)) throw error;
  }
  return false;
};

const lookAt = async (
  {service, stanza, container}: PitrWanted['servers'][number],
  {docker, pipes}: PitrGatherNeeds,
): Promise<ServerFacts> => {
  const [found] = await docker.inspect([container]);
  const looked = JSON.parse(await askServer(container, [LOOK], pipes)) as Looked;
  const {dataFolder, tablespaces, ...told} = looked;
  const words = ['sh', '-c', 'stat -c %u:%g "$1"; readlink -f "$1/pg_wal"', 'sh', dataFolder];
  const [owner = '', wal = ''] = (await askInside(container, words, pipes)).trim().split('\n');
  return {
    ...told,
    service,
    stanza,
    container,
    image: found?.image ?? '',
    imageId: found?.imageId ?? '',
    mounts: found?.mounts ?? [],
    dataFolder,
    owner,
    elsewhere: [wal, ...tablespaces].filter(Boolean),
  };
};

const sidecarFacts = ({id, image, command = [], labels, state}: Container): SidecarFacts => ({
  id,
  image,
  command,
  madeOf: labels[MADE_OF] ?? '',
  state,
});

const wantedServer = async (
  server: ServerFacts,
  sidecar: SidecarFacts | undefined,
  {wanted, needs}: {wanted: PitrWanted; needs: PitrGatherNeeds},
): Promise<PitrServer> => {
  const told = sidecar?.state === 'running' ? await askSidecar(sidecar.id, server, needs) : undefined;
  return {
    server,
    sidecar,
    lastFull: told?.lastFull,
    passphrase: {
      ...(await keptOf(wanted.project, server.stanza, needs)),
      isHere: told?.hasPassphrase ?? false,
      hasKey: needs.keyFile !== undefined,
    },
  };
};

interface Stanza {
  name: string;
  backup: {type: string; timestamp: {stop: number}; error?: boolean}[];
}

const askSidecar = async (id: string, {stanza}: ServerFacts, {pipes}: PitrGatherNeeds) => {
  const script = 'test -s "$PGBACKREST_CONFIG_INCLUDE_PATH/passphrase.conf" && echo yes || echo no';
  const hasPassphrase = (await askInside(id, ['sh', '-c', script], pipes)).trim() === 'yes';
  return {hasPassphrase, lastFull: await lastFullOf(id, stanza, pipes)};
};

/** Where it cannot be told one is made, which tells why. */
const lastFullOf = async (id: string, stanza: string, pipes: Pipes): Promise<Date | undefined> => {
  try {
    const text = await askInside(id, ['pgbackrest', 'info', '--output=json'], pipes);
    const all = JSON.parse(text) as Stanza[];
    const fulls = (all.find(({name}) => name === stanza)?.backup ?? []).filter(({type}) => type === 'full');
    const last = fulls.at(-1);
    return last && new Date(last.timestamp.stop * 1000);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return undefined;
  }
};

const keptOf = async (
  project: string,
  stanza: string,
  {store}: PitrGatherNeeds,
): Promise<Pick<PassphraseFacts, 'isKept' | 'isPlain'>> => {
  const key = passphraseKey(project, stanza);
  const isKept = (await store.list(key)).some(one => one.key === key);
  const stanzas = await store.folders(`${pitrPrefix(project)}archive/`);
  return {isKept, isPlain: !isKept && stanzas.includes(stanza)};
};
