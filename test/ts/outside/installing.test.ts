import assert from 'node:assert/strict';
import {installing, permitting, starting, type Tool} from '../../../ts-helpers/src/outside/installing.ts';

const DEBIAN = 'NAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n';
const TRIXIE = DEBIAN.replace('12', '13');
const NEXT = 'NAME="Debian GNU/Linux"\nID=debian\n';
const UBUNTU = 'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n';
const MINT = 'NAME="Linux Mint"\nVERSION_ID="22"\nID=linuxmint\nID_LIKE="ubuntu debian"\n';
const ALPINE = 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.3\n';
const ARCH = 'NAME="Arch Linux"\nID=arch\n';
const FEDORA = 'NAME="Fedora Linux"\nVERSION_ID=41\nID=fedora\n';
const ROCKY = 'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\n';
const LEAP = 'NAME="openSUSE Leap"\nVERSION_ID="15.6"\nID="opensuse-leap"\nID_LIKE="suse opensuse"\n';

const SCRIPT = 'Install it: curl -fsSL https://get.docker.com | sudo sh';
const BY_HAND =
  /^\S.* has no package that is sure to be it; .*cli-plugins\/docker-compose ".*-\$\(uname -m\)"/;

const on = (osRelease: string | undefined, tool: Tool, hasDockersPackages = false) =>
  installing(tool, {osRelease, hasDockersPackages});

describe('how to install', () => {
  it('Docker is by its script, where that knows the system', () => {
    for (const system of [DEBIAN, TRIXIE, UBUNTU, MINT, FEDORA]) assert.equal(on(system, 'docker'), SCRIPT);
    for (const system of [ROCKY, LEAP, undefined]) assert.match(on(system, 'docker'), /docs\.docker\.com/);
    assert.equal(on(ALPINE, 'docker'), 'Install it: sudo apk add docker docker-cli-compose');
    assert.equal(on(ARCH, 'docker'), 'Install it: sudo pacman -S docker docker-compose');
  });

  it('Compose is by the package that holds its second version there', () => {
    for (const [system, remedy] of [
      [TRIXIE, 'sudo apt-get install docker-compose'],
      [NEXT, 'sudo apt-get install docker-compose'],
      [UBUNTU, 'sudo apt-get install docker-compose-v2'],
      [MINT, 'sudo apt-get install docker-compose-v2'],
      [ALPINE, 'sudo apk add docker-cli-compose'],
      [ARCH, 'sudo pacman -S docker-compose'],
    ] as const)
      assert.equal(on(system, 'compose'), `Install it: ${remedy}`);
  });

  it('Compose is by hand where a package of that name is the first version, or none is known', () => {
    for (const system of [DEBIAN, FEDORA, ROCKY, LEAP]) assert.match(on(system, 'compose'), BY_HAND);
    assert.match(on(undefined, 'compose'), /docs\.docker\.com\/compose/);
  });

  it("Compose is Docker's own package only beside Docker's own engine", () => {
    for (const system of [DEBIAN, UBUNTU])
      assert.equal(on(system, 'compose', true), 'Install it: sudo apt-get install docker-compose-plugin');
    for (const system of [FEDORA, ROCKY])
      assert.equal(on(system, 'compose', true), 'Install it: sudo dnf install docker-compose-plugin');
  });

  it('git and flock are by the package manager of the system', () => {
    assert.equal(on(MINT, 'git'), 'Install it: sudo apt-get install git');
    assert.equal(on(ROCKY, 'git'), 'Install it: sudo dnf install git');
    assert.equal(on(LEAP, 'flock'), 'Install it: sudo zypper install util-linux');
    assert.equal(on(ALPINE, 'flock'), 'Install it: sudo apk add util-linux');
    assert.match(on(undefined, 'flock'), /brew install flock/);
    assert.match(on('garbage without any sign\n\n=\n', 'git'), /git-scm\.com/);
  });

  it('what unpacks is by its package, which Debian calls otherwise', () => {
    assert.equal(on(DEBIAN, 'xz'), 'Install it: sudo apt-get install xz-utils');
    assert.equal(on(FEDORA, 'xz'), 'Install it: sudo dnf install xz');
    assert.equal(on(MINT, 'bzip2'), 'Install it: sudo apt-get install bzip2');
    assert.match(on(undefined, 'bzip2'), /sourceware\.org/);
  });

  it('is by Homebrew on macOS, but for what Apple brings', () => {
    const mac = (tool: Tool) =>
      installing(tool, {osRelease: undefined, isMac: true, hasDockersPackages: false});
    assert.equal(
      mac('docker'),
      'Install it: brew install --cask docker-desktop, then start it: open -a Docker',
    );
    assert.equal(mac('git'), 'Install it: xcode-select --install');
    assert.match(mac('compose'), /^Docker Desktop brings it .* brew install docker-compose && /);
    for (const tool of ['age', 'sops', 'lrzip', 'bzip2', 'xz', 'flock'] as const)
      assert.equal(mac(tool), `Install it: brew install ${tool}`);
  });
});

describe('an engine that does not answer', () => {
  const of = {osRelease: undefined, hasDockersPackages: false};
  it('is started by what starts services there', () => {
    assert.equal(starting({...of, startsBy: 'systemd'}), 'Start it: sudo systemctl start docker');
    assert.equal(starting({...of, startsBy: 'openrc'}), 'Start it: sudo rc-service docker start');
    assert.equal(starting(of), 'Start it: sudo service docker start');
    assert.match(starting({...of, isMac: true}), /^Start it: open -a Docker/);
  });

  it('is talked to by who is in its group, and on macOS by who started it', () => {
    assert.match(permitting(of), /usermod -aG docker "\$USER", then log out and in again/);
    assert.match(permitting({...of, isMac: true}), /as this user: open -a Docker/);
  });
});
