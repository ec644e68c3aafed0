import assert from 'node:assert/strict';
import {encryptedAmong, encryptedNames} from '../../../ts-helpers/src/project/encryptedFiles.ts';
import {type Encrypted, readEncrypted, refuseConfused} from '../../../ts-helpers/src/project/encrypted.ts';
import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {sopsText} from '../../fakes/decrypting.ts';
import {aged} from '../support/aged.ts';

const SOPS = {path: 'env.stage.sops.env', environment: 'stage', kind: 'sops'} as const;
const AGE = {path: 'env.stage.age', environment: 'stage', kind: 'age'} as const;
const ARMORED = '-----BEGIN AGE ENCRYPTED FILE-----\n';
const armored = (header: string) =>
  `${ARMORED}${Buffer.from(header).toString('base64')}\n-----END AGE ENCRYPTED FILE-----\n`;
const VALUES = {PASSWORD: 'hunter22-of-stage', WEB_PORT: '8099'};

const refusal = (work: () => unknown): UserError => {
  try {
    work();
  } catch (error) {
    return error as UserError;
  }
  return assert.fail('it was taken');
};
const told = (work: () => unknown): [string, string | undefined] => {
  const {code, where} = refusal(work);
  return [code, where];
};

describe('encrypted files of a project', () => {
  it('lie beside the compose file, and say by their names of which environment they are', () => {
    assert.deepEqual(encryptedNames('stage', 'docker-compose.yml'), [SOPS.path, AGE.path]);
    assert.deepEqual(encryptedNames('prod', 'app/compose.yml'), [
      'app/env.prod.sops.env',
      'app/env.prod.age',
    ]);
    const listed = [
      SOPS.path,
      'env.prod.age',
      'env.example',
      '.env',
      'env.a.b.age',
      'app/env.dev.age',
      'xenv.stage.age',
    ];
    assert.deepEqual(encryptedAmong(listed, 'docker-compose.yml'), [
      SOPS,
      {path: 'env.prod.age', environment: 'prod', kind: 'age'},
    ]);
    assert.deepEqual(encryptedAmong(listed, 'app/compose.yml'), [
      {path: 'app/env.dev.age', environment: 'dev', kind: 'age'},
    ]);
  });

  it('of age are cut where their header has no end, or too little follows', () => {
    const whole = aged('bytes');
    const lines = armored(whole).split('\n');
    for (const cut of [
      whole.slice(0, 60),
      whole.slice(0, -30),
      whole.slice(0, whole.indexOf('mmm') + 20),
      lines.slice(0, -2).join('\n'),
      armored(whole.slice(0, -3)),
    ])
      assert.throws(() => readEncrypted(AGE, cut), {code: 'ENCRYPTED_INVALID', message: /is cut/}, cut);
    assert.equal(readEncrypted(AGE, lines.join('\r\n')).takesAgeKey, true);
  });

  it('tell their names, whom they are for, and whether an age key is needed', () => {
    const {values, recipients, takesAgeKey} = readEncrypted(SOPS, sopsText(VALUES));
    assert.deepEqual(
      [Object.keys(values ?? {}), recipients, takesAgeKey],
      [['PASSWORD', 'WEB_PORT'], ['age1stage'], true],
    );
    const byKms = sopsText(VALUES)
      .replaceAll(/^sops_age.*\n/gm, '')
      .replace('sops_mac', 'sops_kms__list_0__map_arn=arn\nsops_mac');
    assert.equal(readEncrypted(SOPS, byKms).takesAgeKey, false);
    assert.deepEqual(readEncrypted(AGE, aged('bytes')), {
      ...AGE,
      text: aged('bytes'),
      takesAgeKey: true,
      recipients: [],
    });
    assert.equal(readEncrypted(AGE, armored(aged('bytes'))).takesAgeKey, true);
  });

  it('are refused where somebody could read a secret, and nobody reads it in what is told', () => {
    const plain = 'PASSWORD=hunter22-of-stage\nWEB_PORT=8099\n';
    for (const [work, where] of [
      [() => readEncrypted(SOPS, plain), 'env.stage.sops.env:1'],
      [() => readEncrypted(SOPS, '-----BEGIN KEY-----\nhunter22-of-stage\n'), 'env.stage.sops.env:1'],
      [() => readEncrypted(AGE, plain), 'env.stage.age'],
      [
        () => readEncrypted(SOPS, `${sopsText({WEB_PORT: '1'})}PASSWORD=hunter22-of-stage\n`),
        /sops.env:\d+$/,
      ],
      [
        () => readEncrypted(SOPS, `URL=https://a:hunter22-of-stage@c/\n${sopsText({})}`),
        'env.stage.sops.env:1',
      ],
    ] as const) {
      const {code, where: at = '', message, remedy} = refusal(work);
      assert.equal(code, 'SECRET_IN_REPOSITORY');
      if (typeof where === 'string') assert.equal(at, where);
      else assert.match(at, where);
      assert.doesNotMatch(`${message} ${remedy}`, /hunter22/);
    }
  });

  it('may leave open what is no secret, where it is said that they are encrypted in part', () => {
    const part = `WEB_PORT=8099\n${sopsText({PASSWORD: 'x'}).replace('sops_unencrypted_suffix=_unencrypted', 'sops_encrypted_regex=^PASS')}`;
    assert.deepEqual(Object.keys(readEncrypted(SOPS, part).values ?? {}), ['WEB_PORT', 'PASSWORD']);
    const suffixed = `NOTE_unencrypted=hello\n${sopsText({PASSWORD: 'x'})}`;
    assert.ok(readEncrypted(SOPS, suffixed).values?.['NOTE_unencrypted']);
    assert.deepEqual(
      told(() => readEncrypted(SOPS, `DB_PASSWORD=hunter22\n${part}`)),
      ['SECRET_IN_REPOSITORY', 'env.stage.sops.env:1'],
    );
    assert.equal(readEncrypted(SOPS, `EMPTY=\n# note\r\n\n${sopsText(VALUES)}`).values?.['EMPTY'], '');
  });

  it('are refused where they are damaged, or are not what they are called', () => {
    const whole = sopsText(VALUES);
    for (const [work, where, message] of [
      [() => readEncrypted(SOPS, ''), 'env.stage.sops.env', /is empty/],
      [() => readEncrypted(AGE, '\n'), 'env.stage.age', /is empty/],
      [() => readEncrypted(SOPS, `${whole}<<<<<<< HEAD\n`), /:9$/, /Line 9 .* is no variable/],
      [
        () => readEncrypted(SOPS, `WEB_PORT=ENC[AES256_GCM,data:a]\n${whole}`),
        /:3$/,
        /WEB_PORT stands twice .*lines 1 and 3/,
      ],
      [
        () => readEncrypted(SOPS, whole.replace(/^sops_mac.*\n/m, '')),
        'env.stage.sops.env',
        /its last lines/,
      ],
      [() => readEncrypted(SOPS, `COLOUR=red\n${whole}`), /:1$/, /COLOUR, line 1 .* written by hand/],
      [() => readEncrypted(SOPS, armored(aged('bytes'))), 'env.stage.sops.env', /is a file of age/],
      [() => readEncrypted(AGE, whole), 'env.stage.age', /is a file of sops/],
      [() => readEncrypted(SOPS, '{"data": "ENC[…]", "sops": {}}'), 'env.stage.sops.env', /in JSON/],
      [() => readEncrypted(AGE, 'version https://git-lfs.github.com/spec/v1\n'), 'env.stage.age', /Git LFS/],
      [
        () => readEncrypted(AGE, armored('age-encryption.org/v1\n-> scrypt abc 18\n')),
        'env.stage.age',
        /passphrase/,
      ],
      [() => readEncrypted(AGE, 'age-encryption.org/v1\n-> scrypt abc 18\n'), 'env.stage.age', /passphrase/],
    ] as const) {
      const {code, where: at = '', message: said} = refusal(work);
      assert.equal(code, 'ENCRYPTED_INVALID', said);
      assert.match(said, message);
      if (typeof where === 'string') assert.equal(at, where);
      else assert.match(at, where);
    }
  });

  it('are one for an environment, and another for each', () => {
    const stage = readEncrypted(SOPS, sopsText(VALUES));
    const ofAge = readEncrypted(AGE, aged('bytes'));
    const prod = {path: 'env.prod.sops.env', environment: 'prod', kind: 'sops'} as const;
    const copy: Encrypted = readEncrypted(prod, sopsText(VALUES));
    const own = readEncrypted(prod, sopsText(VALUES, {mac: 'of prod'}));
    refuseConfused(stage, [stage, own]);
    assert.deepEqual(
      told(() => {
        refuseConfused(stage, [stage, ofAge]);
      }),
      ['ENCRYPTED_INVALID', 'env.stage.age'],
    );
    const {message} = refusal(() => {
      refuseConfused(copy, [stage, copy]);
    });
    assert.match(message, /env\.prod\.sops\.env is a copy of env\.stage\.sops\.env/);
    const agedProd = {...ofAge, path: 'env.prod.age', environment: 'prod'};
    assert.deepEqual(
      told(() => {
        refuseConfused(agedProd, [ofAge]);
      }),
      ['ENCRYPTED_INVALID', 'env.prod.age'],
    );
  });
});
