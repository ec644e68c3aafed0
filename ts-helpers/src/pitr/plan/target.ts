import type {PointInTime} from '../../archive/pointInTime.ts';
import {UserError} from '../../errors/userError.ts';

/** How pgBackRest is told the moment, and where that is known, what it begins at and which timeline it follows. */
export const targetWords = (
  moment: Date | undefined,
  from: {label: string; timeline: number} | undefined,
): string[] =>
  moment === undefined
    ? ['--type=default']
    : [
        '--type=time',
        `--target=${moment.toISOString().replace('T', ' ').replace('Z', '+00')}`,
        '--target-action=promote',
        ...(from === undefined ? [] : [`--set=${from.label}`, `--target-timeline=${from.timeline}`]),
      ];

interface Stanza {
  name: string;
  backup: {timestamp: {stop: number}}[];
}

/** Throws BACKUP_MISSING where the moment lies before all that is kept; `info` is what pgBackRest tells. */
export const refuseMoment = (
  info: string,
  {service, stanza, moment}: PointInTime & {moment: Date | undefined},
): void => {
  const all = JSON.parse(info) as Stanza[];
  const [first] = all.find(({name}) => name === stanza)?.backup ?? [];
  if (first === undefined)
    throw new UserError('BACKUP_MISSING', `Nothing is kept of ${service} to begin at.`, {
      where: service,
      remedy: 'Make what it begins at, where it is deployed: countable backup',
    });
  const from = new Date(first.timestamp.stop * 1000);
  if (moment === undefined || moment >= from) return;
  throw new UserError(
    'BACKUP_MISSING',
    `The moments of ${service} are kept from ${from.toISOString()} on, and not of ${moment.toISOString()}.`,
    {where: service, remedy: 'Take a nightly backup from before: countable backups'},
  );
};

/** To the second; undefined where it was nothing. */
export const reachedIn = (said: string): string | undefined => {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?\+00$/.exec(said) ?? [];
  return day === undefined ? undefined : `${day}T${time}Z`;
};

const ENDED = 'before configured recovery target';
/** As pgBackRest says it, with the number of what went wrong, and PostgreSQL of what it was given. */
const UNREADABLE =
  /ERROR: \[\d{3}\]: .*|incorrect resource manager data checksum .*|invalid magic number .*|unexpected pageaddr .*/;

/** Who asks whether it is up yet is told so, twice a second. */
const OF_THE_WAIT = /the database system is not accepting connections|Hot standby mode is disabled/;
const SHOWN = 40;

/** What a server said last that does not come up. */
export const notReached = (
  log: readonly string[],
  {service, moment}: PointInTime & {moment: Date | undefined},
  cause: unknown,
): UserError => {
  const lines = log.filter(line => !OF_THE_WAIT.test(line)).slice(-SHOWN);
  const about = {where: service, evidence: {log: {source: service, lines}}, cause};
  const isEnded = moment !== undefined && lines.some(line => line.includes(ENDED));
  const [unreadable] = lines.flatMap(line => UNREADABLE.exec(line)?.[0] ?? []);
  if (isEnded && unreadable !== undefined)
    return new UserError(
      'PITR_GAP',
      `What was written in ${service} until ${moment.toISOString()} cannot be read: ${unreadable}`,
      about,
    );
  if (isEnded)
    return new UserError(
      'BACKUP_MISSING',
      `What happened in ${service} until ${moment.toISOString()} is not all kept yet.`,
      {...about, remedy: 'Take an earlier moment; `countable backups` tells how far back the newest is.'},
    );
  const said = lines.findLast(line => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '';
  return new UserError('PITR_FAILED', `${service} does not come up as it was: ${said.trim()}`, about);
};
