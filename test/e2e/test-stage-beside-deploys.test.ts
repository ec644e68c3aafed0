import assert from 'node:assert/strict';
import {existsSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import {besideDeploys, busybox} from './support/neighbour.ts';

describe('a test run on a machine that deploys', () => {
  const {neighbour, project, lines, compose, allowing, run, isRefused} = besideDeploys();

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
    {volumes: ['${PWD:-/}/../:/w']},
    {volumes: ['~:/w']},
    {volumes: ['./inside/../link:/w']},
    {build: './link'},
    {build: 'git@bitbucket.org:team/private.git'},
  ];
  for (const ask of asks) {
    it(`is refused ${JSON.stringify(ask)}`, async () => {
      const text = JSON.stringify(ask).replaceAll('OUTSIDE', neighbour().folder);
      withLinks({services: {test: busybox('true', JSON.parse(text) as object)}});
      await isRefused(text);
    });
  }

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
      assert.equal((await run(allowing(neighbour().folder, 'cap_add: NET_ADMIN'))).outcome, 'passed');
    } finally {
      server.close();
    }
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
