import assert from 'node:assert/strict';
import type {Docker} from '../../ts-helpers/src/outside/docker.ts';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import {until} from '../e2e/support/until.ts';
import type {Program} from '../fakes/engine/program.ts';
import type {KnownEngine} from './engine.ts';

export interface KnownInside extends Pick<KnownEngine, 'run' | 'label'> {
  docker: Pick<Docker, 'wait' | 'remove' | 'processes' | 'exec' | 'hosts' | 'writeHosts'>;
}

const NOBODY = 'f'.repeat(64);

/** What every engine does inside of containers, the real one and the one that unit tests use. */
export const engineInsideContract = (known: () => KnownInside): void => {
  let id: string;
  const run = (program: Program): Promise<string> => {
    const [key = '', value = ''] = known().label.split('=');
    return known().run({name: `${value}-inside`, labels: {[key]: value}, program});
  };
  afterEach(() => known().docker.remove(id));

  it('runs programs in one that runs, to their exit codes', async () => {
    const text = 'echo one; echo two >&2; exit 6';
    id = await run({commands: {[text]: {prints: ['one'], complains: ['two'], exits: 6}}});
    const {docker} = known();
    const {exitCode, stdout, stderr} = await docker.exec(id, ['sh', '-c', text]);
    assert.deepEqual([exitCode, stdout.trim(), stderr.trim()], [6, 'one', 'two']);
    assert.ok((await docker.exec(id, ['there-is-none'])).exitCode > 125);
  });

  it('runs nothing in one that is not there, or does not run', async () => {
    id = await run({exits: 0});
    const {docker} = known();
    await docker.wait(id);
    const asks = (container: string) => [
      docker.exec(container, ['true']),
      docker.hosts(container),
      docker.writeHosts(container, ''),
    ];
    for (const ask of asks(id)) await assert.rejects(ask, (error: unknown) => error instanceof CommandFailed);
    for (const ask of asks(NOBODY)) await assert.rejects(ask, {code: 'CONTAINER_GONE'});
  });

  it('tells which names it knows by itself, and takes others', async () => {
    id = await run({});
    const {docker} = known();
    const before = await docker.hosts(id);
    assert.match(before, /^127\.0\.0\.1\s+localhost$/m);
    await docker.writeHosts(id, `${before.trimEnd()}\n10.1.2.3 web # a mark\n`);
    assert.match(await docker.hosts(id), /^10\.1\.2\.3 web # a mark$/m);
    await docker.writeHosts(id, before);
    assert.equal((await docker.hosts(id)).trimEnd(), before.trimEnd());
  });

  it('tells what runs in one, and of nothing in one that is not there', async () => {
    id = await run({runs: ['7 sleep 600']});
    const {docker} = known();
    // A container runs before its program does: until then it is what starts that.
    await until(async () => assert.match((await docker.processes(id)).join(), /sleep 600$/));
    const [only = '', ...others] = await docker.processes(id);
    assert.match(only, /^ *\d+ +[\d:-]+ +sleep 600$/);
    assert.deepEqual(others, []);
    assert.deepEqual(await docker.processes(NOBODY), []);
  });
};
