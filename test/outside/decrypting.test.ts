import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createDecrypting, NotDecrypted} from '../../ts-helpers/src/outside/decrypting.ts';
import {readEncrypted} from '../../ts-helpers/src/project/encrypted.ts';
import {createShell} from '../../ts-helpers/src/outside/shell.ts';

const has = (program: string): boolean =>
  spawnSync(program, ['--version'], {stdio: 'ignore'}).error === undefined;

describe('what decrypts secrets', () => {
  const decrypting = createDecrypting(createShell(new AbortController().signal));
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const keyOf = (name: string): string => {
    if (spawnSync('age-keygen', ['-o', at(name)]).status !== 0) throw new Error('age-keygen failed');
    return execFileSync('age-keygen', ['-y', at(name)], {encoding: 'utf8'}).trim();
  };
  const obstacleOf = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.then(
      () => assert.fail('it was decrypted'),
      (failure: unknown) => failure,
    );
    assert.ok(error instanceof NotDecrypted, String(error));
    return error.obstacle;
  };

  before(function () {
    if (has('age') && has('sops')) return;
    console.log('    skipped: age or sops is missing; script/test installs them');
    this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-decrypting-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true, force: true});
  });

  const TEXT = `# Of staging\nPASSWORD='p4ss$Tail'\nEMPTY=\nKEY="-----BEGIN KEY-----\\nabc=\\n-----END KEY-----"\nURL=https://a:b@c/?d=e\n`;

  const bySops = (recipient: string, text = TEXT, name = 'env.stage.sops.env'): string => {
    writeFileSync(at(name), text);
    execFileSync('sops', ['--encrypt', '--age', recipient, '--in-place', at(name)], {stdio: 'pipe'});
    return at(name);
  };

  it('gives back what was encrypted, as it was written, by sops and by age', async () => {
    const recipient = keyOf('key.txt');
    assert.equal(await decrypting.sops(bySops(recipient), at('key.txt')), TEXT.trimEnd());
    writeFileSync(at('plain'), TEXT);
    for (const armor of [[], ['--armor']]) {
      execFileSync('age', [...armor, '--recipient', recipient, '--output', at('env.stage.age'), at('plain')]);
      assert.equal(await decrypting.age(at('env.stage.age'), at('key.txt')), TEXT.trimEnd());
      const text = readFileSync(at('env.stage.age'), 'utf8');
      assert.equal(
        readEncrypted({path: 'env.stage.age', environment: 'stage', kind: 'age'}, text).takesAgeKey,
        true,
      );
      rmSync(at('env.stage.age'));
    }
  });

  it('is a file whose names, and whose recipients, are known without a key', () => {
    const recipient = keyOf('key.txt');
    const text = readFileSync(bySops(recipient), 'utf8');
    const {values, recipients} = readEncrypted(
      {path: 'env.stage.sops.env', environment: 'stage', kind: 'sops'},
      text,
    );
    assert.deepEqual(Object.keys(values ?? {}), ['PASSWORD', 'EMPTY', 'KEY', 'URL']);
    assert.deepEqual(recipients, [recipient]);
  });

  it('keeps of what did not change how it is encrypted, so that a change tells its names', () => {
    const recipient = keyOf('key.txt');
    const file = bySops(recipient, 'PASSWORD=one\nTOKEN=two\n');
    const before = readFileSync(file, 'utf8').split('\n');
    writeFileSync(at('edit'), '#!/bin/sh\nsed -i s/two/three/ "$1"\n', {mode: 0o755});
    execFileSync('sops', [file], {
      stdio: 'pipe',
      env: {...process.env, EDITOR: at('edit'), SOPS_AGE_KEY_FILE: at('key.txt')},
    });
    const after = readFileSync(file, 'utf8').split('\n');
    assert.equal(after[0], before[0]);
    assert.notEqual(after[1], before[1]);
  });

  it('does without the key of somebody else, and says whose key was given', async () => {
    const other = keyOf('other.txt');
    const recipient = keyOf('key.txt');
    const file = bySops(recipient);
    assert.equal(await obstacleOf(decrypting.sops(file, at('other.txt'))), 'no key');
    writeFileSync(at('plain'), TEXT);
    execFileSync('age', ['--recipient', recipient, '--output', at('env.stage.age'), at('plain')]);
    assert.equal(await obstacleOf(decrypting.age(at('env.stage.age'), at('other.txt'))), 'no key');
    assert.deepEqual(await decrypting.recipients(at('other.txt')), [other]);
    assert.deepEqual(await decrypting.recipients(at('plain')), []);
  });

  it('takes no other key of age than the one that is given', async () => {
    keyOf('other.txt');
    const recipient = keyOf('key.txt');
    const file = bySops(recipient);
    process.env['SOPS_AGE_KEY'] = readFileSync(at('key.txt'), 'utf8');
    try {
      assert.equal(await obstacleOf(decrypting.sops(file, at('other.txt'))), 'no key');
      assert.equal(await decrypting.sops(file, undefined), TEXT.trimEnd());
    } finally {
      delete process.env['SOPS_AGE_KEY'];
    }
  });

  it('tells a file that was changed, or cut, and a key that is none', async () => {
    const recipient = keyOf('key.txt');
    const file = bySops(recipient);
    const text = readFileSync(file, 'utf8');
    for (const changed of [
      text.replace(/^URL=.*\n/m, ''),
      text.replace(/^(URL=ENC\[AES256_GCM,data:)../m, '$1AA'),
      text.replace(/^URL=.*$/m, 'URL=https://elsewhere'),
      text.replace(/^sops_mac=.*\n/m, ''),
    ]) {
      writeFileSync(file, changed);
      assert.equal(await obstacleOf(decrypting.sops(file, at('key.txt'))), 'broken', changed);
    }
    writeFileSync(file, text);
    writeFileSync(at('none.txt'), 'hello\n');
    assert.equal(await obstacleOf(decrypting.sops(file, at('none.txt'))), 'broken key');
    writeFileSync(at('plain'), TEXT);
    execFileSync('age', ['--recipient', recipient, '--output', at('env.stage.age'), at('plain')]);
    assert.equal(await obstacleOf(decrypting.age(at('env.stage.age'), at('none.txt'))), 'broken key');
    const whole = readFileSync(at('env.stage.age'));
    writeFileSync(at('env.stage.age'), whole.subarray(0, whole.length - 20));
    assert.equal(await obstacleOf(decrypting.age(at('env.stage.age'), at('key.txt'))), 'broken');
    writeFileSync(at('env.stage.age'), whole.subarray(0, 60));
    assert.equal(await obstacleOf(decrypting.age(at('env.stage.age'), at('key.txt'))), 'broken');
  });

  it('says of another failure what sops says, and not that nothing can be done', async () => {
    const file = bySops(keyOf('key.txt'));
    const vault =
      'sops_hc_vault__list_0__map_vault_address=http://127.0.0.1:9\nsops_hc_vault__list_0__map_engine_path=sops\nsops_hc_vault__list_0__map_key_name=k\nsops_hc_vault__list_0__map_enc=a\nsops_hc_vault__list_0__map_created_at=2026-11-26T20:00:00Z\nsops_mac=';
    const text = readFileSync(file, 'utf8')
      .replaceAll(/^sops_age.*\n/gm, '')
      .replace('sops_mac=', vault);
    writeFileSync(file, text);
    const error = await decrypting
      .sops(file, at('key.txt'))
      .catch((failure: unknown) => failure as NotDecrypted);
    assert.ok(error instanceof NotDecrypted);
    assert.match(error.message, /127\.0\.0\.1:9|vault/i);
    assert.doesNotMatch(error.message, /Recovery failed/);
  });

  it('says how to install what is missing', async () => {
    const {PATH} = process.env;
    process.env['PATH'] = folder;
    try {
      await assert.rejects(decrypting.sops('a', undefined), {
        code: 'TOOL_MISSING',
        message: /sops was not found/,
        remedy: /sops/,
      });
      await assert.rejects(decrypting.age('a', 'b'), {
        code: 'TOOL_MISSING',
        message: /age was not found/,
        remedy: /install age|age tells/,
      });
      assert.deepEqual(await decrypting.recipients('a'), []);
    } finally {
      process.env['PATH'] = PATH;
    }
  });
});
