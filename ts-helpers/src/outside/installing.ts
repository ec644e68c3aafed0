/** What a machine says of itself. */
export interface Machine {
  /** /etc/os-release; none on macOS, for one. */
  osRelease: string | undefined;
  isMac?: boolean;
  /** What starts its services. */
  startsBy?: 'systemd' | 'openrc' | undefined;
  /** Whether its docker is of Docker's own packages, and not of the distribution's. */
  hasDockersPackages: boolean;
}

export type Tool = 'docker' | 'compose' | 'git' | 'flock' | 'age' | 'sops' | 'lrzip' | 'bzip2' | 'xz';

/** How to install what is missing, right for the distribution that it is said on. */
export const installing = (tool: Tool, {osRelease, isMac = false, hasDockersPackages}: Machine): string => {
  if (isMac) return ON_MAC[tool];
  const distribution = distributionIn(osRelease);
  return REMEDIES[tool](distribution, hasDockersPackages);
};

/** How to start an engine that does not answer. */
export const starting = ({isMac = false, startsBy}: Machine): string => {
  if (isMac) return 'Start it: open -a Docker, and wait until its whale stands still.';
  if (startsBy === 'systemd') return 'Start it: sudo systemctl start docker';
  return `Start it: ${startsBy === 'openrc' ? 'sudo rc-service docker start' : 'sudo service docker start'}`;
};

/** How a person may talk to an engine that refuses him. */
export const permitting = ({isMac = false}: Machine): string =>
  isMac
    ? 'Start Docker as this user: open -a Docker. What was started by another user is his.'
    : 'Add yourself to the group docker: sudo usermod -aG docker "$USER", then log out and in again (newgrp docker does for this terminal).';

export const isTool = (program: string): program is Tool => Object.hasOwn(REMEDIES, program);

interface Distribution {
  /** Itself, then what it is made from. */
  names: readonly string[];
  title: string;
  /** NaN where it has none, as Debian's next one. */
  version: number;
}

