import {randomUUID} from 'node:crypto';
import {placeName} from '../../archive/copies.ts';
import {signedIn} from '../../archive/evidence.ts';
import {besideIn, besideKey} from '../../archive/key.ts';
import {isStop, UserError, warningOf} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {ObjectStore} from '../../outside/s3.ts';
import type {Warning} from '../../result/result.ts';
import type {Voice} from '../../run/voice.ts';
import {warn} from '../../run/warn.ts';
import {keepPast} from '../evidenceKept.ts';
import type {VerifyPlan} from '../plan.ts';

/** What is proven, to every other bucket. A bucket that fails is told, and takes nothing from the others. */
export const copyAll = async (
  {project, copies: planned}: VerifyPlan,
  {store: from, copies, clock, voice}: CopyNeeds,
): Promise<Warning[]> => {
  const warnings: Warning[] = [];
  for (const {place, keys, evidence = []} of planned) {
    const to = copies.find(({bucket}) => placeName(bucket) === place);
    if (to === undefined) throw new Error(`there is no ${place}`);
    try {
      for (const key of keys) await copyArchive(key, {from, to, clock});
      for (const key of evidence) await copyPast(key, {from, to, clock});
    } catch (error) {
      if (isStop(error) || !(error instanceof UserError)) throw error;
      const warning = warningOf(failedAt(place, {project, error}));
      warn(voice, warning);
      warnings.push(warning);
    }
  }
  return warnings;
};

const failedAt = (place: string, {project, error}: {project: string; error: UserError}): UserError =>
  new UserError('COPY_FAILED', `It is proven, and not copied to ${place}: ${error.message}`, {
    where: place,
    remedy: `${ofCopies(error)} The next proof copies what is missing there: countable verify ${project}`,
  });

/** What is said of a bucket is of the one of backups. */
const ofCopies = ({code, remedy}: UserError): string =>
  code === 'S3_BUCKET_UNKNOWN' ? 'Correct `backup: {copies}`, or make that bucket.' : remedy;

export interface CopyNeeds {
  store: ObjectStore;
  copies: readonly ObjectStore[];
  clock: Pick<Clock, 'now'>;
  voice: Pick<Voice, 'warn'>;
}

interface Way {
  from: ObjectStore;
  to: ObjectStore;
  clock: Pick<Clock, 'now'>;
}

/** A proven archive, with what lies beside it, in another bucket as well. What is there already, whole, stays. Throws BACKUP_EXISTS for another one of its name. */
export const copyArchive = async (key: string, {from, to, clock}: Way): Promise<void> => {
  const head = await from.head(key);
  if (head === undefined)
    throw new UserError('BACKUP_MISSING', `${key} is not there any more.`, {where: key});
  const there = await to.head(key);
  if (there !== undefined && there.size !== head.size)
    throw new UserError('BACKUP_EXISTS', `s3://${to.bucket.name}/${key} is another one of that name.`, {
      where: key,
    });
  await copyText(besideKey(key, 'manifest'), from, to);
  if (there === undefined)
    await to.createFrom(key, from.read(key), {
      expectedBytes: head.size,
      run: randomUUID(),
      now: clock.now(),
      metadata: withoutRun(head.metadata),
    });
  await copyPast(key, {from, to, clock});
  await copyText(besideKey(key, 'proven'), from, to);
};

/** Evidence of earlier proofs. What failed before it was proven goes under its time: copied in one second they would have no order. */
const copyPast = async (key: string, {from, to, clock}: Way): Promise<void> => {
  const there = new Set((await to.list(`${key}.`)).map(one => one.key));
  for (const {key: told} of await from.list(`${key}.`)) {
    const {archive, isPast = false, what} = besideIn(told) ?? {};
    if (archive !== key || there.has(told) || !(isPast || what === 'failed')) continue;
    const text = await from.readText(told);
    const evidence = signedIn(text)?.evidence;
    if (text === undefined) continue;
    if (isPast) await createOnce(told, text, {to, now: clock.now()});
    else if (evidence !== undefined) await keepPast(text, evidence, to);
  }
};

const createOnce = async (
  key: string,
  text: string,
  {to, now}: {to: ObjectStore; now: Date},
): Promise<void> => {
  try {
    await to.create(key, text, {contentType: 'application/json', now});
  } catch (error) {
    // Another proof copies it at the same time.
    if (!(error instanceof UserError && error.code === 'BACKUP_EXISTS')) throw error;
  }
};

const copyText = async (key: string, from: ObjectStore, to: ObjectStore): Promise<void> => {
  const text = await from.readText(key);
  if (text !== undefined) await to.replace(key, text);
};

/** The copy has one of its own. */
const withoutRun = ({
  'countable-run': _,
  ...metadata
}: Readonly<Record<string, string>>): Record<string, string> => metadata;
