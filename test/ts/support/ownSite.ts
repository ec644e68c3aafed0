import {createHost, type Host} from '../../fakes/deploying.ts';
import {type FakeContainer, nameImage} from '../../fakes/engine/state.ts';
import {committing} from './commits.ts';
import {maintaining, type Maintaining} from './maintaining.ts';

const SITE = {
  'docker-compose.yml': `
services:
  web:
    image: python:3
    restart: always
    ports: ["8080:80", "127.0.0.1:8443:443", "53:53/udp"]
  worker:
    image: python:3
  db:
    image: postgres:15
    ports: ["127.0.0.1:5432:5432"]
`,
  'dc.stage.yml': 'services: {}',
};

/** Of web, worker and db. */
export const RUNNING = ['running', 'running', 'running'];
export const STOPPED = ['exited', 'running', 'running'];

/** A site that publishes its port itself, deployed. */
export interface OwnSite {
  host: Host;
  its: Maintaining;
  of(service: string): FakeContainer | undefined;
  states(): (string | undefined)[];
  /** As somebody removes the container with the page. */
  losePage(): void;
}

export const createOwnSite = async (): Promise<OwnSite> => {
  const host = await createHost(SITE);
  const its = maintaining(host);
  const {engine} = host;
  engine.registry.add('python:3');
  nameImage(engine, 'nginx:1.31', {id: 'sha256:nginx', labels: {}});
  await committing(host)();
  await host.deploy();
  const of = (service: string) =>
    engine.containers.find(({labels}) => labels['com.docker.compose.service'] === service);
  return {
    host,
    its,
    of,
    states: () => ['web', 'worker', 'db'].map(service => of(service)?.state),
    losePage() {
      const [page] = its.pages();
      if (page) engine.containers.splice(engine.containers.indexOf(page), 1);
    },
  };
};
