import assert from 'node:assert/strict';
import {besideOutside, type OutsideNeeds, whileTools} from '../../../ts-helpers/src/backup/outside.ts';
import type {PlannedServer} from '../../../ts-helpers/src/backup/plan.ts';
import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';
import {answering} from '../engines/support/answering.ts';
import {container, facts} from './support/facts.ts';

const FACTS = facts({
  services: {web: {}},
  databases: [{url: 'DATABASE_URL'}],
  envFile: {DATABASE_URL: 'postgres://master:s3cret@db.example.org/shop'},
});

const INSIDE: PlannedServer = {kind: 'postgres', title: 'PostgreSQL', service: 'db', container: undefined};
const elsewhere = (image?: string): PlannedServer => ({
  ...{...INSIDE, service: 'DATABASE_URL'},
  outside: {host: 'db.example.org', database: 'shop', networks: [], ...(image !== undefined && {image})},
});

/** An engine, and what was done with it. */
const engine = (version = '15.4') => {
  const done: string[] = [];
  const look = JSON.stringify({version, owner: 'x', databases: [{name: 'shop', bytes: 1}], roles: []});
  const needs = {
    docker: {
      imagesOf: async () => ['postgres:12'],
      imageIds: async () => new Map(),
      async runTools({image, label}: {image: string; label: string}) {
        if (image.startsWith('registry.invalid'))
          throw new CommandFailed({program: 'docker', args: [], tail: []});
        done.push(`run ${image} as ${label.split('=')[1]}`);
        return image;
      },
      inspect: async ([id = '']: string[]) => [container(id, {id, image: id})],
      removeAbandoned: async () => void done.push('abandoned'),
      removeThrowAway: async (label: string) => void done.push(`remove ${label.split('=')[1]}`),
    },
    pipes: {pipe: (_program: string, words: readonly string[]) => answering(look).inside.pipe(words)},
    voice: {detail: () => undefined},
  } as unknown as OutsideNeeds;
  return {needs, done};
};

describe('tools for databases that are no services', () => {
  it('are of the version of the server, made once, and gone afterwards', async () => {
    const {needs, done} = engine();
    const used = await whileTools('shop-restore', needs, async tools => {
      await tools.withTools([INSIDE, elsewhere()], FACTS);
      return tools.withTools([INSIDE, elsewhere()], FACTS);
    });
    assert.deepEqual(
      used.map(one => one.container?.image),
      [undefined, 'postgres:15'],
    );
    assert.deepEqual(done, [
      'remove shop-restore',
      'run postgres:12 as shop-restore',
      'run postgres:15 as shop-restore',
      'remove shop-restore',
    ]);
  });

  it('are of the image that the setting names', async () => {
    const {needs, done} = engine();
    await whileTools('x', needs, tools => tools.withTools([elsewhere('own:1')], FACTS));
    assert.deepEqual(done, ['remove x', 'run own:1 as x', 'remove x']);
  });

  it('are nothing where all are services, and nobody else’s are removed', async () => {
    const {needs, done} = engine();
    assert.deepEqual(await whileTools('x', needs, tools => tools.withTools([INSIDE], FACTS)), [INSIDE]);
    assert.deepEqual(done, []);
  });

  it('are removed whatever becomes of the work, and are an error where no image has them', async () => {
    const {needs, done} = engine();
    const work = besideOutside([elsewhere('registry.invalid/none:1')], {facts: FACTS, needs}, async () => 1);
    await assert.rejects(work, {code: 'BACKUP_IMAGE_MISSING', where: 'DATABASE_URL'});
    assert.deepEqual(done, ['abandoned', 'remove shop', 'remove shop']);
  });
});
