import {execFileSync} from 'node:child_process';

/** Containers of servers by plain docker, of one test. */
export const createServers = (label: string) => {
  const docker = (args: readonly string[], input = ''): string =>
    execFileSync('docker', args, {input, stdio: ['pipe', 'pipe', 'pipe']})
      .toString()
      .trim();
  return {
    docker,
    /** Resolves to its id. In no network, unless one is named. */
    start(image: string, variables: Readonly<Record<string, string>>, network = 'none'): string {
      const given = Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
      return docker(['run', '--detach', '--label', label, '--network', network, ...given, image]);
    },
    remove(): void {
      const ids = docker(['ps', '--all', '--quiet', '--filter', `label=${label}`])
        .split('\n')
        .filter(Boolean);
      if (ids.length > 0) docker(['rm', '--force', '--volumes', ...ids]);
    },
  };
};
