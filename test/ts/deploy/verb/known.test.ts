import assert from 'node:assert/strict';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';

const site = (web: string, more = '') => ({
  'docker-compose.yml': `services:
  web:
    image: busybox
${web}  db: {image: busybox}
${more}`,
  'dc.stage.yml': 'services: {}',
});

const checked = (lines: readonly string[]) =>
  `    healthcheck:\n${lines.map(line => `      ${line}\n`).join('')}`;

describe('what is known before a deploy touches anything, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  const given = async (files: Readonly<Record<string, string>>): Promise<void> => {
    host = await createHost(files);
    host.engine.registry.add('busybox');
    commit = committing(host);
    await commit();
  };
  afterEach(() => host.remove());

  /** Planned and done, it is the same, and nothing was made. */
  const refused = async () => {
    const planned = await failureOf(host.plan());
    const before = [...host.engine.containers, ...host.engine.things];
    const {code, where, message, remedy, exitCode} = await failureOf(host.deploy());
    assert.deepEqual([planned.code, planned.message], [code, message]);
    assert.deepEqual([...host.engine.containers, ...host.engine.things], before);
    return {code, where, message, remedy, exitCode};
  };

  describe('is a health check that is first run when the time is over', () => {
    const late = async (lines: readonly string[], message: string) => {
      await given(site(checked(lines)));
      const told = await refused();
      assert.deepEqual([told.code, told.message], ['SERVICE_UNHEALTHY', message]);
      return told;
    };

    it('by its interval', async () => {
      const {where, remedy} = await late(
        ['test: "true"', 'interval: 5m'],
        'The health check of web is first run after 300 s, its interval, and 5 minutes are given.',
      );
      assert.equal(where, 'docker-compose.yml:6');
      assert.match(remedy, /shorter interval, or set health\.minutes/);
    });

    it('by its start interval, within its start period', async () => {
      await late(
        ['test: "true"', 'start_period: 10s', 'start_interval: 1h2m'],
        'The health check of web is first run after 3720 s, its start interval, and 5 minutes are given.',
      );
    });

    for (const [name, lines] of [
      ['it is run more often at the start', ['test: "true"', 'interval: 5m', 'start_period: 1s']],
      ['it is in time', ['test: "true"', 'interval: 4m59s']],
      ['there is none', ['disable: true', 'test: "true"', 'interval: 5m']],
      ['there is none in other words', ['test: [NONE]', 'interval: 5m']],
      ['only the image may have one', ['interval: 5m']],
    ] as const)
      it(`and nothing is said where ${name}`, async () => {
        await given(site(checked(lines)));
        await host.plan();
      });

    it('and nothing is said of one that goes on, or of what is to come back', async () => {
      await given(site(checked(['test: "true"', 'interval: 5m'])));
      await host.write({'countable.yml': 'health: {minutes: 6}'});
      host.engine.programs['web'] = {health: {healthyAfterMs: 1_000}};
      await commit();
      await host.deploy();
      await commit({'countable.yml': 'health: {minutes: 5}'});
      assert.equal((await host.deploy()).outcome, 'passed');
      await commit(site(`${checked(['test: "true"', 'interval: 5m'])}    command: other\n`));
      assert.equal((await failureOf(host.plan())).code, 'SERVICE_UNHEALTHY');
      await commit(site('    command: other\n'));
      host.engine.programOf = (_, __) => ({exits: 1});
      const {leaves} = await failureOf(host.deploy());
      assert.doesNotMatch(leaves.undone ?? '', /is first run after/);
    });
  });

  describe('is what others are to have made', () => {
    const EXTERNAL =
      'networks: {front: {external: true, name: traefik}, unused: {external: true}}\nvolumes: {media: {external: true}}\n';
    const USING = '    networks: {front: }\n    volumes: ["media:/media"]\n';

    it('a network and a volume, both at once, by the names that the engine knows', async () => {
      await given(site(USING, EXTERNAL));
      const {code, exitCode, where, message, remedy} = await refused();
      assert.deepEqual(
        [code, exitCode, where],
        ['EXTERNAL_MISSING', 3, 'docker-compose.yml:7, docker-compose.yml:8'],
      );
      assert.match(message, /The network traefik of web is external, and this machine does not have it\./);
      assert.match(message, /The volume media of web is external, and this machine does not have it\./);
      assert.match(remedy, /`docker network create traefik`/);
      assert.match(remedy, /`docker volume create media`/);
    });

    it('and is nothing where it is there', async () => {
      await given(site(USING, EXTERNAL));
      host.engine.things.push(
        {kind: 'network', name: 'traefik', id: 'n1', labels: {}},
        {kind: 'volume', name: 'media', labels: {}},
        // The fake Compose asks for it; the real one does not.
        {kind: 'network', name: 'unused', id: 'n2', labels: {}},
      );
      assert.equal((await host.deploy()).outcome, 'passed');
    });

    it('and of networks nothing on a node of a swarm that does not know all of them', async () => {
      await given(site('    networks: {front: }\n', 'networks: {front: {external: true}}\n'));
      host.engine.isWorker = true;
      await host.plan();
    });

    it('and in a swarm a network of the whole swarm', async () => {
      host = await createHost(site('    networks: {front: }\n', 'networks: {front: {external: true}}\n'), {
        isSwarm: true,
      });
      await host.write({'countable.yml': 'target: swarm'});
      commit = committing(host);
      await commit();
      const {code, remedy} = await failureOf(host.plan());
      assert.equal(code, 'EXTERNAL_MISSING');
      assert.match(remedy, /`docker network create --driver overlay --attachable front`/);
      host.engine.things.push({kind: 'network', name: 'front', id: 'n1', labels: {}});
      const local = await failureOf(host.plan());
      assert.equal(local.code, 'NOT_FOR_SWARM');
      assert.match(
        local.message,
        /The network front of web is external, and that of this machine is none of a swarm\./,
      );
      assert.match(local.remedy, /`docker network create --driver overlay --attachable front-swarm`/);
    });
  });
});
