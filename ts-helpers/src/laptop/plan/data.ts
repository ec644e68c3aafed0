import {engineOf} from '../../compose/engine.ts';
import type {ComposeModel} from '../../compose/model.ts';
import type {SeedSettings} from '../../settings/settings.ts';

/** What test data comes from. */
export type DataSource =
  | {kind: 'command'; service: string; command: string}
  | {kind: 'sql'; service: string; engine: 'postgres' | 'mysql'}
  | {kind: 'none'; why: string};

export const SEED_SQL = 'ops/seed.sql';

/** The project's own command, else its file, else none. */
export const dataSourceOf = (
  {service, command}: SeedSettings,
  {hasFile, model}: {hasFile: boolean; model: Pick<ComposeModel, 'services'>},
): DataSource => {
  if (command !== undefined) {
    const within = service ?? 'web';
    return within in model.services
      ? {kind: 'command', service: within, command}
      : {kind: 'none', why: `there is no service ${within}, in which the setting \`seed\` runs its command`};
  }
  if (!hasFile)
    return {
      kind: 'none',
      why: `the project has neither a command for it (\`seed\` in countable.yml) nor ${SEED_SQL}, and backups cannot be loaded here yet`,
    };
  const databases = Object.entries(model.services).flatMap(([name, {image}]) => sqlDatabase(name, image));
  const wanted = service === undefined ? databases : databases.filter(one => one.service === service);
  const [only, ...others] = wanted;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined)
    return {
      kind: 'none',
      why: `${SEED_SQL} is for ${service ?? 'a database'}, and there is none that speaks SQL`,
    };
  const names = wanted.map(one => one.service).join(', ');
  return {
    kind: 'none',
    why: `${SEED_SQL} is for one of ${names}: say which, \`seed: {service: ${only.service}}\` in countable.yml`,
  };
};

const sqlDatabase = (service: string, image: string | undefined): Extract<DataSource, {kind: 'sql'}>[] => {
  const kind = engineOf(image)?.kind;
  if (kind === 'postgres') return [{kind: 'sql', service, engine: kind}];
  return kind === 'mysql' || kind === 'mariadb' ? [{kind: 'sql', service, engine: 'mysql'}] : [];
};

export const dataText = (source: DataSource): string => {
  if (source.kind === 'command') return `Load test data: ${source.command}, in ${source.service}`;
  return source.kind === 'sql' ? `Load test data: ${SEED_SQL} into ${source.service}` : '';
};
