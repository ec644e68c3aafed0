import {
  canonical,
  type Evidence,
  isFuller,
  openAfter,
  signedIn,
  type SignedEvidence,
} from '../archive/evidence.ts';
import {besideKey, pastKey} from '../archive/key.ts';
import {UserError} from '../errors/userError.ts';
import {NOTHING, type ObjectStore} from '../outside/s3.ts';
import type {Signature} from '../outside/signing.ts';

export interface KeepNeeds {
  sign: ((text: string) => Promise<Signature>) | undefined;
  store: Pick<ObjectStore, 'create' | 'head' | 'readTagged' | 'readText' | 'replace'>;
}

/** As often others may be faster. */
const PATIENCE = 10;

/**
 * Beside its archive, for whoever asks what came of it last. What was there is kept under its time. One that has tried more, and came to
 * the same, keeps its place, and so does one that failed at what was not tried since: `failsAt` of what is returned, and was kept, tells.
 */
export const keepEvidence = async (told: Evidence, {sign, store}: KeepNeeds): Promise<Evidence> => {
  const failsAt = [...new Set([...(told.failsAt ?? []), ...(await openBefore(told, store))])];
  const evidence: Evidence = {...told, ...(failsAt.length > 0 && {failsAt})};
  const signature = await sign?.(canonical(evidence));
  const signed: SignedEvidence = {evidence, ...(signature && {signature})};
  if (evidence.verdict === 'proven' && failsAt.length > 0) await keepPast(textOf(signed), evidence, store);
  else await keepLast(signed, store);
  return evidence;
};

/** At what the last word on it says that it fails, where this proof has not tried that. */
const openBefore = async (now: Evidence, store: KeepNeeds['store']): Promise<string[]> => {
  const failed = await store.readText(besideKey(now.key, 'failed'));
  const before = signedIn(failed)?.evidence;
  if (before?.failsAt === undefined || !(await isLast(now.key, 'failed', store))) return [];
  return openAfter(before, now);
};

const keepLast = async (signed: SignedEvidence, store: KeepNeeds['store']): Promise<void> => {
  const {evidence} = signed;
  const {key: archive, verdict} = evidence;
  const [key, own] = [besideKey(archive, verdict), textOf(signed)];
  for (let left = PATIENCE; ; left--) {
    const there = await store.readTagged(key);
    const before = signedIn(there?.text);
    if (before !== undefined && isFuller(before, signed) && (await isLast(archive, verdict, store))) {
      await keepPast(own, evidence, store);
      return;
    }
    // As it is: something that is not known here may be signed with it.
    if (there !== undefined && before !== undefined) await keepPast(there.text, before.evidence, store);
    try {
      await store.replace(key, own, there === undefined ? NOTHING : there.tag);
      return;
    } catch (error) {
      // A proof on another machine has come in between: what that kept is kept as well.
      if (!isTaken(error) || left <= 1) throw error;
      if ((await store.readText(key)) === own) return;
    }
  }
};

const textOf = (signed: SignedEvidence): string => `${JSON.stringify(signed, null, 2)}\n`;

const orderOf = ({checkedAt}: Evidence) => ({contentType: 'application/json', now: new Date(checkedAt)});

/** Nothing else was said of the archive since. Of two in the same second it is the failed one. */
const isLast = async (
  archive: string,
  verdict: Evidence['verdict'],
  {head}: Pick<ObjectStore, 'head'>,
): Promise<boolean> => {
  const [own, other, object] = await Promise.all([
    head(besideKey(archive, verdict)),
    head(besideKey(archive, verdict === 'proven' ? 'failed' : 'proven')),
    head(archive),
  ]);
  const since = own?.modifiedAt ?? new Date(0);
  const isBefore = (one: typeof own): boolean =>
    one === undefined || one.modifiedAt < since || (verdict === 'failed' && +one.modifiedAt === +since);
  return [other, object].every(isBefore);
};

/** Under its time; where another one has the same second, under the next that is free. */
export const keepPast = async (
  text: string,
  evidence: Evidence,
  {create, readText}: Pick<ObjectStore, 'create' | 'readText'>,
): Promise<void> => {
  const {key, verdict: what} = evidence;
  for (let at = new Date(evidence.checkedAt), left = PATIENCE; ; at = new Date(at.getTime() + 1000), left--) {
    const past = pastKey(key, {what, at});
    try {
      await create(past, text, orderOf(evidence));
      return;
    } catch (error) {
      if (!isTaken(error) || left <= 1) throw error;
      // Another proof has kept it at the same time.
      if ((await readText(past)) === text) return;
    }
  }
};

const isTaken = (error: unknown): boolean => error instanceof UserError && error.code === 'BACKUP_EXISTS';
