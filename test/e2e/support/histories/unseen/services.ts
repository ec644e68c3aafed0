import {commit, exited, type History} from '../history.ts';
import {TILL} from './till.ts';

export const SERVICES: readonly History[] = [
  {
    name: 'a service went that another one waits for',
    base: TILL,
    commits: [
      commit('grace', {'docker-compose.yml': ['WORKERS: "2"', 'WORKERS: "3"']}),
      commit('ada', {'docker-compose.yml': ['  cache:\n    image: redis:7\n', '']}),
      commit('nour', {'docker-compose.yml': ['nginx:1.22', 'nginx:1.23']}),
    ],
    failure: {
      code: 'COMPOSE_INVALID',
      message: 'service "web" depends on undefined service "cache": invalid compose project',
      where: 'docker-compose.yml',
      evidence: {},
    },
    culprit: 'ada',
  },
  {
    name: 'a service has another name, and the proxy does not know',
    base: TILL,
    commits: [
      commit('nour', {'front/site.conf': ['listen 80;', 'listen 80;\n  server_name till;']}),
      commit('ada', {'docker-compose.yml': ['  web:\n    build', '  shop:\n    build']}),
      commit('grace', {'docker-compose.yml': ['nginx:1.22', 'nginx:1.23']}),
    ],
    failure: exited(
      'front',
      '2026/11/24 10:00:00 [emerg] 1#1: host not found in upstream "web" in /etc/nginx/conf.d/default.conf:‹front/site.conf|proxy_pass›',
    ),
    culprit: 'ada',
  },
  {
    name: 'a script is executable no more',
    base: TILL,
    commits: [
      commit('nour', {'web/app.py': ['return title', 'return title.upper()']}),
      commit('ada', {'web/Dockerfile': ['RUN chmod +x run.sh\n', '']}),
      commit('grace', {'docker-compose.yml': ['WORKERS: "2"', 'WORKERS: "3"']}),
    ],
    failure: {
      code: 'START_FAILED',
      message:
        'Compose could not start the services: Error response from daemon: failed to create task for container: exec: "./run.sh": permission denied: unknown',
      where: 'service web',
      evidence: {
        services: [{service: 'web', state: 'created', exitCode: 126}],
        paths: ['web', 'web/Dockerfile'],
      },
    },
    culprit: 'ada',
  },
  {
    name: 'a script has line ends of Windows',
    base: TILL,
    commits: [
      commit('ada', {'web/run.sh': '#!/bin/sh\r\nset -e\r\nexport MODE=fast\r\nexec python app.py\r\n'}),
      commit('grace', {'docker-compose.yml': ['nginx:1.22', 'nginx:1.23']}),
      commit('nour', {'web/app.py': ['return title', 'return title.upper()']}),
    ],
    failure: exited('web', 'exec ./run.sh: no such file or directory', 255),
    culprit: 'ada',
  },
  {
    name: 'a variable of a service has another name',
    base: TILL,
    commits: [
      commit('nour', {'web/app.py': ['    return title', '    return title.upper()']}),
      commit('ada', {'docker-compose.yml': ['TITLE: Till', 'SHOP_TITLE: Till']}),
      commit('grace', {'docker-compose.yml': ['WORKERS: "2"', 'WORKERS: "3"']}),
    ],
    failure: exited(
      'web',
      `Traceback (most recent call last):
  File "/app/app.py", line 3, in <module>
    title = os.environ["TITLE"]
            ~~~~~~~~~~^^^^^^^^^
  File "<frozen os>", line 679, in __getitem__
KeyError: 'TITLE'`,
    ),
    culprit: 'ada',
  },
  {
    name: 'a service may have less memory than it needs',
    base: TILL,
    commits: [
      commit('ada', {'docker-compose.yml': ['mem_limit: 512m', 'mem_limit: 32m']}),
      commit('nour', {'web/app.py': ['return title', 'return title.upper()']}),
      commit('grace', {'web/run.sh': ['MODE=fast', 'MODE=slow']}),
    ],
    failure: {
      code: 'OUT_OF_MEMORY',
      message: 'The service web needed more memory than it may have.',
      where: 'service web',
      evidence: {
        services: [{service: 'web', state: 'exited', exitCode: 137, outOfMemory: true}],
        paths: ['web', 'web/Dockerfile'],
      },
    },
    culprit: 'ada',
  },
];
