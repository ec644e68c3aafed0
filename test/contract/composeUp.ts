import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import type {Compose} from '../../ts-helpers/src/outside/compose.ts';
import type {Docker} from '../../ts-helpers/src/outside/docker.ts';
import type {ComposeProject} from '../../ts-helpers/src/compose/model.ts';
import {projectLabel} from '../../ts-helpers/src/project/conventions.ts';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import type {Program} from '../fakes/engine/program.ts';

export interface Service {
  program: Program;
  /** Fields of its definition, besides what makes it run the program. */
  fields?: Readonly<Record<string, unknown>>;
}

export interface KnownCompose {
  compose: Pick<Compose, 'up' | 'exec' | 'destroy'>;
  docker: Pick<Docker, 'containers' | 'followMoments' | 'labelled' | 'publishedPorts' | 'remove' | 'time'>;
  /** The project as it is from now on; nothing of it is made. */
  write(
    services: Readonly<Record<string, Service>>,
    volumes?: Readonly<Record<string, object>>,
  ): Promise<ComposeProject>;
  /** A port of the host that nobody has. */
  port: number;
}

/** What every Compose does with services, the real one and the one that unit tests use. */
export const composeUpContract = (known: () => KnownCompose): void => {
  let project: ComposeProject;
  const up = async (
    services: Readonly<Record<string, Service>>,
    volumes?: Readonly<Record<string, object>>,
  ): Promise<string[]> => {
    project = await known().write(services, volumes);
    const lines: string[] = [];
    await known().compose.up(project, {onLine: line => void lines.push(line)});
    return lines;
  };
  const failure = (services: Readonly<Record<string, Service>>): Promise<string> =>
    up(services).then(
      () => assert.fail('it comes up'),
      (error: unknown) => {
        assert.ok(error instanceof CommandFailed, String(error));
        return error.tail.join('\n');
      },
    );
  const containers = async () => {
    const found = await known().docker.containers([projectLabel(project.name)]);
    return new Map(found.map(one => [one.service, one]));
  };
  const after = (service: string, condition: string) => ({depends_on: {[service]: {condition}}});
  afterEach(() => known().compose.destroy(project.name));

  it('starts services, each after those that it waits for', async () => {
    await up({
      web: {program: {}, fields: after('db', 'service_healthy')},
      db: {program: {health: {healthyAfterMs: 1_000}}},
    });
    const {name} = project;
    const found = await containers();
    assert.deepEqual([found.get('web')?.name, found.get('web')?.state], [`${name}-web-1`, 'running']);
    assert.deepEqual([found.get('db')?.name, found.get('db')?.health], [`${name}-db-1`, 'healthy']);
    assert.ok((found.get('web')?.startedAt ?? 0) > (found.get('db')?.startedAt ?? 0));
  });

  it('has the engine tell when they started and were found healthy', async () => {
    const {docker, write} = known();
    const web = {program: {}, fields: after('db', 'service_healthy')};
    project = await write({web, db: {program: {health: {healthyAfterMs: 500}}}});
    const since = await docker.time();
    const until = new Date(since.getTime() + 60_000);
    const heard: string[] = [];
    const following = await docker.followMoments(projectLabel(project.name), {since, until}, one => {
      heard.push(`${one.service} ${one.what}`);
    });
    await known().compose.up(project, {onLine: () => undefined});
    for (let look = 0; look < 300 && heard.length < 3; look += 1) await pause(100);
    await following.end();
    assert.deepEqual(heard, ['db started', 'db healthy', 'web started']);
  });

  it('leaves running what is as it is to be, and makes the rest anew', async () => {
    const db = {program: {}};
    await up({web: {program: {}}, db});
    const before = await containers();
    await up({web: {program: {}, fields: {environment: {A: '1'}}}, db});
    const now = await containers();
    assert.equal(now.get('db')?.id, before.get('db')?.id);
    assert.notEqual(now.get('web')?.id, before.get('web')?.id);
    assert.equal(now.size, 2);
  });

  it('removes what is to have no container any more, and lets nobody wait for it', async () => {
    const web = {program: {}, fields: after('migrate', 'service_completed_successfully')};
    const migrate = {program: {exits: 0}};
    await up({web, migrate});
    const none = {scale: 0, deploy: {replicas: 0}};
    const changed = {...web, fields: {...web.fields, environment: {A: '1'}}};
    await up({web: changed, migrate: {...migrate, fields: none}});
    const found = await containers();
    assert.deepEqual(
      [...found].map(([service, {state}]) => [service, state]),
      [['web', 'running']],
    );
  });

  it('tells where containers have which volumes, and hands on those without a name', async () => {
    const mounting = (...volumes: string[]) => ({db: {program: {}, fields: {volumes}}});
    const mounts = async () =>
      [...((await containers()).get('db')?.mounts ?? [])].sort((one, other) =>
        one.target < other.target ? -1 : 1,
      );
    await up(mounting('data:/data', '/unnamed', '/tmp:/host:ro'), {data: {}});
    const {name} = project;
    const [data, host, unnamed] = await mounts();
    assert.deepEqual(data, {type: 'volume', source: `${name}_data`, target: '/data', isWritable: true});
    assert.deepEqual(host, {type: 'bind', source: '/tmp', target: '/host', isWritable: false});
    assert.match(unnamed?.source ?? '', /^[0-9a-f]{64}$/);
    await up(mounting('other:/data', '/unnamed'), {other: {name: `${name}_called`}});
    assert.deepEqual(await mounts(), [{...data, source: `${name}_called`}, unnamed]);
  });

  it('tells what containers were told to run, and of their variables those of databases alone', async () => {
    const fields = {environment: {PGDATA: '/x', PASSWORD: 'secret'}, command: ['sleep', '600']};
    await up({db: {program: {}, fields}});
    const db = (await containers()).get('db');
    assert.deepEqual([db?.command, db?.variables], [['sleep', '600'], {PGDATA: '/x'}]);
  });

  it('does not wait for those that nobody waits for', async () => {
    await up({web: {program: {health: {}}}, job: {program: {exits: 3}}});
    assert.equal((await containers()).get('web')?.health, 'starting');
  });

  it('says which one is not healthy', async () => {
    const said = await failure({
      web: {program: {}, fields: after('db', 'service_healthy')},
      db: {program: {health: {unhealthyAfterMs: 500}}},
    });
    assert.ok(said.includes(`dependency failed to start: container ${project.name}-db-1 is unhealthy`), said);
    assert.equal((await containers()).get('db')?.health, 'unhealthy');
  });

  it('says which one has ended, where it was to be healthy', async () => {
    const said = await failure({
      web: {program: {}, fields: after('db', 'service_healthy')},
      db: {program: {exits: 3, health: {}}},
    });
    assert.ok(said.includes(`dependency failed to start: container ${project.name}-db-1 exited (3)`), said);
  });

  it('says which one has failed, where it was to end well', async () => {
    const said = await failure({
      web: {program: {}, fields: after('migrate', 'service_completed_successfully')},
      migrate: {program: {exits: 4, afterMs: 300}},
    });
    assert.ok(said.includes('service "migrate" didn\'t complete successfully: exit 4'), said);
  });

  it('says which port somebody has', async () => {
    const {port} = known();
    const fields = {ports: [`${port}:80`]};
    const said = await failure({one: {program: {}, fields}, two: {program: {}, fields}});
    assert.match(said, new RegExp(`Bind for \\S*:${port} failed: port is already allocated`));
    const published = await known().docker.publishedPorts();
    const own = published.filter(one => one.port === port);
    assert.deepEqual(
      [...new Set(own.map(({project: of, protocol}) => `${of} ${protocol}`))],
      [`${project.name} tcp`],
    );
  });

  it('publishes a port that is Docker’s to choose, and says which it is, and of what', async () => {
    await up({web: {program: {}, fields: {ports: ['80']}}, db: {program: {}}});
    const published = await known().docker.publishedPorts();
    const own = published.filter(one => one.project === project.name);
    assert.ok(own.length > 0);
    for (const {port, service, target, protocol} of own) {
      assert.ok(port > 1024, String(port));
      assert.deepEqual([service, target, protocol], ['web', 80, 'tcp']);
    }
  });

  it('publishes one of a range that is free', async () => {
    const {port} = known();
    const fields = {ports: [`${port}-${port + 2}:80`]};
    await up({one: {program: {}, fields}, two: {program: {}, fields}});
    const own = (await known().docker.publishedPorts()).filter(one => one.project === project.name);
    const numbers = [...new Set(own.map(one => one.port))];
    assert.equal(numbers.length, 2);
    assert.ok(
      numbers.every(one => one >= port && one <= port + 2),
      numbers.join(),
    );
  });

  it('runs commands in services, to their exit codes', async () => {
    await up({web: {program: {commands: {'echo hello; exit 6': {prints: ['hello'], exits: 6}}}}});
    const lines: string[] = [];
    const onLine = (line: string) => void lines.push(line);
    const command = {service: 'web', script: 'echo hello; exit 6', onLine};
    assert.equal(await known().compose.exec(project, command), 6);
    assert.deepEqual(lines, ['hello']);
  });

  it('removes all of a project', async () => {
    await up({web: {program: {}}});
    const left = () => known().docker.labelled(projectLabel(project.name), ['com.docker.compose.project']);
    assert.ok((await left()).length > 0);
    await known().compose.destroy(project.name);
    assert.deepEqual(await left(), []);
  });
};
