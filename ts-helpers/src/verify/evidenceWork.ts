import {canonical, type SignedEvidence, signedSchema} from '../archive/evidence.ts';
import {inventoryOf, proofBeside} from '../archive/inventory.ts';
import {prefixOf} from '../archive/key.ts';
import {partOf} from '../archive/part.ts';
import {AT_ONCE, olderOf, olderStores, type OlderStore} from '../dumps/olderPlaces.ts';
import {UserError} from '../errors/userError.ts';
import {createObjectStore, type ObjectStore} from '../outside/s3.ts';
import {severalAtOnce} from '../outside/severalAtOnce.ts';
import {isSigned} from '../outside/signing.ts';
import {bucketOf} from '../project/bucket.ts';
import {checkedProjectName} from '../project/conventions.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {PRODUCTION} from '../settings/production.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {isMeant} from './choice.ts';
import {isOlderMeant} from './olderChoice.ts';

export interface ShownEvidence extends SignedEvidence {
  /** Whether the signature is of what it is on, and of the key that it names; undefined: there is none. */
  isGenuine?: boolean;
  /** Why the backup could not be restored as it is now. */
  unread?: string;
}

type Given = BuildGiven & Record<'project' | 'at' | 'environment', string | undefined>;

/** `countable evidence`. Throws BACKUP_MISSING where nothing was proven. */
export const runEvidence = async (given: Given, world: World): Promise<Finished<ShownEvidence>> => {
  const {build, settings} = await readProject(given, world);
  const name = given.project === undefined ? build.project : checkedProjectName(given.project, '<project>');
  const store = createObjectStore(bucketOf(settings), world.signal);
  const {backup} = settings;
  const older = olderStores(backup === 'none' ? [] : backup.older, store, world.signal);
  const instance = name === build.project ? settings.instance : undefined;
  const part = partOf({environment: given.environment ?? PRODUCTION, instance});
  const signed = await newestProof({name, part, at: given.at}, {store, older});
  const {signature, evidence} = signed;
  if (signature === undefined) return {result: signed};
  return {result: {...signed, isGenuine: isSigned(canonical(evidence), signature)}};
};

const newestProof = async (
  wanted: {name: string; part: string | undefined; at: string | undefined},
  {store, older}: {store: ObjectStore; older: readonly OlderStore<ObjectStore>[]},
): Promise<SignedEvidence> => {
  const {name, part, at} = wanted;
  const proofs = inventoryOf(name, await store.list(prefixOf(name))).archives.flatMap(one => {
    const isWanted = one.part === part && (at === undefined || isMeant(one, at));
    return isWanted ? (proofBeside(one) ?? []) : [];
  });
  const [ours] = proofs;
  const found = ours === undefined ? await olderProof(wanted, older) : {key: ours.key, place: store};
  const where = `s3://${store.bucket.name}/${prefixOf(name)}`;
  const text = found && (await found.place.readText(found.key));
  if (found === undefined || text === undefined)
    throw new UserError(
      'BACKUP_MISSING',
      `No backup of ${name}${at === undefined ? '' : ` of ${at}`} was proven.`,
      {
        where,
        remedy: `Prove one: countable verify ${name}`,
      },
    );
  return signedIn(text, found.key);
};

/** The newest proof of what older scripts left. */
const olderProof = async (
  {name, part, at}: {name: string; part: string | undefined; at: string | undefined},
  older: readonly OlderStore<ObjectStore>[],
): Promise<{key: string; place: ObjectStore} | undefined> => {
  const tried = await severalAtOnce(part === undefined ? older : [], AT_ONCE, async place => {
    const archives = await olderOf(name, place);
    return archives
      .filter(one => at === undefined || isOlderMeant(one, {at, prefix: place.prefix}))
      .flatMap(one => {
        const proof = proofBeside(one);
        return proof === undefined ? [] : [{key: proof.key, place: place.store, at: one.at}];
      });
  });
  return tried.flat().toSorted((one, other) => other.at.getTime() - one.at.getTime())[0];
};

const signedIn = (text: string, key: string): SignedEvidence => {
  try {
    return signedSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError('BACKUP_BROKEN', `${key} holds no evidence.`, {
      where: key,
      remedy: 'Prove the backup again, which writes it anew: countable verify',
      cause,
    });
  }
};
