import {readFile} from 'node:fs/promises';
import path from 'node:path';
import type {ComposeModel, ComposeProject, Container} from '../../compose/model.ts';
import {CommandFailed, UserError} from '../../errors/userError.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';
import type {Project} from '../../workspace/project.ts';
import {type DataSource, SEED_SQL} from '../plan/data.ts';

export interface DataNeeds {
  compose: Pick<Compose, 'exec'>;
  docker: Pick<Docker, 'variable'>;
  voice: Pick<Voice, 'output'>;
  loadSql(order: SqlOrder): Promise<void>;
  /** Lets masked data of production take the place of what databases have. Throws what a refresh throws. */
  loadMasked(order: MaskedOrder): Promise<MaskedDone>;
}

export interface MaskedOrder {
  project: Project;
  compose: ComposeProject;
  model: ComposeModel;
  /** What runs of it. */
  containers: readonly Container[];
  /** What databases have stays beside it: somebody may have worked with it. */
  keepsFormer: boolean;
}

export interface MaskedDone {
  /** Of production. */
  leftOut: readonly {what: string; why: string}[];
  /** What was there before, by the name under which it stays. */
  kept: readonly string[];
}

export interface SqlOrder {
  container: string;
  engine: 'postgres' | 'mysql';
  database: string;
  file: string;
}

const LINES = 40;

/** Resolves to what is to be known of it, in sentences. Throws TEST_DATA_FAILED, and what a refresh throws. */
export const loadData = async (
  source: DataSource,
  order: MaskedOrder,
  needs: DataNeeds,
): Promise<readonly string[]> => {
  if (source.kind === 'backup') return notesOf(await needs.loadMasked(order));
  if (source.kind === 'command') await byCommand(source, order.compose, needs);
  if (source.kind === 'sql') await bySql(source, order, needs);
  return [];
};

const notesOf = ({leftOut, kept}: MaskedDone): string[] => [
  ...(leftOut.length === 0
    ? []
    : [`Not brought of production: ${leftOut.map(({what, why}) => `${what} (${why})`).join('; ')}`]),
  ...(kept.length === 0 ? [] : [`What was there before is kept: ${kept.join(', ')}`]),
];

const bySql = async (
  {service, engine}: Extract<DataSource, {kind: 'sql'}>,
  {project: {workspace}, containers}: MaskedOrder,
  needs: DataNeeds,
): Promise<void> => {
  const container = containers.find(one => one.service === service);
  if (container === undefined) throw new UserError('CONTAINER_GONE', `There is no container of ${service}.`);
  const file = path.join(workspace, SEED_SQL);
  const database = await databaseOf({container: container.id, engine, file}, needs);
  try {
    await needs.loadSql({container: container.id, engine, database, file});
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw failed(`${SEED_SQL} fails in the database ${database} of ${service}.`, SEED_SQL, {
      source: service,
      lines: error.tail,
    });
  }
};

const byCommand = async (
  {service, command}: Extract<DataSource, {kind: 'command'}>,
  compose: ComposeProject,
  {compose: {exec}, voice}: DataNeeds,
): Promise<void> => {
  const lines: string[] = [];
  const exitCode = await exec(compose, {
    service,
    script: command,
    onLine(line) {
      voice.output(line);
      lines.push(line);
      if (lines.length > LINES) lines.shift();
    },
  });
  if (exitCode !== 0)
    throw failed(`The command that loads it ended with ${exitCode}: ${command}`, `service ${service}`, {
      source: service,
      lines,
    });
};

const failed = (message: string, where: string, log: {source: string; lines: readonly string[]}): UserError =>
  new UserError('TEST_DATA_FAILED', message, {
    where,
    evidence: {log: {...log, lines: log.lines.slice(-LINES)}},
  });

const NAMED = /^--\s*database:\s*(\S+)\s*$/m;
const VARIABLES = {
  postgres: ['POSTGRES_DB', 'POSTGRESQL_DATABASE', 'POSTGRES_USER'],
  mysql: ['MYSQL_DATABASE', 'MARIADB_DATABASE'],
} as const;
/** Where images begin that are told of no database. */
const USUAL = {postgres: 'postgres', mysql: 'mysql'} as const;

/** The one that the file names in a line of its own (`-- database: shop`), else the one that the server was set up with. */
const databaseOf = async (
  {container, engine, file}: Omit<SqlOrder, 'database'>,
  {docker}: Pick<DataNeeds, 'docker'>,
): Promise<string> => {
  const named = NAMED.exec((await readFile(file, 'utf8')).slice(0, MOST_LOOKED_AT))?.[1];
  if (named !== undefined) return named;
  const said = await Promise.all(VARIABLES[engine].map(name => docker.variable(container, name)));
  return said.find(value => value) ?? USUAL[engine];
};

const MOST_LOOKED_AT = 10_000;
