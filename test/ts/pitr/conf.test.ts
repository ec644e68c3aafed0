import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {type ConfOrder, confFor, passphraseConf} from '../../../ts-helpers/src/pitr/plan/conf.ts';
import {reachedIn, refuseMoment, targetWords} from '../../../ts-helpers/src/pitr/plan/target.ts';

const conf = (more: Partial<ConfOrder> = {}): string[] =>
  confFor(
    {
      project: 'shop',
      bucket: {name: 'backups'},
      region: 'ca-central-1',
      isPassing: false,
      keys: {keyId: 'id', secret: 'secret'},
      hasCa: false,
      ...more,
    },
    {stanza: 'kmc.db', dataFolder: '/data', socketFolder: '/data/s', port: '5433', user: 'shop'},
  ).split('\n');
const has = (lines: string[], ...expected: string[]): void => {
  for (const line of expected) assert.ok(lines.includes(line), `${line} in\n${lines.join('\n')}`);
};

describe('what pgBackRest is told', () => {
  it('is the bucket at Amazon, its keys, and the server', () => {
    const lines = conf();
    has(lines, '[global]', 'repo1-path=/pitr/shop', 'repo1-s3-bucket=backups', 'repo1-s3-uri-style=host');
    has(
      lines,
      'repo1-s3-endpoint=s3.ca-central-1.amazonaws.com',
      'repo1-s3-key-type=shared',
      'repo1-s3-key=id',
    );
    has(lines, '[kmc.db]', 'pg1-path=/data', 'pg1-socket-path=/data/s', 'pg1-port=5433', 'pg1-user=shop');
    assert.doesNotMatch(lines.join('\n'), /storage-port|kms|ca-file|undefined|\n\n\n/);
  });

  it('is another server by its address and certificate', () => {
    const bucket = {name: 'backups', endpoint: 'https://s3.example.org:9000'};
    const lines = conf({bucket, hasCa: true});
    has(lines, 'repo1-s3-endpoint=s3.example.org', 'repo1-storage-port=9000', 'repo1-s3-uri-style=path');
    has(lines, 'repo1-storage-ca-file=/countable/ca.pem');
    has(conf({bucket: {...bucket, pathStyle: false}}), 'repo1-s3-uri-style=host');
  });

  it('is the machine’s own role where that is what there is, and a key of KMS', () => {
    const lines = conf({keys: undefined, bucket: {name: 'backups', encryption: 'arn:aws:kms:x'}});
    has(lines, 'repo1-s3-key-type=auto', 'repo1-s3-kms-key-id=arn:aws:kms:x');
    assert.doesNotMatch(lines.join('\n'), /s3-key=|key-secret/);
    assert.doesNotMatch(conf({bucket: {name: 'b', encryption: 'AES256'}}).join('\n'), /kms/);
  });

  it('has its passphrase beside', () => {
    assert.match(
      passphraseConf('abc'),
      /^\[global\]\nrepo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=abc\n$/,
    );
  });
});

describe('a moment that is to come back', () => {
  const moment = new Date('2026-11-27T12:34:56Z');
  const stop = moment.getTime() / 1000;
  const info = (...stops: number[]): string =>
    JSON.stringify([{name: 'db', backup: stops.map(one => ({timestamp: {stop: one}}))}]);
  const refused = (text: string, of: Date | undefined): string => {
    try {
      refuseMoment(text, {service: 'db', stanza: 'db', moment: of});
    } catch (error) {
      assert.ok(error instanceof UserError);
      assert.equal(error.code, 'BACKUP_MISSING');
      return error.message;
    }
    return '';
  };

  it('is said to pgBackRest, or else the last is meant', () => {
    assert.deepEqual(targetWords(moment, undefined), [
      '--type=time',
      '--target=2026-11-27 12:34:56.000+00',
      '--target-action=promote',
    ]);
    assert.deepEqual(targetWords(moment, {label: '20261127-030000F', timeline: 2}).slice(3), [
      '--set=20261127-030000F',
      '--target-timeline=2',
    ]);
    assert.deepEqual(targetWords(undefined, undefined), ['--type=default']);
  });

  it('has to lie behind something to begin at', () => {
    assert.equal(refused(info(stop), moment), '');
    assert.equal(refused(info(stop + 1), undefined), '');
    assert.match(
      refused(info(stop + 1, stop + 9), moment),
      /from 2026-11-27T12:34:57.000Z on, and not of 2026-11-27T12:34:56/,
    );
    assert.match(refused('[]', undefined), /Nothing is kept of db/);
    assert.match(refused(info(), moment), /Nothing is kept of db/);
  });

  it('is told by the last change that came back', () => {
    assert.equal(reachedIn('2026-11-27 18:15:24.367133+00'), '2026-11-27T18:15:24Z');
    assert.equal(reachedIn('2026-11-27 18:15:24+00'), '2026-11-27T18:15:24Z');
    assert.equal(reachedIn(''), undefined);
  });
});
