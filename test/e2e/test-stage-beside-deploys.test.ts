import assert from 'node:assert/strict';
import {existsSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import {besideDeploys, busybox} from './support/neighbour.ts';

describe('a test run on a machine that deploys', () => {
  const {neighbour, project, lines, compose, request, allowing, run, isRefused, end} = besideDeploys();

  /** With links and files that lead out of it. */
  const withLinks = (model: object): void => {
    compose(model, {Dockerfile: 'FROM busybox:1.35\n', 'inside/x': ''});
    const link = (target: string, name: string) => {
      symlinkSync(target, path.join(project().workspace, name));
    };
    writeFileSync(path.join(project().workspace, '../Dockerfile'), 'FROM busybox:1.35\n');
    link(neighbour().folder, 'link');
    link(path.join(neighbour().folder, 'precious'), 'file');
    link('../Dockerfile', 'Dockerfile.link');
  };

  const asks: object[] = [
    {privileged: true},
    {pid: 'host'},
    {cap_add: ['SYS_ADMIN']},
    {devices: ['/dev/sda']},
    {device_cgroup_rules: ['b 8:0 rwm']},
    {security_opt: ['seccomp=unconfined']},
    {userns_mode: 'host'},
    {cgroup: 'host'},
    {sysctls: ['kernel.domainname=x']},
    {runtime: 'other'},
    {use_api_socket: true},
    {volumes: ['OUTSIDE/precious:/x']},
    {volumes: ['OUTSIDE/precious:/x:ro']},
    {volumes: ['..:/w']},
    {volumes: ['./../..:/w']},
    {volumes: ['${PWD:-/}/../:/w']},
    {volumes: ['~:/w']},
    {volumes: ['/:/w']},
    {volumes: ['/proc/self/root/etc:/w']},
    {volumes: ['/var/run/docker.sock:/s']},
    {volumes: ['/run/docker.sock:/s:ro']},
    {volumes: ['/var/run:/s']},
    {volumes: ['./link:/w']},
    {volumes: ['./link/:/w']},
    {volumes: ['./inside/../link:/w']},
    {volumes: ['./link/precious:/w']},
    {volumes: [{type: 'bind', source: './file', target: '/w', read_only: true}]},
    {volumes: ['//etc/./:/w']},
    {build: 'OUTSIDE'},
    {build: './link'},
    {build: {context: '.', dockerfile: '../Dockerfile'}},
    {build: {context: '.', dockerfile: 'Dockerfile.link'}},
    {build: {context: '.', additional_contexts: {a: 'OUTSIDE'}}},
    {build: {context: '.', network: 'host'}},
    {build: {context: '.', ssh: ['default']}},
    {build: {context: '.', privileged: true}},
    {build: 'git@bitbucket.org:team/private.git'},
  ];
  for (const ask of asks) {
    it(`is refused ${JSON.stringify(ask)}`, async () => {
      const text = JSON.stringify(ask).replaceAll('OUTSIDE', neighbour().folder);
      withLinks({services: {test: busybox('true', JSON.parse(text) as object)}});
      await isRefused(text);
    });
  }

  it('is refused files of the machine in every way that Compose mounts them', async () => {
    const outside = path.join(neighbour().folder, 'precious');
    for (const model of [
      {services: {test: busybox('true', {secrets: ['s']})}, secrets: {s: {file: outside}}},
      {services: {test: busybox('true', {configs: ['s']})}, configs: {s: {file: outside}}},
      {services: {test: busybox('true', {secrets: ['s']})}, secrets: {s: {file: './file'}}},
      {services: {test: {build: {context: '.', secrets: ['s']}}}, secrets: {s: {file: outside}}},
    ]) {
      withLinks(model);
      await isRefused(JSON.stringify(model));
      end();
    }
    compose({});
  });

  it('passes with all that a project of the usual kind has', async () => {
    const script =
      'cat /c; [ "$$X$$M" = 12 ] && echo "<testsuite><testcase name=\'a\'/></testsuite>" > /reports/junit.xml && touch /app/new';
    const db = busybox('sleep 30', {ports: ['5432'], volumes: ['data:/d'], restart: 'always'});
    const more = {
      build: '.',
      env_file: ['sub/x.env', '${MORE:-more.env}'],
      depends_on: ['db'],
      volumes: ['.:/app', './reports:/reports', '/etc/localtime:/etc/localtime:ro', './conf/c:/c:ro'],
      cap_add: ['NET_BIND_SERVICE'],
    };
    compose(
      {services: {db, test: {...busybox(script, more), image: undefined}}, volumes: {data: {}}},
      {
        Dockerfile: 'FROM busybox:1.35\n',
        'sub/x.env': 'X=1\n',
        'more.env': 'M=2\n',
        'conf/c': 'configured\n',
      },
    );
    const {outcome, junit} = await run();
    assert.deepEqual([outcome, junit], ['passed', ['reports/junit.xml']], lines().join('\n'));
    assert.ok(lines().includes('configured'));
  });

  it('passes where the organisation allows what it asks for, and with no more than that', async () => {
    const socket = path.join(neighbour().folder, 'some.sock');
    const server = createServer().listen(socket);
    try {
      const volumes = [`${socket}:/s`, `${neighbour().folder}/precious:/p`];
      compose({
        services: {
          test: busybox('test -S /s && cat /p && grep "CapEff.*a80435fb" /proc/self/status', {
            cap_add: ['NET_ADMIN'],
            volumes,
          }),
        },
      });
      await isRefused('without a word');
      await assert.rejects(run(allowing(neighbour().folder)), {
        code: 'TEST_NOT_ALLOWED',
        message: `Tests may not have this beside ${neighbour().name}: test has the capability NET_ADMIN.`,
      });
      assert.equal((await run(allowing(neighbour().folder, 'cap_add: NET_ADMIN'))).outcome, 'passed');
    } finally {
      server.close();
    }
  });

  it('has all of it in a build of production’s own branch', async () => {
    compose({services: {test: busybox('true', {pid: 'host', volumes: [`${neighbour().folder}:/x`]})}});
    const {project: asked, output} = request();
    const build = {...asked.build, environment: 'prod'};
    assert.equal((await run({project: {...asked, build}, output})).outcome, 'passed');
  });

  it('cannot put a link where another of its mounts comes from', async () => {
    const swap = 'rm -rf /w/data; mv /w/data /w/moved; ln -sf $$OUT /w/data; ls -ld /w/data; true';
    const first = busybox(swap, {volumes: ['.:/w'], environment: {OUT: neighbour().folder}});
    const second = busybox('! cat /d/precious', {
      volumes: ['./data:/d'],
      depends_on: {first: {condition: 'service_completed_successfully'}},
    });
    compose({services: {first, test: second}});
    assert.equal((await run()).outcome, 'passed', lines().join('\n'));
  });

  it('cannot write what git of this machine would run', async () => {
    const script =
      'echo "[core] fsmonitor = /w/evil" >> /w/.git/config; echo x > /w/.git/hooks/post-checkout; mv /w/.git /w/git; touch /w/ok';
    compose(
      {services: {test: busybox(script, {volumes: ['.:/w']})}},
      {'.git/config': '[core]\n', '.git/hooks/x': ''},
    );
    assert.equal((await run()).outcome, 'passed', lines().join('\n'));
    const at = (file: string) => path.join(project().workspace, file);
    assert.equal(readFileSync(at('.git/config'), 'utf8'), '[core]\n');
    assert.deepEqual([existsSync(at('ok')), existsSync(at('.git/hooks/post-checkout'))], [true, false]);
  });
});
