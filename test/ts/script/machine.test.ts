import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {bash, program as programIn} from '../support/scripts.ts';
import {suites} from '../../../script/gate/suites.ts';
import {installing} from '../../../ts-helpers/src/outside/installing.ts';

describe('what the scripts say of a machine', () => {
  let folder: string;
  const at = (...names: string[]) => path.join(folder, ...names);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'machine-'));
    mkdirSync(at('bin'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  const program = (name: string, script: string) => {
    programIn(at('bin'), name, script);
  };
  /** Only these, and what is in `bin`. */
  const borrow = (...names: string[]) => {
    for (const name of names)
      symlinkSync(execFileSync('which', [name], {encoding: 'utf8'}).trim(), at('bin', name));
  };

  const SYSTEMS = [
    'NAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
    'NAME="Debian GNU/Linux"\nVERSION_ID="13"\nID=debian\n',
    'NAME="Debian GNU/Linux"\nID=debian\n',
    'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n',
    'NAME="Linux Mint"\nVERSION_ID="22"\nID=linuxmint\nID_LIKE="ubuntu debian"\n',
    'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.3\n',
    'NAME="Arch Linux"\nID=arch\n',
    'NAME="Fedora Linux"\nVERSION_ID=41\nID=fedora\n',
    'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\n',
    '',
  ];

  it('is what `countable` says of it', () => {
    for (const [number, osRelease] of SYSTEMS.entries()) {
      writeFileSync(at(`os-${number}`), osRelease);
      for (const hasDockersPackages of [false, true]) {
        const DPKG_INFO = at(hasDockersPackages ? 'ours' : 'none');
        mkdirSync(at('ours'), {recursive: true});
        writeFileSync(at('ours/docker-ce-cli.list'), '');
        const machine = {osRelease, hasDockersPackages};
        const {stdout} = bash('docker_remedy; compose_remedy', {OS_RELEASE: at(`os-${number}`), DPKG_INFO});
        assert.deepEqual(stdout.trim().split('\n'), [
          installing('docker', machine),
          installing('compose', machine),
        ]);
      }
    }
  });

  it('names what will be installed, and what is there already not', () => {
    borrow('node', 'id');
    program('apt-get', 'exit 1');
    program('sudo', 'exit 0');
    const PATH = at('bin');
    const about = `about_installing 'node nodejs' 'chromium chromium-package' 'java some-jdk'`;
    assert.equal(bash(about, {PATH}).stdout, 'It first installs with apt-get chromium-package some-jdk.\n');
    assert.equal(bash(`about_installing 'node nodejs'`, {PATH}).stdout, 'Nothing has to be installed.\n');
    program('node-old', '');
    rmSync(at('bin/node'));
    assert.match(
      bash(about, {PATH, XDG_CACHE_HOME: folder}).stdout,
      /installs with apt-get nodejs .*; Node 24 from the npm registry, .*; into node_modules .*MB\.\n/,
    );
  });

  const docker = (room: number, complaint: string) => {
    program(
      'docker',
      `echo "$*" >>'${at('asked')}'
case "$2" in
create) [ "$(grep -c create '${at('asked')}')" -le ${room} ] || { echo '${complaint}' >&2; exit 1; } ;;
esac`,
    );
    return {PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`};
  };
  const POOLS = 'Error response from daemon: could not find an available, non-overlapping IPv4 address pool';

  it('has nothing to say of networks where there is room, and takes the room from nobody', () => {
    const {status, stderr} = bash('need_networks 3', docker(3, POOLS));
    assert.deepEqual([status, stderr], [0, '']);
    const asked = execFileSync('cat', [at('asked')], {encoding: 'utf8'})
      .trim()
      .split('\n');
    assert.match(asked.at(-1) ?? '', /^network rm( countable-room-\d+-\d){3}$/);
  });

  for (const room of [0, 2])
    it(`tells that others hold the networks, where there is room for ${room}`, () => {
      const {status, stderr} = bash('need_networks 3', docker(room, POOLS));
      assert.equal(status, 3);
      assert.match(stderr, new RegExp(`addresses for ${room} more networks, and the tests use up to 3 `));
      assert.match(stderr, /remedy {2}See them: docker network ls\./);
    });

  it('names the variable that names an engine which does not answer', () => {
    program('docker', 'exit 1');
    const PATH = `${at('bin')}:${process.env['PATH'] ?? ''}`;
    const asked = (DOCKER_HOST: string) => bash('need_docker', {PATH, DOCKER_HOST}).stderr;
    assert.match(
      asked('tcp://127.0.0.1:9'),
      /at tcp:\/\/127\.0\.0\.1:9 does not[^]*remedy.*unset DOCKER_HOST/,
    );
    assert.match(asked(''), /remedy {2}Start it: sudo systemctl start docker$/m);
  });

  it('knows the suites before anything is announced, those that there are', () => {
    const known = [...new Set(suites.flatMap(({kind, name}) => [kind, name]))];
    assert.deepEqual(bash('echo $SUITES').stdout.trim().split(' ').sort(), known.sort());
    const {status, stdout, stderr} = spawnSync('script/test', ['unitt'], {encoding: 'utf8'});
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /There is no suite unitt\.\n {2}remedy {2}There are: checks, types, /);
  });

  it('tells how to have a newer Compose', () => {
    program('docker', 'case "$1" in version) echo 27.0 ;; *) echo 2.10.1 ;; esac');
    const PATH = `${at('bin')}:${process.env['PATH'] ?? ''}`;
    for (const [number, osRelease] of SYSTEMS.entries()) {
      writeFileSync(at(`os-${number}`), osRelease);
      const {status, stderr} = bash('need_docker', {PATH, OS_RELEASE: at(`os-${number}`), DPKG_INFO: folder});
      assert.equal(status, 3);
      assert.match(stderr, /^✗ Docker Compose 2\.10\.1 is too old: 2\.24\.4 or newer is needed\.$/m);
      assert.match(
        stderr,
        /^ {2}remedy {2}(Install a newer one: \S|.* has no package .*: sudo curl)/m,
        osRelease,
      );
    }
  });

  it('tells what else is wrong with networks in the words of the engine', () => {
    const {stderr} = bash('need_networks 3', docker(1, 'iptables is not there'));
    assert.match(stderr, /^✗ Docker makes no network: iptables is not there$/m);
  });
});
