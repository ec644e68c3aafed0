import assert from 'node:assert/strict';
import {gatherAgent} from '../../../../ts-helpers/src/doctor/agent/gather.ts';
import {CommandFailed, UserError} from '../../../../ts-helpers/src/errors/userError.ts';

type Answer = string | Error;
const answering = async (answer: Answer): Promise<string> => {
  if (typeof answer === 'string') return answer;
  throw answer;
};
const gather = (
  {
    engine = '27.0.1',
    compose = '2.40.3',
    programs = {},
  }: {
    engine?: Answer;
    compose?: Answer;
    programs?: Record<string, Answer>;
  },
  host = 'agent',
) =>
  gatherAgent(2, {
    docker: {
      version: () => answering(engine),
      engineRoot: async () => ({folder: '/var/lib/docker', host}),
      usage: () => assert.fail('nothing is counted'),
    },
    compose: {version: () => answering(compose)},
    disks: {machine: 'agent', of: async () => ({device: 1, free: 9e10, total: 1e11})},
    shell: {
      run: async program => ({stdout: await answering(programs[program] ?? ''), stderr: ''}),
    },
    installing: program => `Install ${program}.`,
  });

describe('what countable doctor agent looks at', () => {
  it('is the engine, Compose, the disk, programs and the clock of this machine', async () => {
    assert.deepEqual(await gather({programs: {timedatectl: 'yes\n'}}), {
      room: {
        wanted: 2,
        disks: [
          {
            device: 1,
            free: 9e10,
            total: 1e11,
            place: '/var/lib/docker',
            holds: 'images and volumes of Docker',
          },
        ],
      },
      missing: [],
      compose: '2.40.3',
      isClockKept: true,
    });
  });

  it('is all of it although one thing fails', async () => {
    const facts = await gather({
      engine: new UserError('DOCKER_DOWN', 'It does not answer.', {remedy: 'Start it.'}),
      compose: new UserError('COMPOSE_MISSING', 'There is none.', {remedy: 'Install it.'}),
      programs: {flock: new UserError('TOOL_MISSING', 'The command flock was not found.')},
    });
    assert.deepEqual(facts.engine, {
      code: 'DOCKER_DOWN',
      message: 'It does not answer.',
      remedy: 'Start it.',
    });
    assert.deepEqual(facts.compose, {
      code: 'COMPOSE_MISSING',
      message: 'There is none.',
      remedy: 'Install it.',
    });
    assert.deepEqual(facts.missing, [{program: 'flock', remedy: 'Install flock.'}]);
  });

  it('is no Compose where docker itself is missing: that is told once', async () => {
    const missing = new UserError('DOCKER_MISSING', 'The docker command is not installed.');
    assert.equal((await gather({engine: missing, compose: missing})).compose, undefined);
  });

  it('is no disk of an engine on another machine', async () => {
    assert.deepEqual((await gather({}, 'far')).room.disks, []);
  });

  it('takes the flock of BusyBox, which knows no --version, and says nothing of a clock without systemd', async () => {
    const refused = (program: string) =>
      new CommandFailed({
        program,
        args: [],
        exitCode: 1,
        signal: undefined,
        tail: [],
        stderr: 'unrecognized option',
      });
    const facts = await gather({programs: {flock: refused('flock'), timedatectl: refused('timedatectl')}});
    assert.deepEqual([facts.missing, facts.isClockKept], [[], undefined]);
  });

  it('ends where the verb is to end', async () => {
    const stop = new UserError('INTERRUPTED', 'Stopped.');
    await assert.rejects(gather({engine: stop}), {code: 'INTERRUPTED'});
    await assert.rejects(gather({programs: {git: stop}}), {code: 'INTERRUPTED'});
  });
});
