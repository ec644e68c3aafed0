import assert from 'node:assert/strict';
import {verbs} from '../../../ts-helpers/src/cli.ts';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import type {UserError} from '../../../ts-helpers/src/errors.ts';

const off = {
  repair: false,
  takeOver: false,
  help: false,
  json: false,
  verbose: false,
  quiet: false,
  plan: false,
};

const refusal = (...words: string[]): Pick<UserError, 'code' | 'message' | 'remedy'> => {
  try {
    parse(words);
  } catch (error) {
    const {code, message, remedy} = error as UserError;
    return {code, message, remedy};
  }
  throw new assert.AssertionError({message: `countable ${words.join(' ')} was not refused`});
};

describe('the command line', () => {
  it('is a verb, its arguments and its flags, in any order', () => {
    const expected = {verb: 'deploy', arguments: ['stage'], flags: {...off, quiet: true, branch: 'develop'}};
    assert.deepEqual(parse(['deploy', 'stage', '--branch', 'develop', '-q']), expected);
    assert.deepEqual(parse(['-q', '--branch=develop', 'deploy', 'stage']), expected);
  });

  it('takes all flags that Jenkins gives', () => {
    const words = ['--facts', 'f.json', '--result', 'r.json', '--output', 'out', '--time-limit', '30'];
    assert.deepEqual(parse(['test', ...words]).flags, {
      ...off,
      facts: 'f.json',
      result: 'r.json',
      output: 'out',
      timeLimitMinutes: 30,
    });
  });

  it('asks for help when there is no verb', () => {
    assert.equal(parse([]).verb, 'help');
  });

  it('lets help be asked for without the arguments', () => {
    assert.equal(parse(['deploy', '--help']).flags.help, true);
  });

  it('lets the last of equal flags count', () => {
    assert.equal(parse(['test', '--branch', 'a', '--branch', 'b']).flags.branch, 'b');
  });

  it('takes a value that begins with a hyphen behind =', () => {
    assert.equal(parse(['test', '--branch=-odd']).flags.branch, '-odd');
  });

  it('suggests the near verb', () => {
    assert.deepEqual(refusal('depoly', 'stage'), {
      code: 'UNKNOWN_VERB',
      message: 'There is no verb depoly.',
      remedy: 'Did you mean: countable deploy',
    });
  });

  it('points at the help where no verb is near', () => {
    assert.equal(refusal('xyzzy').remedy, 'See `countable --help`.');
  });

  it('suggests the near flag', () => {
    assert.deepEqual(refusal('test', '--verbsoe'), {
      code: 'UNKNOWN_FLAG',
      message: 'countable test has no flag --verbsoe.',
      remedy: 'Did you mean --verbose?',
    });
  });

  it('refuses a flag of another verb', () => {
    assert.equal(refusal('notify', '--branch', 'develop').code, 'UNKNOWN_FLAG');
  });

  it('refuses a flag of another part of the verb', () => {
    assert.deepEqual(refusal('jenkins', 'credentials', '--kind', 'classic'), {
      code: 'UNKNOWN_FLAG',
      message: 'countable jenkins credentials has no flag --kind.',
      remedy: 'See countable jenkins credentials --help.',
    });
    assert.equal(parse(['jenkins', '--kind', 'classic', 'jobs']).flags.kind, 'classic');
  });

  it('refuses a verb without its argument, with an example', () => {
    assert.deepEqual(refusal('deploy'), {
      code: 'BAD_ARGUMENT',
      message: 'countable deploy needs <environment>.',
      remedy: 'For example: countable deploy stage --plan',
    });
  });

  it('refuses an argument that is none of the choices', () => {
    assert.equal(refusal('completion', 'tcsh').message, '<shell> must be bash or zsh or fish, not tcsh.');
  });

  it('refuses an argument too many', () => {
    assert.equal(refusal('deploy', 'stage', 'prod').message, 'countable deploy does not take prod.');
    assert.equal(refusal('test', 'stage').code, 'BAD_ARGUMENT');
  });

  for (const words of [['--branch'], ['--branch='], ['--branch', '--json']]) {
    it(`refuses ${words.join(' ')}, a flag without its value`, () => {
      assert.deepEqual(refusal('test', ...words), {
        code: 'BAD_ARGUMENT',
        message: '--branch needs a value.',
        remedy: 'See countable test --help.',
      });
    });
  }

  it('refuses a value where none belongs', () => {
    assert.equal(refusal('test', '--json=yes').message, '--json takes no value.');
  });

  for (const text of ['soon', '0', '-5', 'Infinity']) {
    it(`refuses ${text} as minutes`, () => {
      assert.equal(refusal('test', `--time-limit=${text}`).code, 'BAD_ARGUMENT');
    });
  }

  it('has examples that it understands itself', () => {
    for (const {name, examples} of verbs) {
      assert.ok(examples.length > 0, `${name} has no example`);
      for (const {command} of examples) {
        const words = command.match(/countable ([^)]*)/)?.[1]?.split(' ') ?? [];
        assert.equal(parse(words).verb, name, command);
      }
    }
  });
});
