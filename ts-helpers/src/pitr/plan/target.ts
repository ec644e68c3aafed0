import type {PointInTime} from '../../archive/pointInTime.ts';
import {UserError} from '../../errors/userError.ts';

/** How pgBackRest is told the moment. */
export const targetWords = (moment: Date | undefined): string[] =>
  moment === undefined
    ? ['--type=default']
    : [
        '--type=time',
        `--target=${moment.toISOString().replace('T', ' ').replace('Z', '+00')}`,
        '--target-action=promote',
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
