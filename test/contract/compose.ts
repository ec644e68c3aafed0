import assert from 'node:assert/strict';
import {mkdir, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Compose} from '../../ts-helpers/src/outside/compose.ts';
import type {ComposeProject} from '../../ts-helpers/src/compose/model.ts';
import {partOf} from './partOf.ts';

type Reading = Pick<Compose, 'config' | 'interpolate'>;

/** What every Compose makes of files, the real one and the one that unit tests use. It needs no engine. */
export const composeContract = (known: () => Reading): void => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'countable-contract-')));
  });
  afterEach(() => rm(folder, {recursive: true}));

  const put = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), {recursive: true});
      await writeFile(path.join(folder, name), text);
    }
  };
  const project = (...names: string[]): ComposeProject => ({
    name: 'shop',
    directory: folder,
    files: names.map(name => path.join(folder, name)),
  });
  const read = async (text: string, more: Partial<ComposeProject> = {}) => {
    await put({'compose.yml': text});
    return known().config({...project('compose.yml'), ...more});
  };
  const service = async (text: string) => partOf((await read(`services: {web: ${text}}`)).model)['web'];

  it('reads images, ports and restart policies', async () => {
    assert.deepEqual(
      await service(
        '{image: nginx, restart: unless-stopped, ports: ["8080:80", "127.0.0.1:81:81/udp", "99"]}',
      ),
      {
        image: 'nginx',
        restart: 'unless-stopped',
        ports: [
          {target: 80, published: '8080', protocol: 'tcp'},
          {target: 81, published: '81', protocol: 'udp', host_ip: '127.0.0.1'},
          {target: 99, protocol: 'tcp'},
        ],
      },
    );
  });

  it('reads what is built', async () => {
    assert.deepEqual(await service('{build: ./app}'), {
      build: {context: path.join(folder, 'app'), dockerfile: 'Dockerfile'},
    });
    assert.deepEqual(await service('{build: {context: ., dockerfile: docker/Dockerfile}}'), {
      build: {context: folder, dockerfile: 'docker/Dockerfile'},
    });
  });

  it('takes away what a later file resets, and nothing that is null there', async () => {
    await put({
      'compose.yml': 'services: {web: {image: x, develop: {watch: [{path: ., action: rebuild}]}}}',
      'null.json': '{"services": {"web": {"develop": null}}}',
      'reset.json': '{"services": {"web": {"develop": !reset null}}}',
    });
    const developOf = async (file: string) =>
      (await known().config(project('compose.yml', file))).model.services['web']?.develop;
    assert.notEqual(await developOf('null.json'), undefined);
    assert.equal(await developOf('reset.json'), undefined);
  });

  it('reads mounts', async () => {
    const {model} = await read(
      'services: {web: {image: x, volumes: ["./data:/data:ro", "kept:/kept", "/srv:/srv"]}}\nvolumes: {kept: }',
    );
    assert.deepEqual(
      model.services['web']?.volumes?.map(({type, source, target, read_only: closed}) => [
        type,
        source,
        target,
        closed,
      ]),
      [
        ['bind', path.join(folder, 'data'), '/data', true],
        ['volume', 'kept', '/kept', undefined],
        ['bind', '/srv', '/srv', undefined],
      ],
    );
    assert.equal(model.volumes?.['kept']?.name, 'shop_kept');
    assert.equal(model.networks?.['default']?.name, 'shop_default');
  });

  it('reads variables of services, from the file and from env files, which count less', async () => {
    await put({'app.env': 'A=of the file\nB=of the file\n'});
    assert.deepEqual(await service('{image: x, env_file: app.env, environment: [A=1, C]}'), {
      image: 'x',
      environment: {A: '1', B: 'of the file', C: null},
    });
    assert.deepEqual(await service('{image: x, environment: {A: 5, B: true}}'), {
      image: 'x',
      environment: {A: '5', B: 'true'},
    });
  });

  it('gives services the variables that they only name', async () => {
    for (const environment of ['[GIVEN, NOT]', '{GIVEN: , NOT: }']) {
      const variables = {GIVEN: 'value'};
      const {model} = await read(`services: {web: {image: x, environment: ${environment}}}`, {variables});
      assert.deepEqual(model.services['web']?.environment, {GIVEN: 'value', NOT: null});
    }
  });

  it('reads what services wait for', async () => {
    const {model} = await read(
      'services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: {c: {condition: service_healthy}}}, c: {image: x}}',
    );
    assert.deepEqual(
      [model.services['a'], model.services['b']].map(one => one?.depends_on),
      [
        {b: {condition: 'service_started', required: true}},
        {c: {condition: 'service_healthy', required: true}},
      ],
    );
  });

  it('reads secrets', async () => {
    const {model} = await read(
      'services: {web: {image: x, secrets: [token]}}\nsecrets: {token: {file: ./token.txt}}',
    );
    assert.deepEqual(
      model.services['web']?.secrets?.map(({source}) => source),
      ['token'],
    );
    assert.equal(model.secrets?.['token']?.file, path.join(folder, 'token.txt'));
  });

  it('leaves out services of profiles', async () => {
    const {model} = await read('services: {web: {image: x}, debug: {image: x, profiles: [debug]}}');
    assert.deepEqual(Object.keys(model.services), ['web']);
  });

  it('lays one file over another', async () => {
    await put({
      'base.yml':
        'services: {web: {image: a, command: [one], ports: ["80:80"], environment: [A=1, B=1], labels: {a: "1"}}}',
      'over.yml':
        'services: {web: {image: b, command: [two], ports: ["81:81"], environment: {B: 2}, labels: {b: "2"}}, db: {image: c}}',
    });
    const {model} = await known().config(project('base.yml', 'over.yml'));
    assert.deepEqual(partOf(model), {
      web: {
        image: 'b',
        command: ['two'],
        ports: [
          {target: 80, published: '80', protocol: 'tcp'},
          {target: 81, published: '81', protocol: 'tcp'},
        ],
        environment: {A: '1', B: '2'},
        labels: {a: '1', b: '2'},
      },
      db: {image: 'c'},
    });
  });

  it('puts values in, and names the variables that have none', async () => {
    await put({'.env': 'TAG=15\nEMPTY=\n'});
    const {model, unset} = await read(
      'services: {db: {image: "postgres:$TAG", environment: {A: "${EMPTY:-other}", B: "${EMPTY-other}", C: "${NONE}", D: "$$5"}}}',
    );
    assert.deepEqual(partOf(model)['db'], {
      image: 'postgres:15',
      environment: {A: 'other', B: '', C: '', D: '$$5'},
    });
    assert.deepEqual(unset, ['NONE']);
  });

  it('takes values of other env files where some are named, and those that are given before all', async () => {
    await put({'.env': 'TAG=1\n', 'other.env': 'TAG=2\nNAME=n\n'});
    const text = 'services: {db: {image: "$NAME:$TAG"}}';
    const envFiles = [path.join(folder, 'other.env')];
    assert.equal((await read(text, {envFiles})).model.services['db']?.image, 'n:2');
    const variables = {TAG: '3'};
    assert.equal((await read(text, {envFiles, variables})).model.services['db']?.image, 'n:3');
    assert.deepEqual(await known().interpolate({...project('compose.yml'), envFiles}, ['$NAME/$$', 'x']), [
      'n/$',
      'x',
    ]);
  });

  for (const [what, text, complaint] of [
    [
      'a service that waits for none',
      'services: {web: {image: x, depends_on: [db]}}',
      'service "web" depends on undefined service "db": invalid compose project',
    ],
    [
      'a service of nothing',
      'services: {web: {restart: always}}',
      'service "web" has neither an image nor a build context specified: invalid compose project',
    ],
  ] as const)
    it(`refuses ${what}`, async () => {
      await assert.rejects(read(text), {code: 'COMPOSE_INVALID', message: complaint});
    });

  it('refuses an env file that is not there', async () => {
    const file = path.join(folder, 'app.env');
    await assert.rejects(read('services: {web: {image: x, env_file: app.env}}'), {
      code: 'COMPOSE_INVALID',
      message: `env file ${file} not found: stat ${file}: no such file or directory`,
    });
  });
};
