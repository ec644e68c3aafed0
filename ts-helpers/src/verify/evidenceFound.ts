import {canonical, signedIn, type SignedEvidence, triedIn} from '../archive/evidence.ts';
import {prove} from '../archive/commands.ts';
import {inventoryOf, type KeptArchive, newestFirst, proofBeside} from '../archive/inventory.ts';
import {besideKey, prefixOf} from '../archive/key.ts';
import {unreadBecause} from '../archive/manifestRead.ts';
import {AT_ONCE, olderOf, type OlderStore} from '../dumps/olderPlaces.ts';
import {UserError} from '../errors/userError.ts';
import type {ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';
import {isSigned} from '../outside/signing.ts';
import {isMeant} from './choice.ts';
import {isOlderMeant} from './olderChoice.ts';

export interface ShownEvidence extends SignedEvidence {
  /** Whether the signature is of what it is on, and of the key that it names; undefined: there is none. */
  isGenuine?: boolean;
  /** Why the backup could not be restored as it is now. */
  unread?: string;
  /** All other proofs of the same backup, the newest first. */
  others?: OtherProof[];
}

export interface OtherProof {
  key: string;
  checkedAt: string;
  verdict: 'proven' | 'failed';
  by: string;
  host: string;
  /** `web came up`, a word each. */
  tried: string[];
  /** The first thing that differed. */
  differs?: string;
  /** At what the backup had failed, and this one had not tried it. */
  open?: string[];
  isGenuine?: boolean;
}

export interface WantedEvidence {
  name: string;
  part: string | undefined;
  at: string | undefined;
}

type Read = Pick<ObjectStore, 'bucket' | 'list' | 'readText'>;

/** What came of the last proof, with the others. Throws BACKUP_MISSING where nothing was proven, and BACKUP_BROKEN. */
export const evidenceFor = async (
  wanted: WantedEvidence,
  {
    store,
    older,
  }: {store: Read; older: readonly OlderStore<Read & Pick<ObjectStore, 'directly' | 'folders'>>[]},
): Promise<ShownEvidence> => {
  const found = (await ofOurs(wanted, store)) ?? (await ofOlder(wanted, older));
  const proof = found && proofBeside(found.archive);
  const text = proof && (await found.place.readText(proof.key));
  if (found === undefined || proof === undefined || text === undefined) throw nothing(wanted, store);
  const {archive, place} = found;
  const signed = signedIn(text);
  if (signed === undefined) throw broken(proof.key);
  const others = await othersOf(archive, {shown: proof.key, place});
  const unread =
    archive.older === undefined
      ? unreadBecause(await place.readText(besideKey(archive.key, 'manifest')))
      : undefined;
  return {
    ...signed,
    ...genuine(signed),
    ...(unread !== undefined && {unread}),
    ...(others.length > 0 && {others}),
  };
};

interface Found {
  archive: KeptArchive;
  place: Read;
}

const ofOurs = async ({name, part, at}: WantedEvidence, place: Read): Promise<Found | undefined> => {
  const {archives} = inventoryOf(name, await place.list(prefixOf(name)));
  const archive = archives.find(
    one => one.part === part && (at === undefined || isMeant(one, at)) && proofBeside(one) !== undefined,
  );
  return archive && {archive, place};
};

/** The newest of what older scripts left that was proven. */
const ofOlder = async (
  {name, part, at}: WantedEvidence,
  older: Parameters<typeof evidenceFor>[1]['older'],
): Promise<Found | undefined> => {
  const tried = await severalAtOnce(part === undefined ? older : [], AT_ONCE, async place => {
    const archives = await olderOf(name, place);
    return archives
      .filter(one => at === undefined || isOlderMeant(one, {at, prefix: place.prefix}))
      .filter(one => proofBeside(one) !== undefined)
      .map(archive => ({archive, place: place.store}));
  });
  const [newest] = newestFirst(tried.flat().map(({archive}) => archive));
  return tried.flat().find(({archive}) => archive === newest);
};

/** Of one that was proven each night for years the last ones. */
const MOST_OTHERS = 50;

const othersOf = async (
  {beside: {proven, failed}, past}: KeptArchive,
  {shown, place}: {shown: string; place: Read},
): Promise<OtherProof[]> => {
  const objects = [...past, proven, failed].flatMap(one =>
    one === undefined || one.key === shown ? [] : [one],
  );
  const last = objects
    .toSorted((one, other) => other.modifiedAt.getTime() - one.modifiedAt.getTime())
    .slice(0, MOST_OTHERS);
  const read = await severalAtOnce(last, AT_ONCE, async ({key}) => {
    const signed = signedIn(await place.readText(key));
    return signed === undefined ? [] : [otherProof(key, signed)];
  });
  return read.flat().toSorted((one, other) => (one.checkedAt < other.checkedAt ? 1 : -1));
};

const otherProof = (key: string, signed: SignedEvidence): OtherProof => {
  const {checkedAt, verdict, by, host, differences, failsAt} = signed.evidence;
  const [differs] = differences;
  return {
    ...{key, checkedAt, verdict, by, host, tried: triedIn(signed)},
    ...(differs !== undefined && {differs}),
    ...(verdict === 'proven' && failsAt && {open: failsAt}),
    ...genuine(signed),
  };
};

const genuine = ({evidence, signature}: SignedEvidence): {isGenuine?: boolean} =>
  signature === undefined ? {} : {isGenuine: isSigned(canonical(evidence), signature)};

const nothing = ({name, part, at}: WantedEvidence, {bucket}: Read): UserError =>
  new UserError('BACKUP_MISSING', `No backup of ${name}${at === undefined ? '' : ` of ${at}`} was proven.`, {
    where: `s3://${bucket.name}/${prefixOf(name)}`,
    remedy: `Prove one: ${prove({project: name, part})}`,
  });

const broken = (key: string): UserError =>
  new UserError('BACKUP_BROKEN', `${key} holds no evidence.`, {
    where: key,
    remedy: 'Prove the backup again, which writes it anew: countable verify',
  });
