import type {Manifest} from '../../archive/manifest.ts';
import {UserError} from '../../errors/userError.ts';
import type {LeftAlone} from './databases.ts';
import {
  type FoundServer,
  type Held,
  type HeldServer,
  isOfMoment,
  type MomentSource,
  type RestoreFacts,
} from './facts.ts';
import type {RestoreStep} from './swap.ts';

/** What there was at a moment: as it was found, and until then as the archive before it tells. */
export const heldAt = (source: MomentSource, {servers}: Pick<Manifest, 'servers'>): Held => ({
  at: source.at.toISOString(),
  files: [],
  servers: source.kept.map(({service, base: {version}}): HeldServer => {
    const found = source.found?.find(one => one.service === service);
    const stored = servers.find(one => one.service === service)?.databases ?? [];
    return {service, kind: 'postgres', version, databases: found === undefined ? stored : databasesOf(found)};
  }),
});

const databasesOf = ({databases}: FoundServer): HeldServer['databases'] =>
  databases.map(({tables, ...one}) => ({
    ...one,
    tables: Object.fromEntries(tables.map(name => [name, null])),
  }));

/** Throws PITR_VERSION: what one version dumps is not, word for word, what another does, and could not be compared. */
export const refuseOtherMajor = ({source, servers}: Pick<RestoreFacts, 'source' | 'servers'>): void => {
  for (const {service, base} of isOfMoment(source) ? source.kept : []) {
    const here = servers.find(one => one.service === service)?.version;
    if (here === undefined || majorOf(here) === majorOf(base.version)) continue;
    throw new UserError(
      'PITR_VERSION',
      `At that moment ${service} was of version ${base.version}, and ${here} runs here.`,
      {where: service},
    );
  }
};

const majorOf = (version: string): string | undefined => /^\d+/.exec(version)?.[0];

export const momentStep = ({kept, at}: MomentSource, limit: number): RestoreStep => ({
  id: 'recover',
  does: `Bring ${kept.map(({service}) => service).join(', ')} back to ${at.toISOString()} in throw-away containers`,
  risks: 'nothing',
  limit,
  undo: [],
});

/** What a moment has not, and what of the servers was made since. */
export const leftOfMoment = ({source, servers, files, only}: RestoreFacts): LeftAlone[] => {
  if (!isOfMoment(source)) return [];
  const {kept, archive, found = []} = source;
  const own = new Set(kept.map(({service}) => service));
  const names = [...new Set([...archive.has, ...files.map(({name}) => name)])].filter(name => !own.has(name));
  const made = found.flatMap(({service, databases}) => {
    const there = new Set(databases.map(({name}) => name));
    const live = servers.find(one => one.service === service)?.databases ?? [];
    return live.filter(({name}) => !there.has(name)).map(({name}) => `${service}: ${name}`);
  });
  return [
    ...names.map(what => ({
      what,
      why: only === undefined ? withoutMoments(what, archive) : '--service names another',
    })),
    ...made.map(what => ({what, why: 'it was not there then, and stays as it is'})),
  ];
};

const withoutMoments = (what: string, {key, at, has}: MomentSource['archive']): string =>
  has.includes(what)
    ? `no moment of it is kept; ${key} has it as it was at ${at.toISOString()}`
    : 'no moment of it is kept, and it is not in the backup before';

/** Which databases there were is seen once they are back. */
export const sinceThen = ({source, servers, manifest}: RestoreFacts): string[] => {
  if (!isOfMoment(source) || source.found !== undefined) return [];
  const {archive} = source;
  return manifest.servers.flatMap(({service, databases}) => {
    const known = new Set(databases.map(({name}) => name));
    const live = servers.find(one => one.service === service)?.databases ?? [];
    return live
      .filter(({name}) => !known.has(name))
      .map(
        ({name}) =>
          `${name} of ${service} is not in ${archive.key}: it is replaced as well if it was there at that moment.`,
      );
  });
};
