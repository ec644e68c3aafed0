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
    const lines = [undefined, ...verbs.map(({name}) => name)].flatMap(name =>
      ['', 'jobs', 'credentials'].flatMap(part => helpFor(name, part).split('\n')),
    );
    assert.deepEqual(
      lines.filter(line => line.length > 110),
      [],
    );
  });

  it('of a part of a verb shows the flags that it takes, and no others', () => {
    const jobs = helpFor('jenkins', 'jobs');
    assert.match(jobs, /^countable jenkins jobs: /);
    assert.match(jobs, /^Usage: countable jenkins jobs \[<project>\] \[flags\]$/m);
    assert.match(jobs, /--kind KIND/);
    assert.doesNotMatch(jobs, /--set|credentials/);
    const credentials = helpFor('jenkins', 'credentials');
    assert.match(credentials, /--set ID[^]*Examples:\n {2}countable jenkins credentials /);
    assert.doesNotMatch(credentials, /--kind|jenkins jobs/);
  });

  it('of a verb with parts lists them', () => {
    assert.match(helpFor('jenkins'), /Parts:\n {2}jobs .*\n {2}credentials /);
    assert.equal(helpFor('jenkins', 'shop'), helpFor('jenkins'));
  });

  it('of an unknown verb suggests the near one', () => {
    assert.throws(() => helpFor('deplyo'), {code: 'UNKNOWN_VERB', remedy: 'Did you mean: countable deploy'});
  });
});
