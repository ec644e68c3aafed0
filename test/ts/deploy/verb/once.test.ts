import assert from 'node:assert/strict';
import {CRASHES} from '../../support/breakNew.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';
import {createHost, type Host} from '../../../fakes/deploying.ts';

const BASE = `
services:
  web:
    build: .
    ports: ["8080:80"]
    networks: {default: , back: }
    volumes: ["media:/media"]
    depends_on: {migrate: {condition: service_completed_successfully}}
  db: {image: postgres:15, networks: {back: }, volumes: ["data:/var/lib/postgresql/data"]}
`;
const site = (migrate: string) => ({
  'docker-compose.yml': `${BASE}  migrate: {networks: {back: }, ${migrate}}\nvolumes: {data: , media: }\nnetworks: {back: {}}\n`,
  'dc.stage.yml': 'services: {}',
  Dockerfile: 'FROM busybox',
});
const NEEDS = 'depends_on: {db: {condition: service_started}}';

/** Services that do their work once, and what it is about them. */
const DONE: Readonly<Record<string, string>> = {
  'is built': `build: ., ${NEEDS}`,
  'is a client of the database, with the volume that its image asks for': `image: "postgres:15", command: [sh, /migrate.sh], ${NEEDS}`,
  'has the volumes of the site, and asks the database': `build: ., volumes: ["media:/media", "./:/app"], ${NEEDS}`,
  'is tried again until it works': `build: ., restart: on-failure, ${NEEDS}`,
};

describe('what did its work with a release, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  let files: Readonly<Record<string, string>>;
  afterEach(() => host.remove());

  const given = async (migrate: string) => {
    files = site(migrate);
    host = await createHost(files);
    const {engine} = host;
    engine.images.set('postgres:15', {
      id: 'sha256:postgres',
      labels: {},
      volumes: ['/var/lib/postgresql/data'],
    });
    engine.programs['migrate'] = {exits: 0};
    commit = committing(host);
    return commit();
  };
  const names = () => host.engine.containers.map(({name}) => name.replace('shop-stage-', ''));
  /** Its network is made anew on the way there, and on the way back. */
  const breaking = async (change: Readonly<Record<string, string>> = {}) => {
    const compose = files['docker-compose.yml']?.replace('back: {}', 'back: {internal: true}') ?? '';
    await commit({'docker-compose.yml': compose, 'index.html': 'broken', ...change});
    const known = new Set([...host.engine.images.values()].map(({id}) => id));
    host.engine.programOf = (service, {id}) => (service === 'web' && !known.has(id) ? CRASHES : undefined);
  };
  const undoWords = async () => (await host.plan()).steps.flatMap(({undo}) => undo.map(({does}) => does));

  for (const [what, migrate] of Object.entries(DONE))
    it(`is not run again by a return, where it ${what}`, async () => {
      const first = await given(migrate);
      await host.deploy();
      await breaking();
      assert.ok((await undoWords()).includes(`Bring ${first} back; migrate is not run again`));
      const fill = (await host.plan()).steps.find(({id}) => id === 'fill');
      assert.deepEqual(fill?.notes, [
        `Where this deploy fails, ${first} comes back; migrate is not run again.`,
      ]);
      const {leaves} = await failureOf(host.deploy());
      assert.match(leaves.undone ?? '', new RegExp(`^${first} is back in staging, and answers`));
      assert.match(leaves.undone ?? '', new RegExp(`migrate of ${first} was not run again\\.`));
      assert.deepEqual(names().sort(), ['db-1', 'web-1']);
    });

  it('is not run again either by a return on purpose, nor where that is of what is live, or follows another return', async () => {
    const first = await given(`image: "postgres:15", command: [sh, /migrate.sh], ${NEEDS}`);
    await host.deploy();
    await commit({'index.html': 'other'});
    await host.deploy();
    for (const to of [first, first, undefined]) {
      await host.rollback(to);
      assert.deepEqual(names().sort(), ['db-1', 'web-1']);
    }
    await breaking();
    await failureOf(host.deploy());
    assert.deepEqual(names().sort(), ['db-1', 'web-1']);
  });

  it('runs again where it writes files that others read, and asks no database', async () => {
    const first = await given('build: ., volumes: ["media:/out"]');
    await host.deploy();
    await breaking();
    assert.ok((await undoWords()).includes(`Bring ${first} back; migrate runs again`));
    const {leaves} = await failureOf(host.deploy());
    assert.match(leaves.undone ?? '', new RegExp(`migrate of ${first} ran again\\.`));
    assert.deepEqual(names().sort(), ['db-1', 'migrate-1', 'web-1']);
  });
});