const distributionIn = (osRelease = ''): Distribution => {
  const values = new Map(
    osRelease.split('\n').map(line => {
      const at = line.indexOf('=');
      return [
        line.slice(0, Math.max(at, 0)),
        line
          .slice(at + 1)
          .trim()
          .replaceAll(/^["']|["']$/g, ''),
      ];
    }),
  );
  const {ID = '', ID_LIKE = '', NAME = '', VERSION_ID = ''} = Object.fromEntries(values);
  return {
    names: [ID, ...ID_LIKE.split(' ')].filter(Boolean),
    title: [NAME || 'This system', VERSION_ID].join(' ').trim(),
    version: Number.parseFloat(VERSION_ID),
  };
};

type Remedy = (distribution: Distribution, hasDockersPackages: boolean) => string;

const isOf = ({names}: Distribution, ...asked: readonly string[]): boolean =>
  names.some(name => asked.includes(name));

/** Docker's script knows these and what is made from the first two, and brings Compose as well. */
const docker: Remedy = distribution => {
  const {names} = distribution;
  if (isOf(distribution, 'debian', 'ubuntu') || ['fedora', 'centos', 'rhel'].includes(names[0] ?? ''))
    return 'Install it: curl -fsSL https://get.docker.com | sudo sh';
  if (isOf(distribution, 'alpine')) return 'Install it: sudo apk add docker docker-cli-compose';
  if (isOf(distribution, 'arch')) return 'Install it: sudo pacman -S docker docker-compose';
  return 'Install it: https://docs.docker.com/engine/install/ tells how on each system.';
};

/** `docker-compose-plugin` is Docker's own package; others call it as they like, or have none. */
const compose: Remedy = (distribution, hasDockersPackages) => {
  const {names, title, version} = distribution;
  if (hasDockersPackages && isOf(distribution, 'debian', 'ubuntu'))
    return 'Install it: sudo apt-get install docker-compose-plugin';
  if (hasDockersPackages && isOf(distribution, 'fedora', 'rhel', 'centos'))
    return 'Install it: sudo dnf install docker-compose-plugin';
  if (isOf(distribution, 'ubuntu')) return 'Install it: sudo apt-get install docker-compose-v2';
  // Before Debian 13 that package is Compose v1.
  if (names[0] === 'debian' && !(version < 13)) return 'Install it: sudo apt-get install docker-compose';
  if (isOf(distribution, 'alpine')) return 'Install it: sudo apk add docker-cli-compose';
  if (isOf(distribution, 'arch')) return 'Install it: sudo pacman -S docker-compose';
  if (names.length > 0)
    return `${title} has no package that is sure to be it; put it where docker looks: ${BY_HAND}`;
  return 'Install it: https://docs.docker.com/compose/install/ tells how on each system.';
};

const PLUGIN = '/usr/local/lib/docker/cli-plugins/docker-compose';
const BY_HAND = `sudo curl -fsSL --create-dirs -o ${PLUGIN} "https://github.com/docker/compose/releases/latest/download/docker-compose-linux-$(uname -m)" && sudo chmod +x ${PLUGIN}`;

/** A package that is called the same everywhere. */
const packaged =
  (name: string, elsewhere: string): Remedy =>
  distribution => {
    const manager = MANAGERS.find(([, ...names]) => isOf(distribution, ...names))?.[0];
    return manager === undefined ? elsewhere : `Install it: sudo ${manager} ${name}`;
  };

const MANAGERS = [
  ['apt-get install', 'debian', 'ubuntu'],
  ['dnf install', 'fedora', 'rhel', 'centos'],
  ['zypper install', 'suse', 'opensuse'],
  ['apk add', 'alpine'],
  ['pacman -S', 'arch'],
] as const;

/** Few distributions have a package of it. */
const sops: Remedy = distribution => {
  if (isOf(distribution, 'alpine')) return 'Install it: sudo apk add sops';
  if (isOf(distribution, 'arch')) return 'Install it: sudo pacman -S sops';
  return `Install it, with Go: sudo env GOBIN=/usr/local/bin "$(command -v go)" install github.com/getsops/sops/v3/cmd/sops@latest. Or its package: https://github.com/getsops/sops/releases`;
};

const BREW = 'Install it: brew install';
const PLUGINS = '~/.docker/cli-plugins';
const ON_MAC: Readonly<Record<Tool, string>> = {
  docker: `${BREW} --cask docker-desktop, then start it: open -a Docker`,
  compose: `Docker Desktop brings it (brew install --cask docker-desktop). Alone: brew install docker-compose && mkdir -p ${PLUGINS} && ln -sfn "$(brew --prefix)/opt/docker-compose/bin/docker-compose" ${PLUGINS}/docker-compose`,
  git: 'Install it: xcode-select --install',
  age: `${BREW} age`,
  sops: `${BREW} sops`,
  lrzip: `${BREW} lrzip`,
  bzip2: `${BREW} bzip2`,
  xz: `${BREW} xz`,
  flock: `${BREW} flock`,
};

const REMEDIES: Readonly<Record<Tool, Remedy>> = {
  docker,
  compose,
  git: packaged('git', 'Install it: https://git-scm.com/downloads tells how on each system.'),
  age: packaged(
    'age',
    'Install it: https://github.com/FiloSottile/age tells how on each system (macOS: brew install age).',
  ),
  sops,
  lrzip: packaged(
    'lrzip',
    'Install it: https://github.com/ckolivas/lrzip tells how on each system (macOS: brew install lrzip).',
  ),
  bzip2: packaged('bzip2', 'Install it: https://sourceware.org/bzip2/ tells how (macOS: it is there).'),
  // Debian's package has another name.
  xz: (distribution, hasDockersPackages) =>
    packaged(
      isOf(distribution, 'debian', 'ubuntu') ? 'xz-utils' : 'xz',
      'Install it: https://tukaani.org/xz/ tells how on each system (macOS: brew install xz).',
    )(distribution, hasDockersPackages),
  flock: packaged('util-linux', 'Install util-linux, of which it is a part (macOS: brew install flock).'),
};
