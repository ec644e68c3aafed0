import assert from 'node:assert/strict';
import {loadVerbs} from '../../../ts-helpers/src/cli/registry.ts';
import {GLOBAL} from '../../../ts-helpers/src/run/commonFlags.ts';
import {parse} from '../../../ts-helpers/src/cli/parse.ts';
import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';

/** What of the flags counts for something. */
const givenBy = async (...words: string[]): Promise<Record<string, unknown>> => {
  const {verb, given} = await parse(words);
  const counting = Object.entries(given).filter(([, value]) => value !== undefined && value !== false);
  return {verb: verb.name, ...Object.fromEntries(counting)};
};

const refusal = async (...words: string[]): Promise<Pick<UserError, 'code' | 'message' | 'remedy'>> => {
  try {
    await parse(words);
  } catch (error) {
    const {code, message, remedy} = error as UserError;
    return {code, message, remedy};
  }
  throw new assert.AssertionError({message: `countable ${words.join(' ')} was not refused`});
};

describe('the command line', () => {
  it('is a verb, its arguments and its flags, in any order', async () => {
    const expected = {verb: 'deploy', environment: 'stage', quiet: true, branch: 'develop'};
    assert.deepEqual(await givenBy('deploy', 'stage', '--branch', 'develop', '-q'), expected);
    assert.deepEqual(await givenBy('-q', '--branch=develop', 'deploy', 'stage'), expected);
    assert.deepEqual(await givenBy('--branch', 'develop', 'deploy', '-q', 'stage'), expected);
  });

  it('is a verb of two words where verbs make a group', async () => {
    const expected = {verb: 'jenkins jobs', kind: 'classic', project: 'shop'};
    assert.deepEqual(await givenBy('jenkins', 'jobs', 'shop', '--kind', 'classic'), expected);
    assert.deepEqual(await givenBy('--kind', 'classic', 'jenkins', 'jobs', 'shop'), expected);
    assert.deepEqual(await givenBy('jenkins', '--kind', 'classic', 'jobs', 'shop'), expected);
  });

  it('gives a flag that is not given as nothing, or as off', async () => {
    const {given} = await parse(['deploy', 'stage']);
    assert.deepEqual([given['takeOver'], given['branch'], given.json], [false, undefined, false]);
  });

  it('takes several names in one flag', async () => {
    const given = await givenBy('deploy', 'stage', '--recreate', 'db, queue');
    assert.deepEqual(given['recreate'], ['db', 'queue']);
    const {code, remedy} = await refusal('deploy', 'stage', '--recreate', 'db,');
    assert.deepEqual([code, remedy], ['BAD_ARGUMENT', 'For example: --recreate db,queue']);
  });

  it('takes a dash alone for standard input', async () => {
    assert.equal((await givenBy('restore', '--at', '-', '--plan'))['at'], '-');
  });

  it('takes all flags that Jenkins gives', async () => {
    const words = ['--facts', 'f.json', '--result', 'r.json', '--output', 'out', '--time-limit', '30'];
    assert.deepEqual(await givenBy('test', ...words), {
      verb: 'test',
      facts: 'f.json',
      result: 'r.json',
      output: 'out',
      timeLimit: 30,
    });
  });

  it('asks for help when there is no verb', async () => {
    assert.equal((await parse([])).verb.name, 'help');
    assert.equal((await parse(['-h'])).verb.name, 'help');
  });

  it('lets help be asked for without the arguments', async () => {
    assert.equal((await parse(['deploy', '--help'])).given.help, true);
    assert.deepEqual(await givenBy('jenkins', '--help'), {verb: 'help', about: ['jenkins']});
    assert.deepEqual(await givenBy('jenkins', 'jobs', '--help'), {verb: 'jenkins jobs', help: true});
  });

  it('lets the last of equal flags count', async () => {
    assert.equal((await givenBy('test', '--branch', 'a', '--branch', 'b'))['branch'], 'b');
  });

  it('takes a value that begins with a hyphen behind =', async () => {
    assert.equal((await givenBy('test', '--branch=-odd'))['branch'], '-odd');
  });

  it('suggests the near verb', async () => {
    assert.deepEqual(await refusal('depoly', 'stage'), {
      code: 'UNKNOWN_VERB',
      message: 'There is no verb depoly.',
      remedy: 'Did you mean: countable deploy',
    });
  });

  it('suggests the verb of a group by its own word', async () => {
    assert.equal((await refusal('jobs')).remedy, 'Did you mean: countable jenkins jobs');
    assert.equal((await refusal('credentails')).remedy, 'Did you mean: countable jenkins credentials');
    assert.equal((await refusal('jenkin')).remedy, 'Did you mean: countable jenkins');
  });

  it('suggests all verbs that end in the word', async () => {
    assert.equal(
      (await refusal('status')).remedy,
      'Did you mean: countable lock status, or countable maintenance status',
    );
  });

  it('lists the verbs where none is near', async () => {
    const {remedy} = await refusal('foo');
    assert.match(
      remedy,
      /^There are: pipeline, plan, .*, jenkins jobs\|credentials, .*, help\. See `countable --help`\.$/,
    );
    for (const name of ['xyzzy', 'f', 'it', 'tell', 'ip', ''])
      assert.match((await refusal(name)).remedy, /^There are: /, name);
  });

  it('takes a short word for another only where most of it is that', async () => {
    assert.equal((await refusal('tset')).remedy, 'Did you mean: countable test');
    assert.equal((await refusal('hlp')).remedy, 'Did you mean: countable help');
  });

  it('points at the help of a group where none of its verbs is near', async () => {
    assert.equal(
      (await refusal('maintenance', 'foo', 'stage')).remedy,
      'See `countable maintenance --help`.',
    );
    assert.equal((await refusal('lock', 'stauts')).remedy, 'For example: countable lock status');
  });

  it('suggests the near flag', async () => {
    assert.deepEqual(await refusal('test', '--verbsoe'), {
      code: 'UNKNOWN_FLAG',
      message: 'countable test has no flag --verbsoe.',
      remedy: 'Did you mean --verbose?',
    });
  });

  it('refuses a flag of another verb', async () => {
    assert.equal((await refusal('notify', '--branch', 'develop')).code, 'UNKNOWN_FLAG');
  });

  it('refuses a verb without its argument, with an example', async () => {
    assert.deepEqual(await refusal('deploy'), {
      code: 'BAD_ARGUMENT',
      message: 'countable deploy needs <environment>.',
      remedy: 'For example: countable deploy stage --plan',
    });
  });

  it('refuses an argument that is none of the choices', async () => {
    assert.equal(
      (await refusal('completion', 'tcsh')).message,
      '<shell> must be bash or zsh or fish, not tcsh.',
    );
  });

  it('says which verbs a group has', async () => {
    assert.deepEqual(await refusal('jenkins'), {
      code: 'BAD_ARGUMENT',
      message: 'countable jenkins needs jobs or credentials.',
      remedy: 'For example: countable jenkins jobs',
    });
    assert.deepEqual(await refusal('jenkins', 'credential'), {
      code: 'BAD_ARGUMENT',
      message: 'countable jenkins must be followed by jobs or credentials, not by credential.',
      remedy: 'For example: countable jenkins credentials',
    });
    assert.equal((await refusal('jenkins', 'jobs', '--set', 'x')).code, 'UNKNOWN_FLAG');
  });

  it('refuses an argument too many', async () => {
    assert.equal((await refusal('deploy', 'stage', 'prod')).message, 'countable deploy does not take prod.');
    assert.equal((await refusal('test', 'stage')).code, 'BAD_ARGUMENT');
  });

  for (const words of [['--branch'], ['--branch='], ['--branch', '--json']]) {
    it(`refuses ${words.join(' ')}, a flag without its value`, async () => {
      assert.deepEqual(await refusal('test', ...words), {
        code: 'BAD_ARGUMENT',
        message: '--branch needs a value.',
        remedy: 'See countable test --help.',
      });
    });
  }

  it('refuses a value where none belongs', async () => {
    assert.equal((await refusal('test', '--json=yes')).message, '--json takes no value.');
  });

  for (const text of ['soon', '0', '-5', 'Infinity']) {
    it(`refuses ${text} as minutes`, async () => {
      assert.equal((await refusal('test', `--time-limit=${text}`)).code, 'BAD_ARGUMENT');
    });
  }

  it('has examples that it understands itself', async () => {
    for (const {name, examples} of await loadVerbs()) {
      assert.ok(examples.length > 0, `${name} has no example`);
      for (const {command} of examples) {
        const words = command.match(/countable ([^)]*)/)?.[1]?.split(' ') ?? [];
        assert.equal((await parse(words)).verb.name, name, command);
      }
    }
  });

  it('means the same by a flag, whatever verb has it', async () => {
    const kinds = new Map<string, string>();
    for (const {flags} of await loadVerbs())
      for (const [name, {value = '', short = ''}] of Object.entries({...flags, ...GLOBAL})) {
        // What something is made from: the file with a value, the kind of a project.
        if (name === 'from') continue;
        const kind = `${short} ${value}`;
        assert.equal(kinds.get(name) ?? kind, kind, name);
        kinds.set(name, kind);
      }
  });

  it('gives each argument and flag of a verb a name of its own', async () => {
    for (const {name, flags, arguments: words} of await loadVerbs()) {
      const names = [...Object.keys(flags), ...Object.keys(words), ...Object.keys(GLOBAL)];
      assert.equal(new Set(names).size, names.length, name);
    }
  });
});
