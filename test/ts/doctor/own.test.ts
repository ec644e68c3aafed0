import assert from 'node:assert/strict';
import {examine} from '../../../ts-helpers/src/doctor/doctor.ts';
import {loadPatterns} from '../../../ts-helpers/src/outside/patterns.ts';
import {createMachine, gitIn, type Machine} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';
import {contentsIn} from '../support/doctorFixtures.ts';

const NO_PRINT = `
    - code: no-print
      title: A program prints
      why: Nobody reads it.
      mend: Use a logger.
      files: ['**/*.py', '!tests']
      has: '^\\s*print\\('
`;

describe('rules of a project’s own', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await createMachine({
      'docker-compose.yml': 'services: {}\n',
      'dc.stage.yml': 'services: {}\n',
      '.gitignore': '/.env\n/docker-compose.override.yml\n',
      'app/main.py': 'import x\nprint(1)\n\n  print(2); print(3)\n# print(4)\n',
      'tests/main.py': 'print(1)\n',
      'app/print.txt': 'print(1)\n',
    });
    createRepository(machine.workspace).commit('Begin');
  });
  afterEach(() => machine.remove());

  const look = async (settings: string, organisation?: string) => {
    await machine.write({'countable.yml': settings});
    if (organisation !== undefined) await machine.put({'organisation.yml': organisation});
    const organisationFile =
      organisation === undefined ? {} : {organisationFile: `${machine.root}/organisation.yml`};
    const project = await machine.project({}, organisationFile);
    const needs = {...machine.needs, git: gitIn(machine.workspace), contents: contentsIn(machine.workspace)};
    return (await examine(project, {isWriting: false}, needs)).findings;
  };

  it('tell each line of their files that has what none may have', async () => {
    const findings = await look(`doctor:\n  rules:${NO_PRINT}`);
    assert.deepEqual(
      findings.map(({code, severity, file, line}) => ({code, severity, file, line})),
      [
        {code: 'no-print', severity: 'warning', file: 'app/main.py', line: 2},
        {code: 'no-print', severity: 'warning', file: 'app/main.py', line: 4},
      ],
    );
    const [{title, why, remedy, message} = {}] = findings;
    assert.deepEqual(
      [title, why, remedy, message],
      ['A program prints', 'Nobody reads it.', 'Use a logger.', 'A program prints.'],
    );
  });

  it('tell each file that lacks what all have to have', async () => {
    const findings = await look(
      'doctor: {rules: [{code: imports, severity: note, title: A, why: B, mend: C, files: "**/*.py", lacks: "(?i)^IMPORT "}]}\n',
    );
    assert.deepEqual(
      findings.map(({severity, file, line}) => [severity, file, line]),
      [['note', 'tests/main.py', undefined]],
    );
  });

  it('are turned off as others are, and an organisation has some for all', async () => {
    const organisation = `doctor:\n  rules:${NO_PRINT}`;
    assert.equal((await look('', organisation)).length, 2);
    assert.deepEqual(await look('doctor: {off: [no-print]}\n', organisation), []);
    await assert.rejects(look(`doctor:\n  rules:${NO_PRINT}`, organisation), {
      code: 'BAD_SETTING',
      message: 'doctor.rules: there is a rule no-print already.',
    });
  });

  for (const [what, rule, message] of [
    ['a code that is taken', 'code: runs-as-root, has: x', 'there is a rule runs-as-root already'],
    ['nothing to look for', 'code: a', 'a needs either `has` or `lacks`'],
    ['two things to look for', 'code: a, has: x, lacks: y', 'a needs either `has` or `lacks`'],
    [
      'a pattern that none can read',
      'code: a, has: "(?=x)"',
      'the pattern of a cannot be read: invalid or unsupported Perl syntax: `(?=`',
    ],
  ] as const)
    it(`are refused with ${what}`, async () => {
      const settings = `# Ours.\ndoctor: {rules: [{title: A, why: B, mend: C, files: "*", ${rule}}]}\n`;
      await assert.rejects(look(settings), {
        code: 'BAD_SETTING',
        message: `doctor.rules: ${message}.`,
        where: /^countable\.yml:2/,
      });
    });

  it('take no longer for patterns and texts that were made for it', async () => {
    const compile = await loadPatterns();
    const text = `${'a'.repeat(50_000)}!\n`.repeat(2);
    const began = performance.now();
    assert.deepEqual(compile('(a+)+$').linesIn(text, 20), []);
    assert.deepEqual(compile('(a|aa)+!').linesIn(text, 20), [1, 2]);
    assert.ok(performance.now() - began < 5_000);
    assert.throws(() => compile('((a{1000}){1000}){1000}'), /repeat/);
  });
});
