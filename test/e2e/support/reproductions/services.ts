import {deploying, type Reproducing, testing} from './reproduction.ts';
import {DEPLOY} from '../causes.ts';
import {docker} from '../projects.ts';

const IDLE = {image: 'busybox:1.35', init: true, command: 'sleep 600'};

/** What keeps services from being started, and from finding each other. */
export const SERVICES: readonly Reproducing[] = [
  {
    rule: 'nginx-config',
    what: 'a setting that nginx does not know',
    make: deploying(
      {web: {image: 'nginx:1.22', volumes: ['./site.conf:/etc/nginx/conf.d/default.conf:ro'], restart: 'no'}},
      {'site.conf': 'server {\n  listen 80;\n  proxy_passs http://web;\n}\n'},
    ),
  },
  {
    rule: 'nginx-config',
    what: 'a bracket that nginx misses',
    make: deploying(
      {web: {image: 'nginx:1.22', volumes: ['./site.conf:/etc/nginx/conf.d/default.conf:ro'], restart: 'no'}},
      {'site.conf': 'server {\n  listen 80;\n'},
    ),
  },
  {
    rule: 'upstream-unknown',
    what: 'an upstream that nginx does not find',
    make: deploying(
      {
        web: {image: 'nginx:1.22', volumes: ['./site.conf:/etc/nginx/conf.d/default.conf:ro'], restart: 'no'},
        app: IDLE,
      },
      {'site.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://backend:8000; }\n}\n'},
    ),
  },
  {
    rule: 'python-module-missing',
    what: 'an upstream that failed',
    make: deploying(
      {
        web: {
          image: 'nginx:1.22',
          volumes: ['./site.conf:/etc/nginx/conf.d/default.conf:ro'],
          restart: 'no',
          depends_on: ['app'],
          entrypoint: ['sh', '-c', 'sleep 2; exec nginx -g "daemon off;"'],
        },
        app: {image: 'python:3.11-slim', command: 'python -c "import flask"', restart: 'no'},
      },
      {'site.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://app:8000; }\n}\n'},
    ),
  },
  {
    rule: 'mount-kind',
    what: 'a folder that is mounted over a file',
    make: deploying(
      {web: {image: 'nginx:1.22', volumes: ['./conf:/etc/nginx/nginx.conf:ro']}},
      {'conf/nginx.conf': 'events {}\n'},
    ),
  },
  {
    rule: 'external-missing',
    what: 'a network that is to be there and is not',
    make: () => ({
      files: {
        'docker-compose.yml': JSON.stringify({
          services: {web: {...IDLE, networks: ['proxy']}},
          networks: {proxy: {external: true, name: 'countable-no-such-proxy'}},
        }),
        'dc.stage.yml': 'services: {}\n',
      },
      words: DEPLOY,
    }),
  },
  {
    rule: 'external-missing',
    what: 'a volume that is to be there and is not',
    make: () => ({
      files: {
        'docker-compose.yml': JSON.stringify({
          services: {web: {...IDLE, volumes: ['data:/data']}},
          volumes: {data: {external: true, name: 'countable-no-such-volume'}},
        }),
        'dc.stage.yml': 'services: {}\n',
      },
      words: DEPLOY,
    }),
  },
  {
    rule: 'container-name-taken',
    what: 'a container name that another project has',
    make: () => ({
      files: {
        'docker-compose.yml': JSON.stringify({
          services: {web: {...IDLE, container_name: 'shop-web-of-another'}},
        }),
        'dc.stage.yml': 'services: {}\n',
      },
      words: DEPLOY,
      prepare() {
        docker('create', '--name', 'shop-web-of-another', 'busybox:1.35');
      },
      tidy() {
        docker('rm', '-f', 'shop-web-of-another');
      },
    }),
  },
  {
    rule: 'device-missing',
    what: 'a graphics card that the machine does not have',
    make: deploying({
      web: {
        ...IDLE,
        deploy: {resources: {reservations: {devices: [{driver: 'nvidia', count: 1, capabilities: ['gpu']}]}}},
      },
    }),
  },
  {
    rule: 'device-missing',
    what: 'a device that the machine does not have',
    make: deploying({web: {...IDLE, devices: ['/dev/ttyUSB7:/dev/ttyUSB0']}}),
  },
  {
    rule: 'subnet-taken',
    what: 'a subnet that another network has',
    make: () => ({
      files: {
        'docker-compose.yml': JSON.stringify({
          services: {web: IDLE},
          networks: {default: {ipam: {config: [{subnet: '10.213.7.0/24'}]}}},
        }),
        'dc.stage.yml': 'services: {}\n',
      },
      words: DEPLOY,
      prepare() {
        docker('network', 'create', '--subnet', '10.213.7.0/24', 'shop-subnet-of-another');
      },
      tidy() {
        docker('network', 'rm', 'shop-subnet-of-another');
      },
    }),
  },
  {
    rule: 'space-used-up',
    what: 'a tmpfs that is full',
    make: deploying({
      web: {
        image: 'python:3.11-slim',
        restart: 'no',
        command: ['python', '-c', "open('/small/x', 'wb').write(bytes(1 << 20))"],
        tmpfs: ['/small:size=64k'],
      },
    }),
  },
  {
    rule: 'database-not-ready',
    what: 'MariaDB that does not accept connections yet',
    make: testing(
      'mariadb:10.11',
      'until getent hosts db; do :; done; mariadb -h db -u root -px -e "select 1"',
      {
        depends_on: ['db'],
        db: {image: 'mariadb:10.11', environment: {MARIADB_ROOT_PASSWORD: 'x'}},
      },
    ),
  },
  {
    rule: 'service-refuses',
    what: 'a service that does not listen where it is asked',
    make: testing('node:20-slim', `node -e "require('net').connect(6379, 'queue')"`, {
      depends_on: ['db'],
      db: {
        image: 'busybox:1.35',
        init: true,
        command: 'sleep 600',
        networks: {default: {aliases: ['queue']}},
      },
    }),
  },
  {
    rule: 'database-unset',
    what: 'a database that fails, and another service that only waits for it',
    make: () => ({
      files: {
        'docker-compose.yml': JSON.stringify({
          services: {
            db: {image: 'postgres:15', restart: 'no'},
            test: {
              image: 'postgres:15',
              command: ['sh', '-c', 'sleep 2; psql -h db -U postgres -c "select 1"'],
              depends_on: ['db'],
            },
          },
        }),
      },
    }),
  },
];
