import assert from 'node:assert/strict';
import {PassThrough, Readable} from 'node:stream';
import type {DumpContent} from '../../../ts-helpers/src/archive/content.ts';
import {asOwner, handOver} from '../../../ts-helpers/src/dumps/owners.ts';
import {engineFor} from '../../../ts-helpers/src/engines/engines.ts';

const PLAIN: DumpContent = {is: 'sql', of: 'postgres', makesDatabase: false};
const WHOLE_SERVER: DumpContent = {
  ...{is: 'sql', of: 'postgres', makesDatabase: true},
  end: '-- PostgreSQL database cluster dump complete',
};

/** What it is asked, but for what it holds. */
const server = (kind: 'mysql' | 'postgres', roles: readonly string[] = ['countable_proof']) => {
  const asked: string[] = [];
  const target = {
    engine: engineFor(kind),
    inside: {
      pipe(words: readonly string[]) {
        const text = words.at(-1) ?? '';
        if (!text.startsWith('select json_build_object')) asked.push(text);
        return {
          input: new PassThrough().resume(),
          output: Readable.from([Buffer.from(JSON.stringify({roles, databases: []}))]),
          ended: Promise.resolve(''),
          stop: () => undefined,
        };
      },
    },
  };
  return {asked, target};
};

describe('who owns what a dump fills', () => {
  const restoring = async (content: DumpContent, fails = false, roles?: readonly string[]) => {
    const {asked, target} = server('postgres', roles);
    const work = () => {
      asked.push('restored');
      return fails ? Promise.reject(new Error('refused')) : Promise.resolve();
    };
    await asOwner('shop', {dump: {content}, target}, work).catch(() => undefined);
    return asked;
  };

  it('is the owner of what runs, also after a dump that is refused', async () => {
    const acting = [`ALTER ROLE "countable_proof" SET role = 'shop'`, 'restored'];
    const after = ['ALTER ROLE "countable_proof" RESET role'];
    assert.deepEqual(await restoring(PLAIN), ['CREATE ROLE "shop" SUPERUSER', ...acting, ...after]);
    assert.deepEqual(await restoring(PLAIN, true, ['shop']), [...acting, ...after]);
  });

  it('is as a dump of a whole server says, which makes its roles itself', async () => {
    assert.deepEqual(await restoring(WHOLE_SERVER), ['restored']);
  });

  it('is nobody who was there to restore, and who was only spoken of has no rights', async () => {
    const {asked, target} = server('postgres', ['shop']);
    await handOver({owner: 'shop', databases: ['a'], usersMade: ['reader']}, target);
    assert.match(asked[0] ?? '', /datname = 'a' AND pg_get_userbyid\(datdba\) = 'countable_proof'/);
    assert.deepEqual(asked.slice(1), ['ALTER ROLE "reader" NOSUPERUSER']);
  });

  it('is nothing to MySQL, whose users stay', async () => {
    const {asked, target} = server('mysql');
    await handOver({owner: 'root', databases: ['a'], usersMade: []}, target);
    assert.deepEqual(asked, []);
  });
});
