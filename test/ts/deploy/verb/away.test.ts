import assert from 'node:assert/strict';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';

const site = (
  key: string,
  {networks = 'back: {}', web = 'web', more = ''}: {networks?: string; web?: string; more?: string} = {},
) => ({
  'docker-compose.yml': `
services:
  ${web}: {image: busybox, ports: ["8080:80"], environment: {KEY: "${key}"}}
  db: {image: busybox, environment: {KEY: "${key}"}, networks: {back: }, ports: ["5432:5432"]}
  worker: {image: busybox, environment: {KEY: "${key}"}, networks: {back: }, scale: 2}
  idle: {image: busybox}
${more}networks: {${networks}}
`,
  'dc.stage.yml': 'services: {}',
});

describe('for how long services were away, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  beforeEach(async () => {
    host = await createHost(site('a'));
    host.engine.registry.add('busybox');
    // As an engine of many health checks, which forgets at once.
    host.engine.remembers = 0;
    host.engine.programs['db'] = {health: {healthyAfterMs: 4_000}};
    commit = committing(host);
    await commit();
    await host.deploy();
  });
  afterEach(() => host.remove());

  const times = (lines: readonly string[] = []) => lines.filter(line => line.includes(' away')).sort();
  const change = async (...given: Parameters<typeof site>) => {
    await commit(site(...given));
    return host.deploy();
  };
  /** New containers of the service end after a time. */
  const breakNew = (service: string, afterMs: number) => {
    const known = new Set(host.engine.containers.map(({id}) => id));
    host.engine.programOf = name =>
      name === service && host.engine.containers.some(({id}) => known.has(id))
        ? {exits: 1, afterMs}
        : undefined;
    return () => {
      delete host.engine.programOf;
    };
  };

  it('is told of each that was made anew, though the engine forgets what happened', async () => {
    const {changes} = await change('b');
    assert.deepEqual(times(changes), [
      'db was away for 4.0 s',
      'web was away for 0.0 s',
      'worker was away for 0.0 s',
    ]);
  });

  it('is told of all that were in a network that was made anew, and once they are away the last time as well', async () => {
    const {changes} = await change('a', {networks: 'back: {internal: true}'});
    assert.deepEqual(times(changes), ['db was away for 4.0 s', 'worker was away for 0.0 s']);
    const again = await change('b', {networks: 'back: {internal: true}'});
    assert.deepEqual(times(again.changes), [
      'db was away for 4.0 s; the last time it was 4.0 s',
      'web was away for 0.0 s',
      'worker was away for 0.0 s; the last time it was 0.0 s',
    ]);
  });

  it('is told of all where the release before comes back, of the one that failed until it was back', async () => {
    breakNew('web', 9_000);
    await commit(site('b', {networks: 'back: {internal: true}'}));
    let isBack = false;
    const {needs, engine} = host;
    const {networks} = needs.docker;
    needs.docker.networks = async label => {
      // The second gathering is that of the return.
      if (isBack) delete engine.programOf;
      isBack = true;
      return networks(label);
    };
    const {leaves} = await failureOf(host.deploy());
    assert.match(
      leaves.undone ?? '',
      /is back in staging, and answers; web was away for (?:9|1\d)\.\d s, db for 8\.0 s, worker for 0\.0 s\./,
    );
  });

  it('is told of what was set aside and started again', async () => {
    breakNew('front', 30_000);
    await commit({
      'docker-compose.yml': site('a', {web: 'front'})['docker-compose.yml'].replace('8080', '8081'),
    });
    const {leaves} = await failureOf(host.deploy());
    assert.match(leaves.undone ?? '', /is back in staging, and answers; web was away for \d+\.\d s\./);
  });

  it('is told of what gave way for a port, and was started again', async () => {
    breakNew('front', 100);
    await commit(site('a', {web: 'front'}));
    const {leaves} = await failureOf(host.deploy());
    assert.match(leaves.undone ?? '', /is back in staging, and answers; web was away for \d+\.\d s\./);
  });

  it('is said not to be known where the engine does not tell, and the deploy counts', async () => {
    const failed = new CommandFailed({
      program: 'docker',
      args: ['events'],
      exitCode: 1,
      tail: ['busy'],
      stderr: 'busy',
    });
    host.engine.failing.set('docker events', failed);
    const {outcome, changes} = await change('b');
    assert.equal(outcome, 'passed');
    assert.deepEqual(times(changes), ['web, db, worker were away, for how long cannot be told']);
  });

  it('is nothing of what goes on, and of what does its work once', async () => {
    host.engine.programs['idle'] = {exits: 0, afterMs: 60_000};
    const {changes = []} = await change('a', {more: '  more: {image: busybox}\n'});
    assert.deepEqual(times(changes), []);
    assert.equal(host.engine.followers.size, 0);
  });
});
