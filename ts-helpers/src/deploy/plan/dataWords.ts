import {UserError} from '../../errors/userError.ts';
import {inDocs} from '../../errors/documents.ts';
import {lineOf} from '../../compose/sourcePlaces.ts';
import type {EngineKind} from '../../compose/engine.ts';
import {quoted} from '../../text/plain.ts';
import {type Mount, type Risk, unaskedRisks} from './data.ts';
import type {DeployFacts} from './facts.ts';
import type {OwnVolume} from './ownResources.ts';

/** Throws DATA_AT_RISK where a service would come up without its data, and nobody has asked for that by its name. */
export const refuseDataAtRisk = (facts: DeployFacts): void => {
  const risks = unaskedRisks(facts);
  if (risks.length === 0) return;
  const where = unique(risks.map(risk => placeOf(risk, facts)));
  throw new UserError('DATA_AT_RISK', risks.map(risk => messageOf(risk, facts)).join(' '), {
    where: where.join(', '),
    remedy: [...unique(risks.map(risk => safely(risk, facts))), allTheSame(risks, facts)].join(' '),
  });
};

/** Of a risk that was asked for: `db with the volume shop_db2 in place of shop_db`. */
export const inClause = (risk: Risk): string => {
  const {service} = risk;
  switch (risk.what) {
    case 'other volume':
      return `${service} with ${nameOf(risk.gets)} in place of ${nameOf(risk.had)}`;
    case 'no volume':
      return `${service} without ${nameOf(risk.had)}`;
    case 'moved':
      return `${service} with ${nameOf(risk.had)} at ${risk.to} instead of ${risk.had.target}`;
    case 'other folder':
      return `${service} with its data in ${risk.to || ITS_OWN} instead of ${risk.from || ITS_OWN}`;
    case 'other version':
      return `${service} with ${risk.engine.title} ${risk.to} on the data of ${risk.from}`;
    case 'no version':
      return `${service} with ${risk.image} on the data of ${risk.engine.title} ${risk.from}`;
    case 'other engine':
      return `${service} with ${risk.to.title} on the data of ${risk.from.title}`;
  }
};

const ITS_OWN = 'the usual folder';

const messageOf = (risk: Risk, facts: DeployFacts): string => {
  const {service} = risk;
  switch (risk.what) {
    case 'other volume': {
      const {had, gets} = risk;
      const there = isThere(gets, facts);
      const holds =
        gets.type === 'tmpfs'
          ? 'which forgets all'
          : there === undefined
            ? 'which is empty unless somebody has filled it'
            : `which is there${since(there)}, and holds what it had when it was last used`;
      return `${service} would come up with ${nameOf(gets)} at ${gets.target}, ${holds}; its data stays in ${nameOf(had)}.`;
    }
    case 'no volume':
      return `${service} would come up without ${nameOf(risk.had)}, which it has at ${risk.had.target}: its data stays there, and ${service} no longer finds it, as soon as this container is removed at the latest.`;
    case 'moved':
      return `${service} would come up with ${nameOf(risk.had)} at ${risk.to} instead of ${risk.had.target}: what looks for its data there finds none.`;
    case 'other folder':
      return `${service} would come up with its data in ${risk.to || ITS_OWN} instead of ${risk.from || ITS_OWN}, where what it has stays and is not read any more.`;
    case 'other version':
      return `${service} would come up with ${risk.engine.title} ${risk.to} on the data of ${risk.from}: ${risk.isOlder ? OLDER : (NEWER[risk.engine.kind] ?? CONVERTS)}.`;
    case 'no version':
      return `${service} would come up with ${risk.image}, which does not say which version of ${risk.engine.title} it is, on the data of ${risk.from}.`;
    case 'other engine':
      return `${service} would come up with ${risk.to.title} on the data of ${risk.from.title}, which it may not read, or change for good.`;
  }
};

/** A volume that another release had, for one. */
const isThere = ({type, source}: Mount, {volumes}: Pick<DeployFacts, 'volumes'>): OwnVolume | undefined =>
  type === 'volume' ? volumes.find(({name}) => name === source) : undefined;

const since = ({createdAt}: OwnVolume): string =>
  createdAt === undefined ? '' : ` since ${createdAt.slice(0, 'YYYY-MM-DD'.length)}`;

const OLDER = 'no version is made to read what a newer one has written, and it does not start, or spoils it';
const CONVERTS = 'it converts them as it starts, if it can, and the old one does not read them any more';
const NEWER: Partial<Record<EngineKind, string>> = {
  postgres: 'it does not start on them, and leaves them as they are',
  mongo: 'it starts on those of the version right before it alone, and changes them for good',
  redis: 'it reads them, and what it writes the old one may not read any more',
  valkey: 'it reads them, and what it writes the old one may not read any more',
};

const nameOf = ({type, source}: Mount): string => {
  if (type === 'tmpfs') return 'a folder in memory';
  return type === 'bind' ? `the folder ${source}` : `the volume ${source || 'without a name'}`;
};

