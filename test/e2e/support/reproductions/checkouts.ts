import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {judgeBuild} from '../../../../ts-helpers/src/story/verdict.ts';
import type {Reproduction} from '../causes.ts';
import {docker} from '../projects.ts';
import {runProgram} from '../cli.ts';
import type {Reproducing} from './reproduction.ts';

/** What keeps Jenkins from checking out: what git really says, in the exception that its plugin makes of that. */
export const CHECKOUTS: readonly Reproducing[] = [
  {
    rule: 'git-lock',
    what: 'a git that left its lock',
    make: () =>
      inRepository(folder => {
        writeFileSync(path.join(folder, '.git/index.lock'), '');
        return git(folder, 'checkout', '-f', 'HEAD');
      }),
  },
  {
    rule: 'git-lfs',
    what: 'a repository in LFS where that is not installed',
    make: () =>
      inRepository(folder => {
        git(folder, 'config', 'filter.lfs.process', 'git-lfs filter-process');
        git(folder, 'config', 'filter.lfs.required', 'true');
        rmSync(path.join(folder, 'photo.bin'));
        return git(folder, 'checkout', '-f', 'HEAD', '--', '.');
      }),
  },
  {
    rule: 'git-branch-gone',
    what: 'a branch that is gone',
    make: () =>
      inRepository(folder =>
        git(folder, 'fetch', '--no-tags', folder, '+refs/heads/feature:refs/remotes/origin/feature'),
      ),
  },
  {
    rule: 'git-key-refused',
    what: 'a key that the git server refuses',
    make: () =>
      atSshServer([
        '-o',
        'StrictHostKeyChecking=no',
        '-o',
        'UserKnownHostsFile=/dev/null',
        '-o',
        'LogLevel=ERROR',
      ]),
  },
  {
    rule: 'git-host-key',
    what: 'a git server that nobody knows',
    make: () => atSshServer(['-o', 'StrictHostKeyChecking=yes', '-o', 'UserKnownHostsFile=/dev/null']),
  },
  {
    rule: 'git-login-refused',
    what: 'a token that the git server refuses',
    make: async () => {
      const server = createServer((_, response) => {
        response.writeHead(401, {'WWW-Authenticate': 'Basic realm="git"'}).end();
      });
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      try {
        const {port} = server.address() as AddressInfo;
        const words = ['fetch', '--no-tags', `http://jenkins:old@127.0.0.1:${port}/team/shop.git`];
        const {stderr} = await runProgram(['git', ...words], {
          cwd: process.cwd(),
          env: {GIT_TERMINAL_PROMPT: '0'},
        });
        return thrown({words, stderr});
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  },
];

interface Said {
  words: readonly string[];
  stderr: string;
}

const git = (folder: string, ...words: string[]): Said => {
  const env = {...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C'};
  const {stderr} = spawnSync('git', words, {cwd: folder, encoding: 'utf8', env});
  return {words, stderr: stderr.replaceAll(folder, '/home/jenkins/workspace/shop_develop')};
};

const inRepository = (work: (folder: string) => Said): Reproduction => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-checkout-'));
  try {
    git(folder, 'init', '--quiet');
    writeFileSync(path.join(folder, 'photo.bin'), 'x');
    writeFileSync(path.join(folder, '.gitattributes'), '*.bin filter=lfs\n');
    git(folder, 'add', '.');
    git(folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '-m', 'x');
    return thrown(work(folder));
  } finally {
    rmSync(folder, {recursive: true});
  }
};

const atSshServer = (options: readonly string[]): Reproduction => {
  const id = docker('run', '-d', '--rm', '-p', '127.0.0.1::22', 'sshd:bookworm');
  try {
    const [port = ''] = /\d+$/.exec(docker('port', id, '22')) ?? [];
    // Until it has made its keys.
    spawnSync(
      'sh',
      ['-c', `until ssh-keyscan -p ${port} 127.0.0.1 2>&1 | grep -q ssh-; do sleep 0.5; done`],
      {timeout: 60_000},
    );
    const words = ['fetch', '--no-tags', `ssh://git@127.0.0.1:${port}/team/shop.git`];
    const ssh = [
      'ssh',
      '-o',
      'BatchMode=yes',
      '-o',
      'IdentityFile=/dev/null',
      '-o',
      'IdentitiesOnly=yes',
      ...options,
    ].join(' ');
    const {stderr} = spawnSync('git', words, {encoding: 'utf8', env: {...process.env, GIT_SSH_COMMAND: ssh}});
    return thrown({words, stderr});
  } finally {
    docker('kill', id);
  }
};

/** As Jenkins' git plugin throws it: https://github.com/jenkinsci/git-client-plugin, launchCommandIn. */
const thrown = ({words, stderr}: Said): Reproduction => {
  const command = `Command "git ${words.join(' ')}" returned status code 128:`;
  const exception = `hudson.plugins.git.GitException: ${command}\nstdout: \nstderr: ${stderr}`;
  const mishaps = [{stage: 'Checkout', during: 'checkout' as const, exception}];
  const [failure] = judgeBuild({mishaps, log: exception.split('\n')}).failures;
  if (failure === undefined) throw new Error('Jenkins would have said nothing.');
  return {files: {}, error: failure.error};
};
