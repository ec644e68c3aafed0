import assert from 'node:assert/strict';
import {variables} from '../../../ts-helpers/src/run/variables.ts';
import {written} from '../../../ts-helpers/src/run/flag.ts';
import {loadVerbs} from '../../../ts-helpers/src/cli/registry.ts';
import {EXIT_CODES, helpFor as helpOf} from '../../../ts-helpers/src/cli/help.ts';
import {EXIT, type UserError} from '../../../ts-helpers/src/errors/userError.ts';

const verbs = await loadVerbs();
const helpFor = (words: readonly string[]) => helpOf(words, verbs);

describe('the help', () => {
  it('of all lists every verb, with examples', () => {
    const text = helpFor([]);
    for (const {name, does} of verbs) assert.match(text, new RegExp(`^  ${name} +${does}$`, 'm'));
    assert.match(text, /^Examples:\n {2}countable /m);
  });

  it('of all is what help says of itself', () => {
    assert.equal(helpFor(['help']), helpFor([]));
  });

  it('of all explains every exit code there is', async () => {
    const explained = EXIT_CODES.map(([code]) => Number(code)).sort((a, b) => a - b);
    assert.deepEqual(
      explained,
      Object.values(EXIT).sort((a, b) => a - b),
    );
  });

  for (const {name, arguments: words, flags, examples} of verbs.filter(verb => verb.name !== 'help')) {
    it(`of ${name} shows how to use it, each flag, and examples`, () => {
      const text = helpFor(name.split(' '));
      assert.match(text, new RegExp(`^Usage: countable ${name}`, 'm'));
      for (const word of Object.keys(words))
        assert.match(text, new RegExp(`^  \\[?<${word}>\\]? {2,}\\S`, 'm'));
      for (const flag of Object.keys(flags))
        assert.match(text, new RegExp(`^  .*${written(flag)}.*  \\S`, 'm'));
      for (const {command} of examples) assert.ok(text.includes(`  ${command}  `), command);
    });
  }

  it('of all names the environment variables that count', () => {
    const text = helpFor([]);
    for (const {name, does} of variables) assert.ok(text.includes(`  ${name} `) && text.includes(does), name);
  });

  it('fits a terminal', () => {
    const topics = [[], ['jenkins'], ...verbs.map(({name}) => name.split(' '))];
    const lines = topics.flatMap(topic => helpFor(topic).split('\n'));
    assert.deepEqual(
      lines.filter(line => line.length > 110),
      [],
    );
  });

  it('of an unknown verb suggests the near one', () => {
    assert.throws(() => helpFor(['deplyo']), {
      code: 'UNKNOWN_VERB',
      remedy: 'Did you mean: countable deploy',
    });
  });

  it('of what no verb is near to lists the verbs', () => {
    assert.throws(
      () => helpFor(['foo']),
      ({code, remedy}: UserError) => {
        assert.equal(code, 'UNKNOWN_VERB');
        assert.match(remedy, /^There are: pipeline, /);
        return true;
      },
    );
  });
});
