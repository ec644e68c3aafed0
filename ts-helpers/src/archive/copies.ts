import type {Bucket} from './bucket.ts';
import {prove} from './commands.ts';
import {agoText, nameOf, type Trouble} from './freshness.ts';
import type {KeptArchive} from './inventory.ts';
import {type Keep, stayingOf} from './retention.ts';
import {HOUR_MS} from './stored.ts';

/** `s3://west`, or `https://s3.example.org/west`: tells one place of copies from another. */
export const placeName = ({name, endpoint}: Pick<Bucket, 'name' | 'endpoint'>): string =>
  endpoint === undefined ? `s3://${name}` : `${endpoint.replace(/\/$/, '')}/${name}`;

/** `broken`: another one of that name, which nothing writes over. */
export type CopyState = 'whole' | 'missing' | 'broken';

/** What there is of an archive among those of another bucket. */
export const copyStateOf = (
  {key, size}: Pick<KeptArchive, 'key' | 'size'>,
  copied: readonly KeptArchive[],
): CopyState => {
  const copy = copied.find(one => one.key === key);
  if (copy === undefined) return 'missing';
  if (copy.size !== size) return 'broken';
  // Its evidence is copied last.
  return copy.verdict === 'proven' ? 'whole' : 'missing';
};

/** Whether a copy that is whole has not all evidence of earlier proofs. What failed before it was proven, it has under its time. */
export const lacksEvidence = (
  {key, past, beside: {failed}}: Pick<KeptArchive, 'key' | 'past' | 'beside'>,
  copied: readonly KeptArchive[],
): boolean => {
  const there = new Set(copied.find(one => one.key === key)?.past.map(one => one.key));
  return past.some(one => !there.has(one.key)) || there.size < past.length + (failed === undefined ? 0 : 1);
};

/** Those that are to lie in every other bucket, the newest first: what is proven, and not too many. */
export const worthCopying = (ofPart: readonly KeptArchive[], keep: Keep): KeptArchive[] => {
  const staying = new Set(stayingOf(ofPart, keep));
  return ofPart.filter(({key, verdict}) => verdict === 'proven' && staying.has(key));
};

export interface CopyFacts {
  project: string;
  part?: string | undefined;
  place: string;
  /** Of this part, the newest first: in the bucket of backups, and in the other one. */
  archives: readonly KeptArchive[];
  copied: readonly KeptArchive[];
  /** As many as the project wants kept. */
  keep: Keep;
  /** There were copies when it was looked at last. */
  hadCopies: boolean;
  staleHours: number;
  environments?: readonly string[] | undefined;
  now: Date;
}

/** A proof copies what it has proven at once; so long that may take until it is told. */
const COPYING_MS = 2 * HOUR_MS;

/** What is wrong with the copies of a project in another bucket. The next proof copies what is missing there. */
export const copyTroublesOf = (facts: CopyFacts): Trouble[] => {
  const {project, part, place, archives, copied, keep, now} = facts;
  const due = worthCopying(archives, keep).filter(({beside: {proven}}) =>
    isLongAgo(proven?.modifiedAt ?? now, now),
  );
  const of = {project, ...(part !== undefined && {part}), place};
  const meant = {project, part, environments: facts.environments};
  const states = due.map(one => ({one, state: copyStateOf(one, copied)}));
  const missing = states.filter(({state}) => state === 'missing').map(({one}) => one);
  const broken = states.filter(({state}) => state === 'broken').map(({one}) => one);
  const said = missing[0] && missingSaid(missing, due[0] as KeptArchive, facts);
  return [
    ...(said === undefined ? [] : [{...of, ...said, command: prove(meant)}]),
    ...broken.slice(0, 1).map(({key}): Trouble => ({
      ...of,
      kind: 'copy broken',
      message: `The copy of ${nameOf(of)} in ${place} has another size than the backup: ${key}`,
      command: `aws s3 rm ${place}/${key} && ${prove(meant)}`,
    })),
  ];
};

const isLongAgo = (time: Date, now: Date): boolean => now.getTime() - time.getTime() > COPYING_MS;

const missingSaid = (
  missing: readonly KeptArchive[],
  newest: KeptArchive,
  {copied, hadCopies, place, staleHours, now, ...of}: CopyFacts,
): Pick<Trouble, 'kind' | 'message'> => {
  const name = nameOf(of);
  const newestCopy = copied.find(({verdict}) => verdict === 'proven');
  if (newestCopy === undefined)
    return hadCopies
      ? {kind: 'copy gone', message: `The copies of ${name} in ${place} are gone.`}
      : {kind: 'copy missing', message: `${name} has no copy in ${place}.`};
  const hours = (now.getTime() - newestCopy.at.getTime()) / HOUR_MS;
  if (missing.includes(newest) && hours > staleHours)
    return {
      kind: 'copy stale',
      message: `The newest copy of ${name} in ${place} is ${agoText(newestCopy.at, now)} old.`,
    };
  const [first] = missing;
  return {
    kind: 'copy missing',
    message:
      missing.length === 1
        ? `A proven backup of ${name} has no copy in ${place}: ${first?.key}`
        : `${missing.length} proven backups of ${name} have no copy in ${place}, ${first?.key} for one.`,
  };
};

/** The bucket of copies itself cannot be looked into. */
export const unseenTrouble = (place: string, why: string): Trouble => ({
  kind: 'copies unseen',
  place,
  message: `Nothing tells whether copies are in ${place}: ${why}`,
  command: 'countable fleet --plan',
});
