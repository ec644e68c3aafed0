import type {Stored} from './stored.ts';

/** What pgBackRest keeps of servers whose every moment is kept. */
export const PITR = 'pitr/';

/** All that is kept so of a project. */
export const pitrPrefix = (project: string): string => `${PITR}${project}/`;

/** What pgBackRest calls a server: `db`; of an instance `kmc.db`. */
export const stanzaOf = (service: string, part: string | undefined): string =>
  part === undefined ? service : `${part}.${service}`;

/** The passphrase of what is encrypted, itself encrypted to the organisation's keys. */
export const passphraseKey = (project: string, stanza: string): string =>
  `${pitrPrefix(project)}${stanza}.passphrase.age`;

/** Archived WAL, as pgBackRest lays it out: `15-1/0000000100000000/000000010000000000000005-1f2e….zst`. */
export const walPrefix = (project: string, stanza: string): string =>
  `${pitrPrefix(project)}archive/${stanza}/`;

/** Of folders like `15-1`, a server's history each, the last. */
export const newestHistory = (folders: readonly string[]): string | undefined =>
  folders
    .flatMap(folder => {
      const [, id] = /^[\d.]+-(\d+)$/.exec(folder) ?? [];
      return id === undefined ? [] : [{folder, id: Number(id)}];
    })
    .toSorted((one, other) => other.id - one.id)[0]?.folder;

/** Of folders by timeline and log, the last. */
export const newestLog = (folders: readonly string[]): string | undefined =>
  folders
    .filter(folder => /^[0-9A-F]{16}$/.test(folder))
    .toSorted()
    .at(-1);

/** When the newest segment among these was stored. */
export const newestSegment = (objects: readonly Stored[]): Date | undefined => {
  const times = objects
    .filter(({key}) => SEGMENT.test(key.split('/').at(-1) ?? ''))
    .map(({modifiedAt}) => modifiedAt.getTime());
  return times.length === 0 ? undefined : new Date(Math.max(...times));
};

/** By its checksum, and how it is compressed. */
const SEGMENT = /^[0-9A-F]{24}-[0-9a-f]+(?:\.[a-z0-9]+)?$/;

/** A server whose every moment is kept. */
export interface PointInTime {
  service: string;
  stanza: string;
}

/** How far what is kept of such a server reaches. */
export interface Reached extends PointInTime {
  /** When its newest WAL was stored; undefined: there is none. */
  newest: Date | undefined;
}

/** A moment to the second, as no name of an archive is written: `2026-11-27T12:34:56Z`. */
export const momentIn = (text: string): Date | undefined => {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return undefined;
  const moment = new Date(text.replace(' ', 'T'));
  return Number.isNaN(moment.getTime()) ? undefined : moment;
};