/** The line that would do it. */
const placeOf = (risk: Risk, {sources, model}: DeployFacts): string => {
  const {service} = risk;
  const at = (...path: string[]) => ['services', service, ...path];
  switch (risk.what) {
    case 'other volume': {
      const {source, written = source} = risk.gets;
      const renamed = ['volumes', written, 'name'];
      const says = sources.some(({places}) =>
        places.some(({path, text}) => path.join('\n') === renamed.join('\n') && text !== undefined),
      );
      if (says && model.volumes?.[written]?.name === source) return lineOf(sources, renamed);
      return lineOf(sources, at('volumes'), [written, risk.gets.target]);
    }
    case 'moved':
      return lineOf(sources, at('volumes'), [risk.to]);
    case 'no volume':
      return lineOf(sources, at('volumes'));
    case 'other folder':
      return lineOf(sources, at('environment', 'PGDATA'), [risk.to]);
    default:
      return lineOf(sources, at('image'));
  }
};

/** How to have it without losing anything. */
const safely = (risk: Risk, facts: DeployFacts): string => {
  const {isReturn} = facts;
  const {container} = risk;
  const name = quoted(container.name);
  switch (risk.what) {
    case 'other volume': {
      const {had, gets} = risk;
      const keep = isReturn ? '' : `To keep its data, name ${nameOf(had)} again. `;
      if (gets.type === 'tmpfs' || gets.source === '') return keep.trim();
      if (isThere(gets, facts) !== undefined)
        return `${keep}Look at what is in it first: \`docker run --rm -v ${quoted(gets.source)}:/there:ro busybox ls -la /there\`. Copy nothing over it: files of both would be mixed.`;
      const copy = `docker run --rm -v ${quoted(had.source)}:/from:ro -v ${quoted(gets.source)}:/to busybox cp -a /from/. /to`;
      return `${keep}To take the data along, copy it while nothing writes: \`docker stop ${name} && ${copy}\`.`;
    }
    case 'no volume':
      return `To keep its data, name ${nameOf(risk.had)} at ${risk.had.target} again.`;
    case 'moved':
      return `To keep it where it is, name ${risk.had.target} again.`;
    case 'other folder':
      return `To keep its data, name the folder again: ${risk.from || ITS_OWN}.`;
    case 'no version':
      return `Name the version in its image: ${risk.engine.title} ${risk.from}.`;
    case 'other version': {
      const {kind} = risk.engine;
      const isConverted = !risk.isOlder && kind !== 'postgres';
      if (!isConverted && DUMPS[kind] !== undefined) return anew(kind, risk);
      const convert = isConverted ? ' Then take one version after the other, and leave none out.' : '';
      return `Have a copy of its data first: ${copyOf(kind, risk)}.${convert}`;
    }
    case 'other engine':
      return anew(risk.from.kind, risk);
  }
};

/** Dump, new volume, restore. */
const anew = (kind: EngineKind, risk: Risk): string =>
  `Dump its data: ${copyOf(kind, risk)}. Then give it a volume of its own in the compose file and fill that from there: ${inDocs('how-to/deploy-and-health.md')}, "When data would be lost".`;

const copyOf = (kind: EngineKind, {service, container: {name, mounts = []}}: Risk): string => {
  const dump = DUMPS[kind];
  if (dump !== undefined)
    return `\`docker exec ${quoted(name)} sh -c '${dump}' > ${quoted(`${service}.dump`)}\``;
  const {target = '/data'} = mounts.find(({isWritable}) => isWritable) ?? {};
  return `\`docker stop ${quoted(name)} && docker cp ${quoted(`${name}:${target}`)} ${quoted(`${service}-data`)}\``;
};

/** In the container, with the accounts that it was set up with; for a shell, between single quotes. */
const DUMPS: Partial<Record<EngineKind, string>> = {
  postgres: 'pg_dumpall -U "${POSTGRES_USER:-postgres}"',
  mysql: 'mysqldump -uroot -p"$MYSQL_ROOT_PASSWORD" --all-databases --routines --events --single-transaction',
  mariadb:
    '$(command -v mariadb-dump || echo mysqldump) -uroot -p"${MARIADB_ROOT_PASSWORD:-$MYSQL_ROOT_PASSWORD}" --all-databases --routines --events --single-transaction',
  mongo:
    'mongodump --archive ${MONGO_INITDB_ROOT_USERNAME:+-u "$MONGO_INITDB_ROOT_USERNAME" -p "$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase admin}',
};

/** Nobody does it without having meant to: a build of Jenkins never does. */
const allTheSame = (
  risks: readonly Risk[],
  {isReturn, release: {environment, version}}: DeployFacts,
): string => {
  const services = unique(risks.map(({service}) => service)).join(',');
  const verb = isReturn ? `rollback ${quoted(environment)} --to ${version}` : `deploy ${quoted(environment)}`;
  return `Then, or to do it all the same, by hand, on the host, in a clone of the project: countable ${verb} --recreate ${quoted(services)}`;
};

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].filter(text => text !== '');
