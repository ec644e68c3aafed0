import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {buffer} from 'node:stream/consumers';
import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {databaseMember, filesMember, rolesMember} from '../../../ts-helpers/src/archive/members.ts';
import {engineFor} from '../../../ts-helpers/src/engines/engines.ts';
import {createArchiveWriter} from '../../../ts-helpers/src/outside/archiveFile.ts';
import type {Compressing} from '../../../ts-helpers/src/outside/compressing.ts';
import type {Pipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {createTreeReader} from '../../../ts-helpers/src/outside/treeReader.ts';
import type {FakeObjectStore} from '../../fakes/objectStore.ts';

const AT = new Date('2026-11-27T14:26:52Z');
export const KEY = 'backups/shop/2026-11-27T142652Z.tar.zst';
export const DUMP = [
  '--',
  '-- PostgreSQL database dump',
  '--',
  '',
  'CREATE TABLE public.orders (id integer);',
  '',
  '--',
  '-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: shop',
  '--',
  '',
  'COPY public.orders (id) FROM stdin;',
  '1',
  '2',
  '\\.',
  '',
  '--',
  '-- PostgreSQL database dump complete',
  '--',
  '',
].join('\n');

const MEMBERS = {
  roles: rolesMember('db'),
  database: databaseMember('db', 'shop'),
  media: filesMember('media'),
};

/** What the archive holds instead of what its manifest tells. */
export interface Damage {
  dump?: string;
  files?: Record<string, string>;
  /** Bytes of the object that are there. */
  cut?: number;
}

interface Needs {
  compressing: Compressing;
  pipes: Pipes;
}

/** An archive of a shop in a bucket: its database with two orders, its users, and a volume with a picture. */
export const keepArchive = async (
  store: FakeObjectStore,
  needs: Needs,
  {dump = DUMP, files, cut}: Damage = {},
): Promise<void> => {
  const tar = await tarOf({'a.txt': 'a picture'}, needs);
  const manifest = JSON.stringify(await manifestOf(tar));
  const writer = createArchiveWriter(AT);
  const packed = buffer(needs.compressing.compress(writer.output, 'zst'));
  await writer.addPieces(MEMBERS.roles, piecesOf('CREATE ROLE shop;\n'));
  await writer.addPieces(MEMBERS.database, piecesOf(dump));
  await writer.addPieces(MEMBERS.media, piecesOf(files === undefined ? tar : await tarOf(files, needs)));
  await writer.addText('manifest.json', manifest);
  writer.finish();
  store.put(KEY, '', AT);
  store.objects.get(KEY)!.body = (await packed).subarray(0, cut);
  store.put(`${KEY}.manifest.json`, manifest, AT);
};

/** A tar as the engine makes it of a folder that a container has as /srv/uploads. */
const tarOf = async (files: Record<string, string>, {pipes}: Needs): Promise<Buffer> => {
  const above = mkdtempSync(path.join(tmpdir(), 'countable-kept-'));
  const root = path.join(above, 'uploads');
  mkdirSync(root);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
  const {input, output} = pipes.pipe('tar', ['-c', '-C', above, '-f', '-', 'uploads']);
  input.end();
  const tar = await buffer(output);
  rmSync(above, {recursive: true});
  return tar;
};

const manifestOf = async (tar: Buffer): Promise<Manifest> => {
  const reader = engineFor('postgres').reader();
  reader.hear(Buffer.from(DUMP));
  const {schema, tables, bytes} = reader.end();
  const tree = createTreeReader('uploads');
  await tree.hear(tar);
  return {
    format: 1,
    ...{project: 'shop', environment: 'prod', at: AT.toISOString(), completedAt: AT.toISOString()},
    ...{compression: 'zst', recipients: [], commit: null, by: 'ada', leftOut: []},
    servers: [
      {
        ...{kind: 'postgres', version: '15.3', service: 'db', image: 'postgres:15', imageId: 'sha256:1'},
        owner: 'postgres',
        roles: {member: MEMBERS.roles, names: ['shop'], bytes: 19},
        databases: [{name: 'shop', member: MEMBERS.database, bytes, schema, tables}],
      },
    ],
    files: [
      {
        ...{source: 'media', type: 'volume', services: ['web'], target: '/srv/uploads'},
        ...{member: MEMBERS.media, size: tar.length, ...(await tree.end())},
      },
    ],
  };
};

const piecesOf = async function* (text: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
};
