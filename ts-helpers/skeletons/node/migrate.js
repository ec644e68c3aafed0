import {readdir, readFile} from 'node:fs/promises';
import {setTimeout as pause} from 'node:timers/promises';
import {database} from './database.js';

const SECONDS = 60;
/** Two containers that begin at the same time do it one after the other. */
const LOCK = 4711;

/** Waits until the database answers: after a reboot nothing else says when it does. */
const connected = async () => {
  const end = Date.now() + SECONDS * 1000;
  for (;;) {
    try {
      return await database.connect();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(1000);
    }
  }
};

/** Applies each file of migrations/ once, in the order of their names. */
const client = await connected();
await client.query('select pg_advisory_lock($1)', [LOCK]);
await client.query(
  'create table if not exists migrations (name text primary key, at timestamptz not null default now())',
);
const {rows} = await client.query('select name from migrations');
const done = rows.map(({name}) => name);
for (const name of (await readdir('migrations')).sort()) {
  if (done.includes(name)) continue;
  await client.query('begin');
  await client.query(await readFile(`migrations/${name}`, 'utf8'));
  await client.query('insert into migrations (name) values ($1)', [name]);
  await client.query('commit');
  console.log(`applied ${name}`);
}
client.release();
await database.end();
