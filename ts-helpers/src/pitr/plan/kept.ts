import type {PointInTime} from '../../archive/pointInTime.ts';
import {UserError} from '../../errors/userError.ts';
import {follows, nameOf, pathTo, type Segment, segmentIn} from './segments.ts';

/** What a restore to a moment begins at. */
export interface Base {
  /** As pgBackRest calls it. */
  label: string;
  type: string;
  at: Date;
  /** Of the data folder. */
  bytes: number;
  /** Of PostgreSQL, without what is after the point. */
  version: string;
  /** The first WAL that it needs. */
  begins: string;
  /** Of its archive: `15-1`. */
  history: string;
}

/** How a moment of a server comes back. */
export interface KeptMoment extends PointInTime {
  base: Base;
  timeline: number;
  /** Between these everything is kept. */
  earliest: Date;
  latest: Date;
}

interface Told {
  name: string;
  db: {id: number; version: string}[];
  backup: {
    label: string;
    type: string;
    archive: {start: string};
    database: {id: number};
    info: {size: number};
    timestamp: {stop: number};
  }[];
}

/** Of what pgBackRest tells (`info --output=json`), in the order of time. */
export const basesIn = (info: string, stanza: string): Base[] => {
  const told = (JSON.parse(info) as Told[]).find(({name}) => name === stanza);
  return (told?.backup ?? []).map(({label, type, archive, database, info: {size}, timestamp}) => {
    const version = told?.db.find(({id}) => id === database.id)?.version ?? '';
    return {
      label,
      type,
      at: new Date(timestamp.stop * 1000),
      bytes: size,
      version,
      begins: archive.start,
      history: `${version}-${database.id}`,
    };
  });
};

export interface MomentWanted extends PointInTime {
  moment: Date;
  now: Date;
}

/** The last one before the moment. Throws BACKUP_MISSING. */
export const baseFor = (bases: readonly Base[], {service, moment, now}: MomentWanted): Base => {
  if (moment > now)
    throw new UserError('BACKUP_MISSING', `${moment.toISOString()} has not come yet.`, {
      where: service,
      remedy: `Name a moment in UTC: it is ${now.toISOString()}`,
    });
  const [first] = bases;
  if (first === undefined)
    throw new UserError('BACKUP_MISSING', `Nothing is kept of ${service} to begin at.`, {
      where: service,
      remedy: 'Make what it begins at, where it is deployed: countable backup',
    });
  const base = bases.findLast(({at}) => at <= moment);
  if (base !== undefined) return base;
  throw new UserError(
    'BACKUP_MISSING',
    `The moments of ${service} are kept from ${first.at.toISOString()} on, and not of ${moment.toISOString()}.`,
    {where: service, remedy: 'Take a nightly backup from before: countable backups'},
  );
};

/**
 * Whether what leads from the base to the moment is there, whole. The first segment that was stored after the moment holds it.
 * Throws BACKUP_MISSING and PITR_GAP.
 */
export const keptMoment = (
  wanted: MomentWanted,
  bases: readonly Base[],
  segments: readonly Segment[],
): KeptMoment => {
  const {service, stanza, moment} = wanted;
  const base = baseFor(bases, wanted);
  const earliest = bases.find(({history}) => history === base.history)?.at ?? base.at;
  const last = segments.at(-1);
  const holds = segments.findIndex(({storedAt}) => storedAt >= moment);
  const holder = segments[holds];
  if (last === undefined || holder === undefined)
    throw notKept(wanted, {earliest, latest: last?.storedAt ?? base.at}, bases);
  refuseBreak(wanted, holder, segments.slice(0, holds));
  const path = pathTo(holder.timeline, segments);
  const until = path.findIndex(({place}) => place >= holder.place);
  const begins = segmentIn(base.begins)?.place ?? '';
  const needed = path.slice(0, until + 1).filter(({place}) => place >= begins);
  refuseGap(needed, {wanted, base, bases});
  return {service, stanza, base, timeline: holder.timeline, earliest, latest: last.storedAt};
};

const notKept = (
  {service, moment}: MomentWanted,
  {earliest, latest}: Pick<KeptMoment, 'earliest' | 'latest'>,
  bases: readonly Base[],
): UserError => {
  const next = bases.find(({at}) => at > moment);
  const again = next === undefined ? '' : `, and again from ${next.at.toISOString()} on`;
  return new UserError(
    'BACKUP_MISSING',
    `The moments of ${service} are kept from ${earliest.toISOString()} to ${latest.toISOString()}${again}, and not of ${moment.toISOString()}.`,
    {
      where: service,
      remedy: 'Name one of these, or wait a minute where it has only just been.',
    },
  );
};

/** Between the last of one timeline and the first of another that left some of it aside, nobody knows what there was. */
const refuseBreak = ({service, moment}: MomentWanted, holder: Segment, before: readonly Segment[]): void => {
  const last = before.at(-1);
  if (last === undefined || last.timeline === holder.timeline || last.place < holder.place) return;
  throw new UserError(
    'BACKUP_MISSING',
    `What ${service} was at ${moment.toISOString()} is not kept: it ended in timeline ${last.timeline} after ${last.storedAt.toISOString()}, and began in timeline ${holder.timeline} before ${holder.storedAt.toISOString()}.`,
    {where: service, remedy: 'Name a moment before the first of these, or after the second.'},
  );
};

const refuseGap = (
  needed: readonly Segment[],
  {wanted: {service}, base, bases}: {wanted: MomentWanted; base: Base; bases: readonly Base[]},
): void => {
  const begins = segmentIn(base.begins)?.place ?? '';
  const at = needed.findIndex(({place}, index) => {
    const before = needed[index - 1];
    return before === undefined ? place !== begins : !follows(place, before.place);
  });
  const after = needed[at];
  if (after === undefined) return;
  const before = needed[at - 1];
  const last =
    before === undefined
      ? `${base.begins}, with which ${base.label} begins,`
      : `what follows ${nameOf(before)}`;
  const next = bases.find(one => (segmentIn(one.begins)?.place ?? '') >= after.place);
  throw new UserError(
    'PITR_GAP',
    `Of the WAL of ${service}, ${last} is not in the bucket; ${nameOf(after)} is the next that is.`,
    {
      where: service,
      remedy: [
        before === undefined
          ? `Name a moment before ${base.at.toISOString()}`
          : `Name a moment before ${before.storedAt.toISOString()}`,
        ...(next === undefined ? [] : [`or one after ${next.at.toISOString()}`]),
        'or take a nightly backup: countable backups.',
      ].join(', '),
    },
  );
};
