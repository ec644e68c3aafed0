import assert from 'node:assert/strict';
import {CommandFailed, UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {stageOf} from '../../fakes/planning.ts';
import {createRepository, GRACE} from '../../fakes/repository.ts';

describe('a stage, in process', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await createMachine({'docker-compose.yml': 'services: {web: {image: nginx}}'});
  });
  afterEach(() => machine.remove());

  it('is a result with its time', async () => {
    const result = await stageOf(machine, undefined, async () => {
      machine.engine.clock.advance(1_500);
      return {outcome: 'passed', urls: ['http://127.0.0.1/']};
    });
    assert.deepEqual(result, {
      stage: 'Test',
      startedAt: '2026-11-23T12:00:00.000Z',
      durationMs: 1_500,
      outcome: 'passed',
      urls: ['http://127.0.0.1/'],
    });
  });

  it('fails with the error, what it leaves, the machine, and what it printed', async () => {
    const result = await stageOf(machine, undefined, async voice => {
      voice.output('one');
      throw new UserError('TESTS_FAILED', '1 of 2 tests failed.', {
        where: 'service test',
        leaves: {junit: ['a.xml']},
      });
    });
    assert.deepEqual(
      [result.outcome, result.error?.code, result.junit],
      ['failed', 'TESTS_FAILED', ['a.xml']],
    );
    assert.deepEqual(result.error?.evidence.host, {name: 'agent-1'});
    assert.deepEqual(
      result.log?.lines.map(({text}) => text),
      ['one'],
    );
  });

  it('is superseded, and no failure', async () => {
    const result = await stageOf(machine, undefined, async () => {
      throw new UserError('SUPERSEDED', 'A newer one is live.');
    });
    assert.equal(result.outcome, 'superseded');
  });

  it('shows what was said last where the time was over', async () => {
    const result = await stageOf(machine, undefined, async voice => {
      voice.output('Waiting for the lock');
      throw new UserError('TIME_LIMIT', 'It took too long.');
    });
    assert.deepEqual(result.error?.evidence.log, {source: 'countable', lines: ['Waiting for the lock']});
  });

  it('tells a command that failed, a machine that is short, and a mistake of ours apart', async () => {
    const codes = [];
    for (const error of [
      new CommandFailed({program: 'docker', args: ['ps'], exitCode: 1, tail: ['no']}),
      Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC', syscall: 'write'}),
      new TypeError('x is not a function', {cause: new Error('deeper')}),
    ]) {
      const result = await stageOf(machine, undefined, async () => {
        throw error;
      });
      codes.push(result.error?.code);
    }
    assert.deepEqual(codes, ['COMMAND_FAILED', 'DISK_FULL', 'INTERNAL']);
    assert.equal(machine.voice.bugs.length, 1);
  });

  it('points at the commit that changed where it failed, and not at the others', async () => {
    const repository = createRepository(machine.workspace);
    const green = repository.commit('Begin', {
      'cart.js': 'exports.sum = items => items.length;\n',
      'cart.test.js':
        'const {sum} = require("./cart");\n\ntest("sums", () => {\n  expect(sum([1])).toBe(1);\n});\n',
    });
    const guilty = repository.commit(
      'Sum prices',
      {'cart.js': 'exports.sum = items => items.map(i => i.price.value);\n'},
      GRACE,
    );
    repository.commit('Say more', {README: 'more'});
    const result = await stageOf(machine, green, async () => {
      throw new UserError('TESTS_FAILED', '1 of 1 tests failed.', {
        evidence: {
          failedTests: [
            {
              name: 'sums',
              message: "TypeError: Cannot read properties of undefined (reading 'value')",
              details: [
                "TypeError: Cannot read properties of undefined (reading 'value')",
                '    at map (/app/cart.js:1:44)',
                '    at Object.<anonymous> (/app/cart.test.js:4:10)',
              ].join('\n'),
            },
          ],
        },
      });
    });
    const [suspect, ...others] = result.error?.evidence.suspects ?? [];
    assert.deepEqual(
      [suspect?.commit, suspect?.file, others.filter(({weight}) => weight > 0)],
      [guilty, 'cart.js', []],
    );
  });

  it('names the file of the repository that was removed since, and is missed', async () => {
    const repository = createRepository(machine.workspace);
    const green = repository.commit('Begin', {'src/helpers.js': '1', 'src/app.js': 'require("./helpers")'});
    const removed = repository.commit('Tidy up', {'src/helpers.js': null});
    const result = await stageOf(machine, green, async () => {
      throw new UserError('SERVICE_EXITED', 'The service web ended with exit code 1.', {
        where: 'service web',
        evidence: {
          log: {
            source: 'web',
            lines: ["Error: Cannot find module './helpers'", 'Require stack:', '- /app/src/app.js'],
          },
        },
      });
    });
    assert.deepEqual(
      result.error?.evidence.own?.map(({path, commit}) => [path, commit]),
      [['src/helpers.js', removed]],
    );
  });

  describe('that misses a file', () => {
    const exited =
      (...lines: string[]) =>
      async () => {
        throw new UserError('SERVICE_EXITED', 'The service web ended with exit code 127.', {
          where: 'service web',
          evidence: {log: {source: 'web', lines}},
        });
      };
    const ownOf = async (files: Readonly<Record<string, string>>, ...lines: string[]) => {
      const green = createRepository(machine.workspace).commit('Begin', files);
      return (await stageOf(machine, green, exited(...lines))).error?.evidence.own;
    };

    it('names the script whose first line ends as on Windows', async () => {
      const [own] =
        (await ownOf(
          {'bin/start.sh': '#!/bin/sh\r\nexec node app.js\r\n'},
          'exec /app/bin/start.sh: no such file or directory',
        )) ?? [];
      assert.deepEqual([own?.path, own?.begins, own?.isWindows], ['bin/start.sh', '#!/bin/sh', true]);
    });

    it('names the line by which git leaves it out', async () => {
      const own = await ownOf(
        {'.gitignore': '*.log\nlib/\n', 'app.js': 'require("./lib/cart")'},
        "Error: Cannot find module './lib/cart'",
        'Require stack:',
        '- /app/app.js',
      );
      assert.deepEqual(
        own?.map(({ignoredAt}) => ignoredAt),
        ['.gitignore:2'],
      );
    });

    const IGNORED: [string, boolean][] = [
      ['/srv/secrets/stage.env', false],
      ['/run/secrets/app.env', false],
      ['/nowhere.env', false],
      ['/app/stage.env', true],
      ['/usr/src/shop/.env', true],
      ['/opt/shop/conf/app.env', true],
      ['stage.env', true],
    ];
    for (const [name, isOwn] of IGNORED)
      it(`names ${isOwn ? 'the line by which git leaves out' : 'no line of git for'} ${name}`, async () => {
        const files = {'.gitignore': '*.env\n', 'conf/app.ini': '1', 'app.js': '1'};
        const own = await ownOf(files, `cat: ${name}: No such file or directory`);
        assert.deepEqual(
          own?.map(({ignoredAt}) => ignoredAt),
          isOwn ? ['.gitignore:1'] : undefined,
        );
      });

    it('names one that is called almost like it', async () => {
      const own = await ownOf(
        {'src/Helpers.js': '1', 'src/app.js': 'require("./helpers")'},
        "Error: Cannot find module './helpers'",
        'Require stack:',
        '- /app/src/app.js',
      );
      assert.deepEqual(
        own?.map(({path}) => path),
        ['src/Helpers.js'],
      );
    });

    it('names nothing without git', async () => {
      const result = await stageOf(machine, undefined, exited("Error: Cannot find module './helpers'"));
      assert.equal(result.error?.evidence.own, undefined);
    });
  });
});
