import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Docker} from '../../ts-helpers/src/outside/docker.ts';
import {REPORT_LIMITS} from '../../ts-helpers/src/outside/copying.ts';
import type {Program} from '../fakes/engine/program.ts';

export interface KnownEngine {
  docker: Pick<
    Docker,
    | 'containers'
    | 'containerIds'
    | 'inspect'
    | 'wait'
    | 'stop'
    | 'startAgain'
    | 'changeRestart'
    | 'rename'
    | 'remove'
    | 'logs'
    | 'followLogs'
    | 'changed'
    | 'copyFiles'
    | 'containerLabels'
    | 'deaths'
    | 'time'
  >;
  /** Makes a container and starts it. Resolves to its id. */
  run(wanted: {name: string; labels: Record<string, string>; program: Program}): Promise<string>;
  /** `key=value`, which nothing else carries. */
  label: string;
}

const NOBODY = 'f'.repeat(64);

/** What every engine does with containers, the real one and the one that unit tests use. */
export const engineContract = (known: () => KnownEngine): void => {
  let id: string;
  const only = async () => {
    const [container] = await known().docker.inspect([id]);
    assert.ok(container);
    return container;
  };
  const run = (program: Program): Promise<string> => {
    const [key = '', value = ''] = known().label.split('=');
    return known().run({name: `${value}-one`, labels: {[key]: value}, program});
  };
  afterEach(() => known().docker.remove(id));

  it('tells of a container by its name as well', async () => {
    id = await run({});
    const {docker, label} = known();
    const found = await docker.inspect([`${label.split('=')[1]}-one`, `${label.split('=')[1]}-none`]);
    assert.deepEqual(
      found.map(one => one.id),
      [id],
    );
  });

  it('tells of containers by their labels', async () => {
    id = await run({});
    const {docker, label} = known();
    const [key = ''] = label.split('=');
    assert.deepEqual(await docker.containerIds([label]), [id]);
    assert.deepEqual(await docker.containerIds([key]), [id]);
    assert.deepEqual(await docker.containerIds([label, 'ca.countable.nothing']), []);
    assert.deepEqual(await docker.containers([`${key}=other`]), []);
    assert.equal((await docker.containers([label]))[0]?.state, 'running');
  });

  it('tells of those that are still there', async () => {
    id = await run({});
    assert.deepEqual(
      (await known().docker.inspect([NOBODY, id])).map(one => one.id),
      [id],
    );
  });

  it('waits for the exit code', async () => {
    id = await run({exits: 3});
    assert.equal(await known().docker.wait(id), 3);
    assert.deepEqual([(await only()).state, (await only()).exitCode], ['exited', 3]);
  });

  it('does not know how one ended that is not there', async () => {
    await assert.rejects(known().docker.wait(NOBODY), {code: 'CONTAINER_GONE'});
  });

  it('keeps the log of one that has ended, and tells its last lines', async () => {
    id = await run({exits: 0, prints: ['one', 'two', 'three']});
    const {docker} = known();
    await docker.wait(id);
    assert.deepEqual(await docker.logs(id, {lines: 2}), ['two', 'three']);
    const followed: string[] = [];
    await docker.followLogs(id, line => void followed.push(line));
    assert.deepEqual(followed, ['one', 'two', 'three']);
  });

  it('has no more of the log of one that is not there', async () => {
    const followed: string[] = [];
    await known().docker.followLogs(NOBODY, line => void followed.push(line));
    for (const [complaint = '', note = '', ...more] of [
      await known().docker.logs(NOBODY, {lines: 2}),
      followed,
    ]) {
      assert.ok(complaint.endsWith(`No such container: ${NOBODY}`), complaint);
      assert.match(
        note,
        /^\(There is no more of this log to be had: docker logs --\w.* exited with 1: .*No such container/,
      );
      assert.deepEqual(more, []);
    }
  });

  it('goes on with the log of one that is started again', async () => {
    id = await run({exits: 0, prints: ['one']});
    const {docker} = known();
    await docker.wait(id);
    await docker.startAgain(id);
    await docker.wait(id);
    assert.deepEqual(await docker.logs(id, {lines: 9}), ['one', 'one']);
  });

  it('stops, starts again, renames', async () => {
    id = await run({});
    const {docker} = known();
    await docker.stop(id);
    assert.deepEqual([(await only()).state, (await only()).exitCode], ['exited', 137]);
    await docker.startAgain(id);
    assert.equal((await only()).state, 'running');
    const {name} = await only();
    await docker.rename(id, `${name}-aside`);
    assert.equal((await only()).name, `${name}-aside`);
  });

  it('changes when one is started by itself, whether it runs or not', async () => {
    id = await run({});
    const {docker} = known();
    await docker.changeRestart(id, 'on-failure:3');
    assert.deepEqual([(await only()).restartPolicy, (await only()).restartLimit], ['on-failure', 3]);
    await docker.stop(id);
    await docker.changeRestart(id, 'unless-stopped');
    const {state, restartPolicy, restartLimit} = await only();
    assert.deepEqual([state, restartPolicy, restartLimit], ['exited', 'unless-stopped', 0]);
  });

  it('has nothing to do for one that is gone', async () => {
    id = await run({});
    const {docker, label} = known();
    await docker.remove(id);
    assert.deepEqual(await docker.containers([label]), []);
    for (const deed of [docker.stop, docker.startAgain, docker.remove]) await deed(id);
    await docker.rename(id, 'gone');
    await docker.changeRestart(id, 'always');
  });

  it('tells chosen labels', async () => {
    id = await run({});
    const [key = '', value] = known().label.split('=');
    assert.deepEqual(await known().docker.containerLabels(key, [key, 'ca.countable.none']), [
      {[key]: value, 'ca.countable.none': ''},
    ]);
  });

  it('has files that were written, and copies them out', async () => {
    const written = {'/reports/a.xml': '<a/>', '/reports/deep/b.xml': '<b/>', '/reports/c.txt': 'c'};
    id = await run({exits: 0, writes: written});
    const {docker} = known();
    await docker.wait(id);
    const changed = await docker.changed(id);
    for (const file of Object.keys(written)) assert.ok(changed.includes(file), file);
    const to = await mkdtemp(path.join(tmpdir(), 'countable-contract-'));
    try {
      const order = {
        to,
        under: '/',
        limits: REPORT_LIMITS,
        isWanted: (name: string) => name.endsWith('.xml'),
      };
      const copied = await docker.copyFiles(id, '/reports', order);
      assert.deepEqual(copied?.files.toSorted(), ['reports/a.xml', 'reports/deep/b.xml']);
      assert.equal(await readFile(path.join(to, 'reports/deep/b.xml'), 'utf8'), '<b/>');
      assert.equal(await docker.copyFiles(id, '/nothing', order), undefined);
    } finally {
      await rm(to, {recursive: true});
    }
  });

  it('remembers how containers ended', async () => {
    const {docker, label} = known();
    const since = await docker.time();
    id = await run({exits: 4});
    await docker.wait(id);
    const until = await docker.time();
    const deaths = await docker.deaths(label, {since, until});
    assert.deepEqual(
      deaths.filter(({container}) => container === id),
      [{container: id, exitCode: 4, outOfMemory: false}],
    );
  });
};
