import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {OpenNeeds} from '../../../ts-helpers/src/dumps/open.ts';
import type {DumpTarget} from '../../../ts-helpers/src/dumps/restore.ts';
import {insideOf} from '../../../ts-helpers/src/engines/container.ts';
import {engineFor} from '../../../ts-helpers/src/engines/engines.ts';
import {largeOf} from '../../../ts-helpers/src/engines/large.ts';
import {createPipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {createUnpacking} from '../../../ts-helpers/src/outside/unpacking.ts';
import {compressing, ready} from './dumping.ts';
import {createServers} from './throwAwayServers.ts';

/** Archives as older scripts made them, by the real tools, of servers that are here for that. */
export interface OlderArchives {
  /** What a script of the host prints or leaves as `$1`; `$db` is the container of the server. */
  made(script: string, db?: string): Buffer;
  mariadb: string;
  mongo: string;
  /** An empty server, and what it takes to fill it. */
  postgres(): Promise<DumpTarget & Omit<OpenNeeds, 'keyFile'>>;
  remove(): void;
}

const pipes = createPipes(new AbortController().signal);

const SHOP_IN_MARIADB = `
  create database shop; create user gone@'10.%'; grant all on *.* to gone@'10.%'; use shop;
  create table orders (id int primary key, note text); insert into orders select seq, 'it''s one' from seq_1_to_700;
  create table none (id int); create definer=gone@'10.%' view latest as select max(id) from orders;
  flush privileges;`;

const SHOP_IN_MONGO = `
  db.things.insertMany([...Array(300).keys()].map(i => ({i, s: 'x'.repeat(i)})));
  db.createCollection('none');`;

export const startOlder = async (): Promise<OlderArchives> => {
  const servers = createServers(`older-${randomUUID().slice(0, 8)}`);
  const {docker} = servers;
  const mariadb = servers.start('mariadb:10.11', {MARIADB_ROOT_PASSWORD: 's3cret'});
  const mongo = servers.start('mongo:6', {});
  const postgres = servers.start('postgres:15', {POSTGRES_USER: 'countable_proof', POSTGRES_PASSWORD: 'x'});
  await Promise.all([
    filled(() =>
      docker(['exec', '-i', mariadb, 'mariadb', '-h127.0.0.1', '-uroot', '-ps3cret'], SHOP_IN_MARIADB),
    ),
    filled(() =>
      docker(
        [
          'exec',
          '-i',
          mongo,
          'sh',
          '-c',
          'cat > /tmp/seed.js && mongosh --quiet mongodb://127.0.0.1/shop --file /tmp/seed.js',
        ],
        SHOP_IN_MONGO,
      ),
    ),
  ]);
  return {
    mariadb,
    mongo,
    async postgres() {
      const engine = engineFor('postgres');
      const inside = insideOf(postgres, 'postgres', pipes);
      await ready(engine, inside);
      const unpacking = createUnpacking(pipes, compressing);
      const encrypting = {decrypt: () => assert.fail('nothing is encrypted')};
      const large = await largeOf(inside, compressing);
      return {engine, inside, large, container: postgres, pipes, unpacking, encrypting};
    },
    made(script, db = '') {
      const folder = mkdtempSync(path.join(tmpdir(), 'countable-older-'));
      try {
        const file = path.join(folder, 'made');
        execFileSync('bash', ['-euo', 'pipefail', '-c', script, 'bash', file], {
          cwd: folder,
          env: {...process.env, db},
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        return readFileSync(file);
      } finally {
        rmSync(folder, {recursive: true});
      }
    },
    remove() {
      servers.remove();
    },
  };
};

/** It answers before it can be filled; what fills it changes nothing where it fails. */
const filled = async (fill: () => string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      fill();
      return;
    } catch (error) {
      if (attempt === 240) throw error;
      await pause(500);
    }
  }
};
