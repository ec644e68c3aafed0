import type {Container, ComposeService} from './model.ts';
import {engineWord} from './database.ts';

/** What keeps data in files that not every version of it reads. */
export interface Engine {
  kind: EngineKind;
  title: string;
  /** Of numbers in a version, so many make one whose files others do not read; for some it depends on the first. */
  series: (major: number) => number;
  /** In which its images tell their version. */
  variable?: string;
  /** Where it says that its data is to lie. */
  folder?: {variable?: string; flag?: RegExp};
  /** It works in memory: only what is named for it is meant to stay. */
  isInMemory?: true;
}

export type EngineKind = keyof typeof ENGINES;

const one = () => 1;
const two = () => 2;

const ENGINES = {
  postgres: {
    title: 'PostgreSQL',
    words: ['postgres', 'postgresql', 'postgis', 'pgvector', 'timescaledb'],
    series: (major: number) => (major < 10 ? 2 : 1),
    variable: 'PG_MAJOR',
    folder: {variable: 'PGDATA', flag: /(?:^| )-D ?(\S+)/},
  },
  mysql: {
    title: 'MySQL',
    words: ['mysql'],
    series: two,
    variable: 'MYSQL_MAJOR',
    folder: {flag: /--datadir[= ](\S+)/},
  },
  mariadb: {
    title: 'MariaDB',
    words: ['mariadb'],
    series: two,
    variable: 'MARIADB_VERSION',
    folder: {flag: /--datadir[= ](\S+)/},
  },
  mongo: {
    title: 'MongoDB',
    words: ['mongo', 'mongodb'],
    series: (major: number) => (major < 5 ? 2 : 1),
    variable: 'MONGO_VERSION',
    folder: {flag: /--dbpath[= ](\S+)/},
  },
  redis: {
    title: 'Redis',
    words: ['redis'],
    series: one,
    variable: 'REDIS_VERSION',
    folder: {flag: /--dir (\S+)/},
    isInMemory: true,
  },
  valkey: {
    title: 'Valkey',
    words: ['valkey'],
    series: one,
    variable: 'VALKEY_VERSION',
    folder: {flag: /--dir (\S+)/},
    isInMemory: true,
  },
  elasticsearch: {title: 'Elasticsearch', words: ['elasticsearch'], series: one},
  opensearch: {title: 'OpenSearch', words: ['opensearch'], series: one},
  influxdb: {title: 'InfluxDB', words: ['influxdb'], series: one, variable: 'INFLUXDB_VERSION'},
  clickhouse: {title: 'ClickHouse', words: ['clickhouse'], series: one},
  cassandra: {title: 'Cassandra', words: ['cassandra'], series: one, variable: 'CASSANDRA_VERSION'},
  couchdb: {title: 'CouchDB', words: ['couchdb'], series: one},
  neo4j: {title: 'Neo4j', words: ['neo4j'], series: one},
  rabbitmq: {title: 'RabbitMQ', words: ['rabbitmq'], series: one, variable: 'RABBITMQ_VERSION'},
} as const satisfies Record<string, Omit<Engine, 'kind'> & {words: readonly string[]}>;

const ALL = Object.entries(ENGINES) as [EngineKind, Omit<Engine, 'kind'> & {words: readonly string[]}][];

/** Variables of containers that tell of an engine: none of them is a secret. */
export const ENGINE_VARIABLES: readonly string[] = ALL.flatMap(([, {variable, folder}]) =>
  [variable, folder?.variable].filter(name => name !== undefined),
);

/** The engine that an image runs, by its name. */
export const engineOf = (image: string | undefined): Engine | undefined => {
  const [kind, engine] = ALL.find(([, {words}]) => engineWord(image, words) !== undefined) ?? [];
  return kind && engine && {...engine, kind};
};

/** The engine that a container runs by the variables of its image, whatever that is called. */
export const engineWithin = ({variables = {}}: Pick<Container, 'variables'>): Engine | undefined => {
  const [kind, engine] = ALL.find(([, {variable}]) => variable !== undefined && variable in variables) ?? [];
  return kind && engine && {...engine, kind};
};

/** The version that an image has by its tag: `15`, `10.11.6`. */
export const versionIn = ({kind}: Engine, image: string | undefined): string | undefined => {
  const [name = ''] = image?.split('@', 1) ?? [];
  const last = name.slice(name.lastIndexOf('/') + 1);
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : '';
  if (kind === 'postgres') {
    const [, major] = /(?:^|-)pg(\d+)/.exec(tag) ?? [];
    // Others count the versions of what they add to it.
    if (major !== undefined || /^(?:pgvector|timescaledb)/.test(last)) return major;
  }
  return leading(tag);
};

/** The version that a container of it runs: as it says itself, else by its image. */
export const versionOf = (
  engine: Engine,
  {image, variables}: Pick<Container, 'image' | 'variables'>,
): string | undefined => {
  const said = engine.variable === undefined ? undefined : variables?.[engine.variable];
  // Debian counts epochs: `1:10.11.6+maria~ubu2204`.
  return leading(said?.replace(/^\d+:/, '') ?? '') ?? versionIn(engine, image);
};

const leading = (text: string): string | undefined => /^v?(\d+(?:\.\d+)*)/.exec(text)?.[1];

/** Numbers of a version that make it another one: `15` of 15.4, `10.11` of 10.11.6; as many of them as it says. */
export const seriesOf = ({series}: Engine, version: string): {is: string; isWhole: boolean} => {
  const numbers = version.split('.');
  const wanted = series(Number(numbers[0]));
  return {is: numbers.slice(0, wanted).join('.'), isWhole: numbers.length >= wanted};
};

/** Where it keeps its data, as far as it is told. */
export const dataFolderOf = (
  {folder}: Engine,
  {command, variables}: {command?: unknown; variables?: Readonly<Record<string, string | null>> | undefined},
): string | undefined => {
  const words = Array.isArray(command) ? command.join(' ') : '';
  const flagged = folder?.flag?.exec(words)?.[1];
  return (
    flagged ?? (folder?.variable === undefined ? undefined : (variables?.[folder.variable] ?? undefined))
  );
};

/** Where an image keeps its data that is not told otherwise; only of images that are known to. */
export const usualFolderOf = ({kind}: Engine, {image}: Pick<ComposeService, 'image'>): string | undefined => {
  if (kind !== 'postgres') return '';
  const isOfficial = /^(?:docker\.io\/)?(?:library\/)?postgres(?:[:@]|$)|(?:^|\/)postgis(?:[:@]|$)/.test(
    image ?? '',
  );
  return isOfficial ? '/var/lib/postgresql/data' : undefined;
};
