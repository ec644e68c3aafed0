/** A site with a job, a secret and a database, for a swarm. */
export const SWARM_SITE = {
  'docker-compose.yml': `
services:
  web:
    build: .
    restart: unless-stopped
    ports: ["8080:80"]
    secrets: [token]
    depends_on: {migrate: {condition: service_completed_successfully}}
  worker:
    build: .
    deploy: {replicas: 2}
  migrate:
    build: .
    restart: "no"
    depends_on: {db: {condition: service_healthy}}
  db:
    image: postgres:15
    volumes: ["data:/var/lib/postgresql/data"]
    healthcheck: {test: pg_isready}
volumes: {data: }
secrets: {token: {file: ./token.txt}}
`,
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "1"}}}',
  Dockerfile: 'FROM busybox',
  'token.txt': 'not to be guessed',
};

/** Of images that others have made; one of its services stays with the manager. */
export const TWO_NODES = {
  'docker-compose.yml': `services:
  web:
    image: own:1
  cache:
    image: own:2
    deploy: {placement: {constraints: ["node.role==manager"]}}
`,
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "1"}}}',
};
