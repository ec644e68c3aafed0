import assert from 'node:assert/strict';
import type {ComposeModel, Container} from '../../../ts-helpers/src/compose/model.ts';
import type {Manifest} from '../../../ts-helpers/src/archive/manifest.ts';
import {proofProject} from '../../../ts-helpers/src/verify/plan/services.ts';

const check = {test: ['CMD', 'true']};
const model: ComposeModel = {
  name: 'shop-prod',
  services: {
    db: {image: 'postgres:15', healthcheck: check},
    web: {
      image: 'web',
      healthcheck: check,
      depends_on: {db: {condition: 'service_healthy'}, cache: {condition: 'service_started'}},
      ports: [{target: 80, published: '80'}],
      container_name: 'shop',
      restart: 'always',
      privileged: true,
      environment: {URL: 'postgres://db/shop'},
      volumes: [
        {type: 'volume', source: 'media', target: '/media'},
        {type: 'bind', source: '/deploys/shop-prod/conf', target: '/conf', read_only: true},
        {type: 'bind', source: '/srv/logs', target: '/logs'},
        {type: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock', read_only: true},
      ],
    },
    cache: {image: 'redis:7'},
    mailer: {image: 'mailer'},
  },
};
const manifest = {
  servers: [{service: 'db', roles: {member: 'servers/db/roles', names: ['shop'], bytes: 1}}],
  files: [{source: 'media', member: 'files/media', services: ['web'], target: '/media'}],
} as unknown as Manifest;
const containers = ['db', 'web', 'cache', 'mailer'].map(
  service => ({service, imageId: `sha256:${service}`}) as Container,
);
const known = {model, manifest, containers, folder: '/deploys/shop-prod', network: 'countable-proof-shop'};

describe('what of a project is started on what was restored', () => {
  const planned = () => {
    const found = proofProject(known);
    assert.ok('model' in found);
    return found;
  };

  it('is what has a health check, with what that depends on, and no database, and nothing else', () => {
    const {healthy, model: proof} = planned();
    assert.deepEqual(healthy, ['web']);
    assert.deepEqual(Object.keys(proof.services), ['web', 'cache']);
    assert.deepEqual(proof.services['web']?.depends_on, {cache: {condition: 'service_started'}});
  });

  it('has the images that run, and nothing of the host: no port, no name, no privilege, no folder that is written', () => {
    const {web} = planned().model.services;
    assert.deepEqual(web, {
      image: 'sha256:web',
      pull_policy: 'never',
      restart: 'no',
      environment: {URL: 'postgres://db/shop'},
      healthcheck: check,
      networks: {default: {aliases: ['web']}},
      depends_on: {cache: {condition: 'service_started'}},
      volumes: [
        {type: 'volume', source: 'proofmedia', target: '/media'},
        {type: 'bind', source: '/deploys/shop-prod/conf', target: '/conf', read_only: true},
      ],
    });
    assert.deepEqual(planned().model.networks, {default: {name: 'countable-proof-shop', external: true}});
  });

  it('is filled with what was stored of its volumes', () => {
    assert.deepEqual(planned().copies, [
      {
        member: 'files/media',
        volume: 'countable-proof-shop_proofmedia',
        folder: 'media',
        image: 'sha256:web',
      },
    ]);
  });

  it('has what is stored of folders as volumes, and what the deploy brought to be read', () => {
    const web = {
      ...model.services['web'],
      volumes: [
        {type: 'bind', source: '/deploys/shop-prod/code', target: '/srv/html'},
        {type: 'bind', source: '/deploys/shop-prod/uploads', target: '/srv/html/uploads', read_only: true},
        {type: 'bind', source: '/deploys/shop-prod', target: '/app'},
      ],
    };
    const files = [
      {source: './uploads', member: 'files/uploads', services: ['web'], target: '/srv/html/uploads'},
      {source: 'media', member: 'files/media', services: ['web'], target: '/app/media'},
    ];
    const found = proofProject({
      ...known,
      model: {...model, services: {...model.services, web}},
      manifest: {...manifest, files} as unknown as Manifest,
    });
    assert.ok('model' in found);
    assert.deepEqual(found.model.services['web']?.volumes, [
      {type: 'bind', source: '/deploys/shop-prod/code', target: '/srv/html', read_only: true},
      {type: 'volume', source: 'proof-uploads', target: '/srv/html/uploads', read_only: true},
      {type: 'bind', source: '/deploys/shop-prod', target: '/app', read_only: true},
      {type: 'volume', source: 'proofmedia', target: '/app/media'},
    ]);
    assert.deepEqual(
      found.copies.map(({volume, folder}) => [volume, folder]),
      [
        ['countable-proof-shop_proof-uploads', 'uploads'],
        ['countable-proof-shop_proofmedia', 'media'],
      ],
    );
  });

  it('is nothing where only databases have a health check, or an image is not told', () => {
    const {web: _, ...others} = model.services;
    assert.deepEqual(proofProject({...known, model: {...model, services: others}}), {
      why: 'no service but the databases has a health check',
    });
    assert.deepEqual(proofProject({...known, containers: containers.slice(0, 2)}), {
      why: 'there is no container of cache here that tells its image',
    });
  });

  it('is nothing where the users of a database could not be kept', () => {
    assert.deepEqual(
      proofProject({...known, manifest: {...manifest, servers: [{service: 'db'}]} as unknown as Manifest}),
      {
        why: 'the users of db could not be kept, and nobody could log in',
      },
    );
  });

  it('logs in as the user whom an image of MySQL makes, where those of its database could not be kept', () => {
    const of = (environment: Record<string, string>) =>
      proofProject({
        ...known,
        model: {...model, services: {...model.services, db: {image: 'mysql:8', environment}}},
        manifest: {
          ...manifest,
          servers: [{service: 'db', kind: 'mysql', databases: [{name: 'shop'}]}],
        } as unknown as Manifest,
      });
    const user = {MYSQL_USER: 'ada', MYSQL_DATABASE: 'shop', MYSQL_PASSWORD: 's3$$cret'};
    const found = of({MYSQL_RANDOM_ROOT_PASSWORD: '1', ...user});
    assert.ok('users' in found);
    assert.deepEqual([...found.users], [['db', {...user, MYSQL_PASSWORD: 's3$cret'}]]);
    const {MYSQL_PASSWORD: _, ...inFile} = {...user, MYSQL_PASSWORD_FILE: '/run/secrets/password'};
    assert.deepEqual(of(inFile), {
      why: 'the users of db could not be kept, and who logs in stands in files of it',
    });
  });

  it('finds root of MySQL with the password that the project tells', () => {
    const environment = {MYSQL_ROOT_PASSWORD: 's3$$cret'};
    const server = {service: 'db', kind: 'mysql', roles: {member: 'r', names: [], bytes: 1}, databases: []};
    const found = proofProject({
      ...known,
      model: {...model, services: {...model.services, db: {image: 'mysql:8', environment}}},
      manifest: {...manifest, servers: [server]} as unknown as Manifest,
    });
    assert.ok('users' in found);
    assert.deepEqual(found.users.get('db'), {
      MARIADB_ROOT_PASSWORD: 's3$cret',
      MYSQL_ROOT_PASSWORD: 's3$cret',
    });
  });
});
