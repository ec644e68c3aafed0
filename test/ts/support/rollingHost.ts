import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createHost, type Host} from '../../fakes/deploying.ts';
import {nginxProgram} from '../../fakes/engine/nginx.ts';
import type {Program} from '../../fakes/engine/program.ts';
import type {FakeContainer} from '../../fakes/engine/state.ts';
import {committing} from './commits.ts';
import {failureOf} from './failureOf.ts';

const SITE = {
  'docker-compose.yml': `
services:
  db:
    image: postgres:15
    volumes: ["data:/var/lib/postgresql/data"]
  migrate:
    build: .
    depends_on: [db]
  web:
    build: .
    healthcheck: {test: ["CMD", "true"]}
    volumes: ["media:/media"]
    depends_on: {migrate: {condition: service_completed_successfully}}
  beat:
    build: .
  proxy:
    image: nginx:1.31
    ports: ["8080:80"]
    depends_on: [web]
volumes: {data: , media: }
`,
  'dc.stage.yml': 'services: {}',
  'dc.prod.yml': 'services: {}',
  Dockerfile: 'FROM busybox',
  'index.html': '<h1>Shop</h1>',
};
export const PASSING = 'server { location / { proxy_pass http://web:8000; } }';
const HEALTHY: Program = {health: {healthyAfterMs: 3_000}};

/** A site that was deployed once, of which a part is rolled behind an nginx. */
export interface RollingHost {
  host: Host;
  /** What the proxy knew by itself, each time it loaded its configuration. */
  loaded: string[];
  /** Says why the proxy refuses its configuration, from now on. */
  refuse(complaint: () => string | undefined): void;
  commit: ReturnType<typeof committing>;
  /** Containers of a service. */
  of(service: string): FakeContainer[];
  ids(service: string): string[];
  failing(): Promise<UserError>;
}

export const createRollingHost = async (
  files: Readonly<Record<string, string>> = {},
  environment = 'stage',
): Promise<RollingHost> => {
  const host = await createHost({...SITE, ...files});
  const {engine} = host;
  const loaded: string[] = [];
  let refuses: () => string | undefined = () => undefined;
  const of = (service: string) =>
    engine.containers.filter(({labels}) => labels['com.docker.compose.service'] === service);
  engine.registry.add('nginx:1.31');
  engine.registry.add('busybox');
  engine.programs['migrate'] = {exits: 0, afterMs: 2_000, prints: ['migrated']};
  engine.programs['web'] = HEALTHY;
  engine.programs['proxy'] = nginxProgram(PASSING, {
    reloads: () => void loaded.push(of('proxy')[0]?.hosts ?? ''),
    refuses: () => refuses(),
  });
  const commit = committing(host);
  await commit();
  await host.deploy({environment});
  return {
    host,
    loaded,
    refuse(complaint) {
      refuses = complaint;
    },
    commit,
    of,
    ids: service => of(service).map(({id}) => id),
    failing: () => failureOf(host.deploy({environment})),
  };
};
