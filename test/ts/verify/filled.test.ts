import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import type {ServerManifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {engineFor} from '../../../ts-helpers/src/engines/engines.ts';
import {wholeText} from '../../../ts-helpers/src/outside/wholeText.ts';
import {type FilledServer, sinksOf} from '../../../ts-helpers/src/verify/filled.ts';

const filled = (kind: 'mysql' | 'postgres', given: string[]): FilledServer => {
  const engine = engineFor(kind);
  const meant = new Map<readonly string[] | undefined, string>([
    [engine.restoreRoles, 'roles'],
    [engine.beginRoles, 'begun'],
  ]);
  return {
    stored: {
      service: 'db',
      roles: {member: 'roles', names: [], bytes: 1},
      databases: ['a', 'b'].map(name => ({name, member: name, bytes: 1, tables: {}})),
    } as unknown as ServerManifest,
    engine,
    inside: {pipe: () => assert.fail()},
    large: {
      dump: () => assert.fail(),
      async restore(words, source) {
        given.push(
          `${meant.get(words) ?? 'database'}: ${await wholeText(source, 100, () => new Error('long'))}`,
        );
        return '';
      },
    },
    blame: (_what, error) => Promise.resolve(error),
  };
};

describe('what is stored of a server', () => {
  const restored = async (kind: 'mysql' | 'postgres'): Promise<string[]> => {
    const given: string[] = [];
    for (const [member, sink] of sinksOf(filled(kind, given)))
      await sink(Readable.from([Buffer.from(member)]));
    return given;
  };

  it('has its roles twice where they have rights on tables: before these, and complete once they are there', async () => {
    assert.deepEqual(await restored('mysql'), ['begun: roles', 'database: a', 'database: b', 'roles: roles']);
  });

  it('has its views once the tables of all databases are there, and the rights on them after that', async () => {
    const given: string[] = [];
    const dump = (name: string) => `-- Current Database: ${name}\nt;\n-- Current Database: ${name}\nv;\n`;
    for (const [member, sink] of sinksOf(filled('mysql', given)))
      await sink(Readable.from([Buffer.from(member === 'roles' ? member : dump(member))]));
    assert.deepEqual(given, [
      'begun: roles',
      'database: -- Current Database: a\nt;\n',
      'database: -- Current Database: b\nt;\n',
      'database: -- Current Database: a\nv;\n',
      'database: -- Current Database: b\nv;\n',
      'roles: roles',
    ]);
  });

  it('has them once, and first, where a dump has the rights itself', async () => {
    assert.deepEqual(await restored('postgres'), ['roles: roles', 'database: a', 'database: b']);
  });
});
