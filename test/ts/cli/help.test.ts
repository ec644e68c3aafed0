import assert from 'node:assert/strict';
import {variables} from '../../../ts-helpers/src/cli/variables.ts';
import {verbs} from '../../../ts-helpers/src/cli.ts';
import {EXIT_CODES, helpFor} from '../../../ts-helpers/src/cli/help.ts';
import {EXIT} from '../../../ts-helpers/src/errors.ts';

describe('the help', () => {
  it('of all lists every verb, with examples', () => {
    const text = helpFor(undefined);
    for (const {name, does} of verbs) assert.match(text, new RegExp(`^  ${name} +${does}$`, 'm'));
    assert.match(text, /^Examples:\n {2}countable /m);
  });

  it('of all is what help says of itself', () => {
    assert.equal(helpFor('help'), helpFor(undefined));
  });

  it('of all explains every exit code there is', () => {
    const explained = EXIT_CODES.map(([code]) => Number(code)).sort((a, b) => a - b);
    assert.deepEqual(
      explained,
      Object.values(EXIT).sort((a, b) => a - b),
    );
  });

  for (const {name, arguments: words, flags, examples} of verbs.filter(verb => verb.name !== 'help')) {
    it(`of ${name} shows how to use it, each flag, and examples`, () => {
      const text = helpFor(name);
      assert.match(text, new RegExp(`^Usage: countable ${name}`, 'm'));
      for (const word of words) assert.match(text, new RegExp(`^  \\[?<${word.name}>\\]? {2,}\\S`, 'm'));
      for (const flag of flags) assert.match(text, new RegExp(`^  .*--${flag}.*  \\S`, 'm'));
      for (const {command} of examples) assert.ok(text.includes(`  ${command}  `), command);
    });
  }

  it('of all names the environment variables that count', () => {
    const text = helpFor(undefined);
    for (const {name, does} of variables) assert.ok(text.includes(`  ${name} `) && text.includes(does), name);
  });

  it('fits a terminal', () => {
    const lines = [undefined, ...verbs.map(({name}) => name)].flatMap(name => helpFor(name).split('\n'));
    assert.deepEqual(
      lines.filter(line => line.length > 110),
      [],
    );
  });

  it('of an unknown verb suggests the near one', () => {
    assert.throws(() => helpFor('deplyo'), {code: 'UNKNOWN_VERB', remedy: 'Did you mean: countable deploy'});
  });
});
