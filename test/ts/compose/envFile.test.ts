import assert from 'node:assert/strict';
import {readEnvFile} from '../../../ts-helpers/src/compose/envFile.ts';

const problems = (text: string) => readEnvFile(text).problems;

describe('an env file', () => {
  it('has values as Compose reads them and as they are written, each with its line', () => {
    const {entries} = readEnvFile('\n# A comment\nA="tab\\t$$x"\n\nB=ab$$cd # why\n');
    assert.deepEqual(entries, [
      {name: 'A', line: 3, value: 'tab\t$x', written: 'tab\\t$$x', unset: []},
      {name: 'B', line: 5, value: 'ab$cd', written: 'ab$$cd # why', unset: []},
    ]);
  });

  it('may use what the process has, which counts more than what the file says', () => {
    const {entries} = readEnvFile('HOME=/here\nA=$HOME/x', {HOME: '/home/ada'});
    assert.equal(entries[1]?.value, '/home/ada/x');
  });

  it('names the variables that Compose finds in a value and that are none', () => {
    const {entries} = readEnvFile("A=p4ss$Tail\nB='p4ss$Tail'\nC=p4ss$$Tail\nD=${X:?must}\nE=${A}${Y}");
    assert.deepEqual(
      entries.map(({unset}) => unset),
      [['Tail'], [], [], ['X'], ['Y']],
    );
  });

  it('has a problem where Compose stops: what cannot be a name', () => {
    assert.deepEqual(problems('A=1\nMII+abc/=\nB=2'), [{line: 2, kind: 'name'}]);
    assert.deepEqual(problems('A B=1'), [{line: 1, kind: 'name'}]);
    assert.deepEqual(problems('A=1\n"x": 2'), [{line: 2, kind: 'name'}]);
  });

  it('has a problem where a quote does not end', () => {
    assert.deepEqual(problems('A=1\nB="unterminated\nC=3'), [{line: 2, name: 'B', kind: 'quote'}]);
    assert.deepEqual(problems("B='unterminated"), [{line: 1, name: 'B', kind: 'quote'}]);
  });

  it('has a problem where a quote ends too early, which Compose does not say', () => {
    assert.deepEqual(problems("A='it's'\nB=2")[0], {line: 1, name: 'A', kind: 'behind quote'});
    assert.deepEqual(problems('A="say "hi""')[0], {line: 1, name: 'A', kind: 'behind quote'});
    assert.deepEqual(problems('A="x" # why'), []);
  });

  it('has a problem where braces are no variable', () => {
    for (const value of ['p4ss${Tail', 'p4ss${', 'p4ss${}', 'p4ss${1}', 'p4ss${a b}', '"p4ss${Tail"'])
      assert.deepEqual(problems(`A=${value}`), [{line: 1, name: 'A', kind: 'braces'}], value);
  });

  it('is read on where Compose stops', () => {
    const {entries, strays} = readEnvFile('A="oops\nB_PASSWORD=hunter2\nKEY=-----BEGIN\nMIIEow\nIB+A==\nC=x');
    assert.deepEqual(
      entries.map(({name, value}) => [name, value]),
      [
        ['A', 'oops'],
        ['B_PASSWORD', 'hunter2'],
        ['KEY', '-----BEGIN'],
        ['C', 'x'],
      ],
    );
    assert.deepEqual(strays, ['MIIEow', 'IB+A==']);
  });

  it('takes no longer than it is long', () => {
    const start = performance.now();
    readEnvFile(`A="${'\\"'.repeat(500_000)}`);
    readEnvFile('A'.repeat(1_000_000));
    readEnvFile(`A=${'${'.repeat(20_000)}`);
    readEnvFile(`A=${'${A:-'.repeat(20_000)}${'}'.repeat(20_000)}`);
    readEnvFile('A=1\n'.repeat(100_000));
    readEnvFile(' '.repeat(1_000_000));
    readEnvFile('export '.repeat(200_000));
    assert.ok(performance.now() - start < 30_000);
  });
});
