import {commit, type DeployProject, git} from '../deploys.ts';
import {DEPLOY, tests} from '../causes.ts';
import type {Reproducing} from './reproduction.ts';

const removing = (file: string) => (project: DeployProject) => {
  git(project, 'rm', '--quiet', file);
  commit(project);
};
const renaming = (from: string, to: string) => (project: DeployProject) => {
  git(project, 'mv', from, to);
  commit(project);
};
const own = (image: string, command: string, files: Readonly<Record<string, string>>) => ({
  ...files,
  ...tests(image, command, {volumes: ['.:/app'], working_dir: '/app'}),
});

/** What the project has or had itself. */
export const OWN: readonly Reproducing[] = [
  {
    rule: 'deploy-file-gone',
    what: 'a mounted file that the last commit removed',
    make: () => ({
      files: {
        'docker-compose.yml':
          'services: {web: {image: "busybox:1.35", command: sleep 600, volumes: ["./web.cfg:/web.cfg"]}}\n',
        'dc.stage.yml': 'services: {}\n',
        'web.cfg': 'port 80\n',
      },
      words: DEPLOY,
      prepare: removing('web.cfg'),
    }),
  },
  {
    rule: 'python-module-missing',
    what: 'a module of its own that the last commit renamed',
    make: () => ({
      files: own('python:3.11-slim', 'python test_mail.py', {
        'test_mail.py': 'import mailer\n',
        'mailer.py': 'def send():\n    return "a letter of some length"\n',
      }),
      prepare: renaming('mailer.py', 'mails.py'),
    }),
  },
  {
    rule: 'node-module-missing',
    what: 'a file of its own that the last commit renamed',
    make: () => ({
      files: own('node:20-slim', 'node src/test.js', {
        'src/test.js': "require('./store');\n",
        'src/store.js': 'exports.store = () => "a store of some length";\n',
      }),
      prepare: renaming('src/store.js', 'src/shop.js'),
    }),
  },
  {
    rule: 'copy-missing',
    what: 'a COPY of a file that the last commit removed',
    make: () => ({
      files: {
        Dockerfile: 'FROM busybox:1.35\nCOPY start.txt /\n',
        'start.txt': 'go\n',
        'docker-compose.yml': 'services: {test: {build: .}}\n',
      },
      prepare: removing('start.txt'),
    }),
  },
  {
    rule: 'file-missing',
    what: 'a template that the last commit removed',
    make: () => ({
      files: own('busybox:1.35', 'cat theme/base.html', {'theme/base.html': '<h1>\n'}),
      prepare: removing('theme/base.html'),
    }),
  },
  {
    rule: 'windows-line-ends',
    what: 'a mounted script with line ends of Windows',
    make: () => ({
      files: own(
        'debian:bookworm-slim',
        'cp run.sh /tmp/run.sh; chmod +x /tmp/run.sh; exec bash -c /tmp/run.sh',
        {
          'run.sh': '#!/bin/sh\r\necho hello\r\n',
        },
      ),
    }),
  },
  {
    rule: 'command-not-found',
    what: 'a script with line ends of Windows that a shell is given',
    make: () => ({
      files: own('busybox:1.35', 'cp run.sh /tmp/; chmod +x /tmp/run.sh; /tmp/run.sh', {
        'run.sh': '#!/bin/sh\r\necho hello\r\n',
      }),
    }),
  },
  {
    rule: 'windows-line-ends',
    what: 'a script that bash is to run in an image without it',
    make: () => ({
      files: {
        Dockerfile: 'FROM busybox:1.35\nCOPY --chmod=755 run.sh /run.sh\nCMD ["/run.sh"]\n',
        'run.sh': '#!/bin/bash\necho hello\n',
        'docker-compose.yml': 'services: {test: {build: .}}\n',
      },
    }),
  },
];
