import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {besideOutside} from '../../ts-helpers/src/backup/outside.ts';
import {lookAt, storeServer} from '../../ts-helpers/src/backup/act/server.ts';
import type {BackupFacts, PlannedServer} from '../../ts-helpers/src/backup/plan.ts';
import {insideOf} from '../../ts-helpers/src/engines/container.ts';
import {engineFor} from '../../ts-helpers/src/engines/engines.ts';
import {UserError} from '../../ts-helpers/src/errors/userError.ts';
import {createArchiveWriter} from '../../ts-helpers/src/outside/archiveFile.ts';
import {createPipes} from '../../ts-helpers/src/outside/pipe.ts';
import {createDockerAdapters} from '../../ts-helpers/src/services/adapters.ts';
import {compressing, ready} from './support/dumping.ts';
import {createServers} from './support/throwAwayServers.ts';

const RUN = `backup-outside-${randomUUID().slice(0, 8)}`;
const servers = createServers(RUN);
const {docker} = servers;
const pipes = createPipes(new AbortController().signal);

describe('databases that are no services, in a backup', () => {
  const {docker: engine} = createDockerAdapters(new AbortController().signal);
  const needs = {docker: engine, pipes, voice: {detail: () => undefined, warn: assert.fail}};
  /** As hosted servers are: who asks is no superuser, and there are databases of others. */
  const server = (image?: string): PlannedServer => ({
    kind: 'postgres',
    title: 'PostgreSQL',
    service: 'DATABASE_URL',
    container: undefined,
    outside: {host: 'db', database: 'shop', networks: [RUN], ...(image !== undefined && {image})},
  });
  const factsOf = (host: string): BackupFacts =>
    ({
      composeProject: RUN,
      databases: [{url: 'DATABASE_URL'}],
      envFile: {DATABASE_URL: `postgres://master:s3cret@${host}/shop`},
      model: {name: RUN, services: {}},
    }) as unknown as BackupFacts;
  const toolsLeft = (): string =>
    docker(['ps', '--all', '--quiet', '--filter', `label=ca.countable.backup-tools=${RUN}`]);

  let source: string;
  before(async () => {
    docker(['network', 'create', RUN]);
    source = servers.start('postgres:15', {POSTGRES_PASSWORD: 'adm1n'}, {network: RUN});
    await ready(engineFor('postgres'), insideOf(source, 'postgres', pipes));
  });
  after(() => {
    servers.remove();
    docker(['network', 'rm', RUN]);
  });

  it('are dumped by a container with their tools, which is gone afterwards', async () => {
    docker(
      ['exec', '--interactive', source, 'psql', '-v', 'ON_ERROR_STOP=1', '-qU', 'postgres'],
      String.raw`create role master login createrole createdb password 's3cret'; create database rdsadmin;
        revoke connect on database rdsadmin from public; create database shop owner master;
        \connect shop
        set role master; create schema own; create table own.t as select generate_series(1, 10)`,
    );
    const facts = factsOf(source.slice(0, 12));
    const stored = await besideOutside([server()], {facts, needs}, async ([one]) => {
      assert.ok(one !== undefined);
      assert.notEqual(toolsLeft(), '');
      const writer = createArchiveWriter(new Date());
      writer.output.resume();
      const kept = await storeServer(one, await lookAt(one, needs), {...needs, compressing, writer});
      writer.finish();
      return kept;
    });
    assert.deepEqual(
      [stored.image, stored.host, stored.databases.map(({name, tables}) => [name, tables['own.t']?.rows])],
      ['postgres:15', 'db', [['shop', 10]]],
    );
    assert.ok(stored.roles?.names.includes('master'));
    assert.equal(toolsLeft(), '');
  });

  it('are an error where no image has their tools', async () => {
    const missing = 'registry.invalid/none:1';
    const work = besideOutside([server(missing)], {facts: factsOf('db'), needs}, () => Promise.resolve());
    await assert.rejects(work, error => {
      assert.ok(error instanceof UserError);
      assert.deepEqual([error.code, error.where], ['BACKUP_IMAGE_MISSING', 'DATABASE_URL']);
      return true;
    });
    assert.equal(toolsLeft(), '');
  });
});
