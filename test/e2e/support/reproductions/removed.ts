import {docker} from '../projects.ts';
import {deploying, type Reproducing} from './reproduction.ts';

/** What an earlier deploy has left of a service that was renamed since. */
const withOld = (make: ReturnType<typeof deploying>): Reproducing['make'] => {
  const nameOf = (project: {name: string}) => `${project.name}-stage-web-1`;
  return () => ({
    ...make(),
    prepare(project) {
      const labels = [`project=${project.name}-stage`, 'service=web', 'oneoff=False', 'container-number=1'];
      const words = labels.flatMap(label => ['--label', `com.docker.compose.${label}`]);
      docker('run', '-d', '--init', '--name', nameOf(project), ...words, 'busybox:1.35', 'sleep', '600');
    },
    tidy(project) {
      docker('rm', '-f', nameOf(project));
    },
  });
};

const APP = {image: 'busybox:1.35', init: true, command: 'httpd -f -p 8000'};
const PROXY = {
  image: 'nginx:1.22',
  volumes: ['./site.conf:/etc/nginx/conf.d/default.conf:ro'],
  restart: 'no',
};

/** Services that are asked for though no compose file has them any more. */
export const REMOVED: readonly Reproducing[] = [
  {
    rule: 'service-removed',
    what: 'an upstream that was renamed',
    make: withOld(
      deploying(
        {proxy: PROXY, app: APP},
        {'site.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://web:8000; }\n}\n'},
      ),
    ),
  },
  {
    rule: 'service-removed',
    what: 'a host that was renamed, by a worker that got its name from a variable',
    make: withOld(
      deploying({
        worker: {
          image: 'python:3.11-slim',
          environment: {QUEUE: 'web:8000'},
          restart: 'no',
          command: `python -c "import os, urllib.request; urllib.request.urlopen('http://' + os.environ['QUEUE'])"`,
        },
        app: APP,
      }),
    ),
  },
];
