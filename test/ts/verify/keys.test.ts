import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {generateX25519Identity} from 'age-encryption';
import {createEncrypting} from '../../../ts-helpers/src/outside/encrypting.ts';
import {createPipes} from '../../../ts-helpers/src/outside/pipe.ts';
import {createShell} from '../../../ts-helpers/src/outside/shell.ts';
import {signText} from '../../../ts-helpers/src/outside/signing.ts';
import {requireKey, requireKeys} from '../../../ts-helpers/src/verify/keys.ts';
import {verify} from '../../../ts-helpers/src/verify/verify.ts';
import {nightsAgo} from '../archive/kept.ts';
import {keepBackup, proving} from './support/proving.ts';

describe('keys that a proof needs', () => {
  const {signal} = new AbortController();
  const encrypting = createEncrypting(createShell(signal), createPipes(signal));
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const signing = (name: string) => (text: string) => signText(text, at(name));
  const sealed = {key: 'backups/shop/2026-11-27T033000Z.tar.zst.age', isEncrypted: true};

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-keys-'));
    writeFileSync(at('own'), `# created: today\n${await generateX25519Identity()}\n`);
    writeFileSync(at('none'), 'no key\n');
  });
  after(() => {
    rmSync(folder, {recursive: true, force: true});
  });

  it('are looked at before anything is downloaded: the one that opens the backup', async () => {
    await requireKey(sealed, {keyFile: at('own'), encrypting});
    await requireKey({...sealed, isEncrypted: false}, {keyFile: at('none'), encrypting});
    for (const keyFile of [undefined, at('none'), at('gone'), folder])
      await assert.rejects(requireKey(sealed, {keyFile, encrypting}), {code: 'BACKUP_KEY_MISSING'}, keyFile);
  });

  it('are looked at before anything is downloaded: the one that signs the evidence', async () => {
    const {store, server, needs, request} = proving();
    await keepBackup(store, nightsAgo(0));
    for (const [name, message] of [
      ['none', /none holds no private key of Ed25519\.$/],
      ['gone', /^There is no file .*gone\.$/],
    ] as const)
      await assert.rejects(verify(request, {...needs, sign: signing(name)}), {
        code: 'BAD_KEY',
        message,
        where: 'COUNTABLE_EVIDENCE_KEY_FILE',
      });
    assert.deepEqual(server.asked, []);
    assert.ok(!store.asked.some(what => what.startsWith('read backups')));
  });

  it('are looked at before a backup is begun that is proven at once, as far as they are given', async () => {
    const needs = {keyFile: undefined, sign: undefined, encrypting};
    await requireKeys({isEncrypted: true, isProven: true}, needs);
    const bad = {keyFile: at('none'), sign: signing('none'), encrypting};
    await assert.rejects(requireKeys({isEncrypted: false, isProven: true}, bad), {code: 'BAD_KEY'});
    await assert.rejects(requireKeys({isEncrypted: true, isProven: false}, bad), {
      code: 'BACKUP_KEY_MISSING',
    });
    await requireKeys({isEncrypted: false, isProven: false}, bad);
  });
});
