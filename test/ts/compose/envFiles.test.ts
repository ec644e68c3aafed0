import assert from 'node:assert/strict';
import {
  checkDollars,
  envFileComplaint,
  envFileRefusal,
  envFileWarnings,
} from '../../../ts-helpers/src/compose/envFiles.ts';
import {readEnvFile} from '../../../ts-helpers/src/compose/envFile.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';

const file = (text: string, name = '.env') => ({file: name, ...readEnvFile(text)});
const SOURCES = [
  {
    file: 'dc.stage.yml',
    ports: [],
    variables: [{name: 'WEB_PORT', line: 1}],
    broken: [],
    places: [],
    reads: [],
  },
];

const refused = (complaint: string, text: string): UserError => {
  const told = envFileComplaint(`failed to read .env: ${complaint}`);
  assert.ok(told);
  return envFileRefusal(told, [file(text)]);
};
const thrown = (work: () => void): UserError => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error;
  }
  throw new Error('nothing was thrown');
};

describe('what Compose says of an env file is told without what is in it:', () => {
  const cases: Record<string, {complaint: string; text: string; code: string; where: string; names: RegExp}> =
    {
      'a line that is no variable': {
        complaint: 'line 2: unexpected character "+" in variable name "S3cr+t=="',
        text: 'A_KEY=begin\nS3cr+t==',
        code: 'ENV_FILE_INVALID',
        where: '.env:2',
        names: /A_KEY, line 1, that needs quotes/,
      },
      'a name with a blank': {
        complaint: 'line 1: key cannot contain a space',
        text: 'my S3crt=x',
        code: 'ENV_FILE_INVALID',
        where: '.env:1',
        names: /^The name before the = in line 1 of \.env has a blank in it\.$/,
      },
      'a quote that does not end': {
        complaint: 'line 3: unterminated quoted value "S3crt',
        text: 'A=1\nB="S3crt\nC=3',
        code: 'ENV_FILE_INVALID',
        where: '.env:2',
        names: /The value of B, line 2 of \.env, begins with a quote/,
      },
      'a quote within quotes': {
        complaint: 'line 2: unexpected character "\'" in variable name "s S3crt\'"',
        text: "A=1\nB='it's S3crt'",
        code: 'ENV_FILE_INVALID',
        where: '.env:2',
        names: /The value of B, line 2 of \.env, ends at its second quote/,
      },
      'braces that do not end': {
        complaint: 'Invalid template: "p${S3crt"',
        text: '\nB=p${S3crt',
        code: 'ENV_FILE_DOLLAR',
        where: '.env:2',
        names: /The value of B, line 2/,
      },
      'braces that demand a value': {
        complaint: 'required variable S3crt is missing a value: S3crt',
        text: 'HERE=$HOME/x\nB=p${S3crt:?S3crt}',
        code: 'ENV_FILE_DOLLAR',
        where: '.env:2',
        names: /The value of B, line 2/,
      },
      'anything that we do not understand': {
        complaint: 'line 7: the S3crt is odd',
        text: 'A=1',
        code: 'ENV_FILE_INVALID',
        where: '.env:7',
        names: /Compose cannot read line 7 of \.env\./,
      },
    };
  for (const [name, {complaint, text, code, where, names}] of Object.entries(cases))
    it(name, () => {
      const error = refused(complaint, text);
      assert.deepEqual([error.code, error.where], [code, where]);
      assert.match(error.message, names);
      assert.doesNotMatch(`${error.message} ${error.remedy}`, /S3cr/);
    });

  it('a dollar that makes a variable of the rest', () => {
    const error = thrown(() => {
      checkDollars(['Tail'], [file('A=1'), file('\nDB_PASSWORD=p4ss$Tail', 'local.env')], SOURCES);
    });
    assert.deepEqual([error.code, error.where], ['ENV_FILE_DOLLAR', 'local.env:2']);
    assert.match(error.message, /The value of DB_PASSWORD, line 2 of local\.env, has a \$ in it/);
    assert.doesNotMatch(`${error.message} ${error.remedy}`, /Tail/);
  });

  it('a dollar in a file that we do not know', () => {
    const error = thrown(() => {
      checkDollars(['Tail'], [], SOURCES);
    });
    assert.equal(error.code, 'ENV_FILE_DOLLAR');
    assert.doesNotMatch(`${error.message} ${error.remedy} ${error.where}`, /Tail/);
  });

  it('and a variable that the compose files use stays one without a value', () => {
    checkDollars(['WEB_PORT', 'OF_AN_INCLUDED_FILE'], [file('A=$WEB_PORT')], SOURCES);
  });

  it('complaints about other files are not of this kind', () => {
    assert.equal(envFileComplaint('validating compose.yml: services.web must be a mapping'), undefined);
  });

  it('a value that is cut without a complaint is warned of', () => {
    const [warning, ...others] = envFileWarnings([file("A=1\nDB_PASSWORD='it's S3crt'")]);
    assert.equal(others.length, 0);
    assert.deepEqual([warning?.code, warning?.where], ['ENV_FILE_INVALID', '.env:2']);
    assert.match(String(warning?.message), /DB_PASSWORD, line 2/);
    assert.doesNotMatch(String(warning?.message), /S3cr/);
  });
});
