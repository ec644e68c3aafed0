import {runsOther} from '../../compose/client.ts';
import {engineOf} from '../../compose/engine.ts';
import type {ComposeModel} from '../../compose/model.ts';
import type {SeedSettings} from '../../settings/settings.ts';

/** What test data comes from. */
export type DataSource =
  | {kind: 'command'; service: string; command: string}
  | {kind: 'sql'; service: string; engine: 'postgres' | 'mysql'}
  | {kind: 'backup'; bucket: string}
  | {kind: 'none'; why: string; isMissed: boolean};

export const SEED_SQL = 'ops/seed.sql';

/** Backups of production, as far as settings tell of them. */
export interface BackupsKnown {
  /** Undefined where nothing tells it here, or none are kept. */
  bucket: string | undefined;
  /** Something says how they are masked. */
  isMasked: boolean;
}

interface Asked {
  hasFile: boolean;
  model: Pick<ComposeModel, 'services'>;
  backups: BackupsKnown;
}

/** The project's own command, else its file, else what is masked of production, else none. */
export const dataSourceOf = (
  {service, command}: SeedSettings,
  {hasFile, model, backups}: Asked,
): DataSource => {
  if (command !== undefined) {
    const within = service ?? 'web';
    return within in model.services
      ? {kind: 'command', service: within, command}
      : {
          kind: 'none',
          isMissed: true,
          why: `there is no service ${within}, in which the setting \`seed\` runs its command`,
        };
  }
  if (!hasFile) return ofBackups(backups, model);
  const databases = Object.entries(model.services).flatMap(([name, {image}]) => sqlDatabase(name, image));
  const wanted = service === undefined ? databases : databases.filter(one => one.service === service);
  const [only, ...others] = wanted;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined)
    return {
      kind: 'none',
      isMissed: true,
      why: `${SEED_SQL} is for ${service ?? 'a database'}, and there is none that speaks SQL`,
    };
  const names = wanted.map(one => one.service).join(', ');
  return {
    kind: 'none',
    isMissed: true,
    why: `${SEED_SQL} is for one of ${names}: say which, \`seed: {service: ${only.service}}\` in countable.yml`,
  };
};

const ofBackups = ({bucket, isMasked}: BackupsKnown, model: Asked['model']): DataSource => {
  if (bucket !== undefined && isMasked) return {kind: 'backup', bucket};
  const own = `the project has neither a command for it (\`seed\` in countable.yml) nor ${SEED_SQL}`;
  return {
    kind: 'none',
    isMissed: databasesIn(model).length > 0,
    why:
      bucket === undefined
        ? `${own}, and nothing tells here which bucket its backups are in`
        : `${own}, and nothing says how its backups are masked (\`mask\` in countable.yml)`,
  };
};

const sqlDatabase = (service: string, image: string | undefined): Extract<DataSource, {kind: 'sql'}>[] => {
  const kind = engineOf(image)?.kind;
  if (kind === 'postgres') return [{kind: 'sql', service, engine: kind}];
  return kind === 'mysql' || kind === 'mariadb' ? [{kind: 'sql', service, engine: 'mysql'}] : [];
};

/** Services that have to run before it comes: what is masked of production needs databases alone, and a site may need its data to be well. */
export const neededFor = (source: DataSource, model: Pick<ComposeModel, 'services'>): string[] => {
  const all = Object.keys(model.services);
  const databases = databasesIn(model);
  return source.kind === 'backup' && databases.length > 0 ? databases : all;
};

const databasesIn = ({services}: Pick<ComposeModel, 'services'>): string[] =>
  Object.entries(services).flatMap(([name, {image, command, entrypoint}]) =>
    engineOf(image) !== undefined && !runsOther({command: words(command), entrypoint: words(entrypoint)})
      ? [name]
      : [],
  );

const words = (told: unknown): string[] => [told ?? []].flat().map(String);

export const dataText = (source: DataSource): string => {
  if (source.kind === 'backup')
    return `Load test data: the newest proven backup of production in ${source.bucket}, masked, where it may be read from here`;
  if (source.kind === 'command') return `Load test data: ${source.command}, in ${source.service}`;
  return source.kind === 'sql' ? `Load test data: ${SEED_SQL} into ${source.service}` : '';
};
