import {building, deploying, type Reproducing, testing} from './reproduction.ts';

const IDLE = {image: 'busybox:1.35', init: true, command: 'sleep 600'};

/** What compose files say, and Compose or Docker does not take. */
export const COMPOSING: readonly Reproducing[] = [
  {
    rule: 'compose-syntax',
    what: 'a volume that nothing defines',
    make: deploying({web: {...IDLE, volumes: ['dta:/data']}}),
  },
  {
    rule: 'compose-syntax',
    what: 'a service to wait for that is not there',
    make: deploying({web: {...IDLE, depends_on: ['database']}}),
  },
  {
    rule: 'compose-syntax',
    what: 'a setting that Compose does not know',
    make: deploying(
      {},
      {'docker-compose.yml': 'services:\n  web:\n    image: busybox:1.35\n    comand: sleep 600\n'},
    ),
  },
  {
    rule: 'compose-syntax',
    what: 'labels that are indented as a variable',
    make: deploying(
      {},
      {
        'docker-compose.yml':
          'services:\n  web:\n    image: busybox:1.35\n    environment:\n      LANG: C\n      labels:\n        team: shop\n',
      },
    ),
  },
  {
    rule: 'health-check-missing',
    what: 'a service to be healthy that has no health check',
    make: deploying({app: IDLE, web: {...IDLE, depends_on: {app: {condition: 'service_healthy'}}}}),
  },
  {
    rule: 'mount-source-missing',
    what: 'a secret that tests do not have',
    make: () => {
      const {files} = testing('busybox:1.35', 'true', {secrets: ['key']})();
      const model = JSON.parse(files['docker-compose.yml'] ?? '{}') as object;
      const secrets = {key: {file: './key.pem'}};
      return {files: {...files, 'docker-compose.yml': JSON.stringify({...model, secrets})}};
    },
  },
  {
    rule: 'build-context-missing',
    what: 'a folder to build from that is not there',
    make: building('FROM busybox:1.35\n', {}, {build: './site'}),
  },
  {
    rule: 'read-only',
    what: 'an nginx whose container is read-only',
    make: deploying({web: {image: 'nginx:1.22', read_only: true}}),
  },
];
