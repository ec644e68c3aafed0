import assert from 'node:assert/strict';
import {settleEnvironment} from '../../../ts-helpers/src/laptop/plan/environment.ts';
import {type OwnFile, settleOverride} from '../../../ts-helpers/src/laptop/plan/files.ts';

const own = (name: string, text?: string, more: Partial<OwnFile> = {}): OwnFile => ({
  name,
  text,
  isLink: false,
  isTracked: false,
  ...more,
});

describe('the .env of who works on a project', () => {
  const drawing = (length: number) => 'x'.repeat(length);
  const settled = (example: string | undefined, file: OwnFile, sets: Record<string, string> = {}) =>
    settleEnvironment(
      {example: example === undefined ? undefined : {name: '.env.example', text: example}, own: file, sets},
      drawing,
    );

  it('is the example, comments and all, with a value of its own where that says so', () => {
    const example =
      '# keys\nSECRET_KEY=<generate:5> # of Django\nexport TOKEN="<generate:3>"\nLONG=<generate>\nDEBUG=1\nREGENERATE=<generate:5x>\n';
    assert.deepEqual(settled(example, own('.env')), {
      write: {
        file: '.env',
        text: `# keys\nSECRET_KEY=xxxxx # of Django\nexport TOKEN="xxx"\nLONG=${'x'.repeat(50)}\nDEBUG=1\nREGENERATE=<generate:5x>\n`,
        does: 'Make .env of .env.example; generate SECRET_KEY, TOKEN, LONG',
      },
      notes: [
        'REGENERATE in .env is no value by chance: <generate> or <generate:50> has to be all of it. Correct .env.example, remove the line, and run countable up again.',
      ],
    });
  });

  it('tells what is still to be filled in', () => {
    assert.deepEqual(settled('API_KEY=\n', own('.env')).notes, ['Without a value as yet, in .env: API_KEY']);
    assert.deepEqual(settled('API_KEY=\n', own('.env', 'API_KEY=\n')).notes, []);
  });

  it('keeps each line that is there, and has those added that it lacks, of several lines as well', () => {
    const example = 'A=1\nKEY="one\ntwo"\nB=<generate:2>\n';
    assert.deepEqual(settled(example, own('.env', 'A=mine # mine')).write, {
      file: '.env',
      text: 'A=mine # mine\n\n# From .env.example:\nKEY="one\ntwo"\nB=xx\n',
      does: 'Add to .env what it lacks of .env.example: KEY, B; generate B',
    });
  });

  it('is left alone where nothing is missing, and where there is no example', () => {
    assert.deepEqual(settled('A=1\n', own('.env', 'A=2\nB=3\n')), {notes: []});
    assert.deepEqual(settled(undefined, own('.env')), {notes: []});
    assert.deepEqual(settled(undefined, own('.env', 'A=2\n')), {notes: []});
  });

  it('is not written where it is a link or part of the repository, and it is told what it lacks', () => {
    for (const [more, kind] of [
      [{isLink: true}, 'a link'],
      [{isTracked: true}, 'part of the repository'],
    ] as const)
      assert.deepEqual(settled('A=1\nB=\n', own('.env', 'A=2\n', more)), {
        notes: [`.env is ${kind} and stays as it is. It lacks of .env.example: B`],
      });
  });

  it('is told of where a value of the example stands in it, which everybody knows', () => {
    assert.match(
      settled('KEY=<generate:50>\n', own('.env', 'KEY=<generate:50>\n')).notes.join(),
      /^KEY in .env is still what .env.example says, which everybody knows/,
    );
  });

  it('takes the ports that were chosen, in the place of others', () => {
    assert.deepEqual(settled(undefined, own('.env'), {WEB_PORT: '8081'}).write, {
      file: '.env',
      text: 'WEB_PORT=8081\n',
      does: 'In .env set WEB_PORT=8081',
    });
    assert.equal(
      settled('WEB_PORT=8080\nA=1\n', own('.env', 'WEB_PORT=8080\n'), {WEB_PORT: '8081'}).write?.text,
      'WEB_PORT=8081\n\n# From .env.example:\nA=1\n',
    );
  });
});

describe('the override of who works on a project', () => {
  const DEV = {name: 'dc.dev.yml', text: 'a\nb\n'};
  const NAME = 'docker-compose.override.yml';

  it('is a copy of dc.dev.yml', () => {
    assert.deepEqual(settleOverride(DEV, own(NAME)), {
      write: {file: NAME, text: DEV.text, does: `Copy dc.dev.yml to ${NAME}`},
      notes: [],
    });
    assert.deepEqual(settleOverride(undefined, own(NAME)), {notes: []});
    assert.deepEqual(settleOverride(DEV, own(NAME, DEV.text)), {notes: []});
    assert.deepEqual(settleOverride(undefined, own(NAME, 'x')), {notes: []});
  });

  it('stays where it differs, whatever it is, and is told by how much', () => {
    for (const [more, kind] of [
      [{}, ''],
      [{isLink: true}, ', a link,'],
      [{isTracked: true}, ', which is part of the repository,'],
    ] as const)
      assert.deepEqual(settleOverride(DEV, own(NAME, 'b\nc\nc\n', more)), {
        notes: [
          `${NAME}${kind} is kept as it is. It differs from dc.dev.yml: 2 lines only in yours, 1 line only there. See them: git diff --no-index dc.dev.yml ${NAME}`,
        ],
      });
  });

  it('stays a link that leads to nothing', () => {
    assert.deepEqual(settleOverride(DEV, own(NAME, undefined, {isLink: true})), {
      notes: [`${NAME} is a link to nothing and stays so: dc.dev.yml does not count.`],
    });
  });

  it('takes other ports, whether it is there already or not', () => {
    assert.deepEqual(settleOverride(DEV, own(NAME), 'ports').write, {
      file: NAME,
      text: 'ports',
      does: `Copy dc.dev.yml to ${NAME}, with other ports of this machine`,
    });
    assert.equal(
      settleOverride(DEV, own(NAME, DEV.text), 'ports').write?.does,
      `Write other ports of this machine into ${NAME}`,
    );
  });
});
