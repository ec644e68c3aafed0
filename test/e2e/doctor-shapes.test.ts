import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import path from 'node:path';
import type {DoctorResult} from '../../ts-helpers/src/doctor/doctor.ts';
import {repositoryOf} from '../ts/support/doctorFixtures.ts';
import {countable} from './support/cli.ts';

const SHAPES = path.resolve('test/fixtures/shapes');

/** What there is to say of projects as agencies have them, and no more: each was judged by hand. */
const SAID: Readonly<Record<string, string[]>> = {
  bitbotcket: [],
  cit: ['health-check-missing dc.prod.yml:2'],
  cortico: ['not-rolled dc.prod.yml:2'],
  dineease: [
    'database-port-published docker-compose.yml:8',
    'database-port-published docker-compose.yml:8',
    'machine-file-not-ignored .gitignore',
    'machine-file-not-ignored .gitignore',
    'runs-as-root Dockerfile:1',
    'dockerignore-missing Dockerfile:4',
    'health-check-missing docker-compose.yml:2',
    'restart-missing docker-compose.yml:2',
    'image-unpinned docker-compose.yml:3',
    'health-check-missing docker-compose.yml:9',
    'restart-missing docker-compose.yml:9',
    'code-mounted docker-compose.yml:12',
    'migrations-not-run docker-compose.yml:11',
    'migrations-not-run docker-compose.yml:11',
    'not-rolled docker-compose.yml:9',
  ],
  implied: ['restart-missing dc.prod.yml:2', 'runs-as-root Dockerfile:1'],
  maps: [
    'database-port-published dc.stage.yml:7',
    'code-mounted dc.prod.yml:5',
    'compose-version-obsolete docker-compose.yml:1',
    'server-without-exec web/command.sh:5',
    'health-check-missing dc.prod.yml:8',
    'image-unpinned docker-compose.yml:16',
    'runs-as-root frontend/Dockerfile:1',
    'runs-as-root puppeteer/Dockerfile:1',
    'dockerignore-missing puppeteer/Dockerfile:2',
    'runs-as-root web/Dockerfile:1',
    'dockerignore-missing web/Dockerfile:5',
  ],
  'open-osp': ['compose-version-obsolete docker-compose.yml:1', 'health-check-missing docker-compose.yml:16'],
  'sbc-search': [
    'compose-unreadable dc.prod.yml:2',
    'compose-unreadable dc.stage.yml:2',
    'health-check-cannot-run api/Dockerfile:6',
    'runs-as-root api/Dockerfile:1',
    'dockerignore-missing api/Dockerfile:3',
  ],
  telebot: [
    'machine-file-committed .env',
    'database-without-volume docker-compose.yml:2',
    'machine-file-not-ignored .gitignore',
    'image-unpinned docker-compose.yml:3',
    'waits-for-no-health-check docker-compose.yml:9',
    'runs-as-root Dockerfile:1',
    'dockerignore-missing Dockerfile:3',
  ],
  'testdriven-app': [
    'database-without-volume docker-compose-dev.yml:10',
    'database-without-volume docker-compose-dev.yml:13',
    'restart-missing docker-compose-dev.yml:7',
    'restart-missing docker-compose-dev.yml:10',
    'restart-missing docker-compose-dev.yml:13',
    'health-check-missing docker-compose-prod.yml:2',
    'not-rolled docker-compose-prod.yml:2',
    'runs-as-root users/Dockerfile:1',
    'dockerignore-missing users/Dockerfile:3',
  ],
  webhooks: [
    'environment-file-missing dc.stage.yml',
    'container-name-fixed docker-compose.yml:3',
    'not-rolled dc.prod.yml:2',
    'health-check-missing dc.prod.yml:2',
    'runs-as-root Dockerfile:1',
    'dockerignore-missing Dockerfile:3',
  ],
};

/** Fixtures of others. */
const ELSEWHERE: Readonly<Record<string, string[]>> = {
  cryptsend: [
    'machine-file-not-ignored .gitignore',
    'machine-file-not-ignored .gitignore',
    'not-rolled dc.prod.yml:2',
    'runs-as-root Dockerfile:1',
  ],
  template: ['runs-as-root Dockerfile:7'],
};

/** USERS.md's, small. */
describe('countable doctor, of a project of every shape', () => {
  it('has an opinion on each', () => {
    assert.deepEqual(readdirSync(SHAPES).sort(), Object.keys(SAID).sort());
  });

  for (const [shape, said] of Object.entries({...SAID, ...ELSEWHERE}))
    it(`says of ${shape} what is true`, async () => {
      const {folder, remove} = repositoryOf(
        shape in SAID ? path.join(SHAPES, shape) : path.join(SHAPES, '..', shape),
      );
      try {
        const {stdout, stderr} = await countable(['doctor', '--workspace', folder, '--json']);
        const {findings} = JSON.parse(stdout) as DoctorResult;
        const places = findings.map(
          ({code, file, line}) => `${code} ${file}${line === undefined ? '' : `:${line}`}`,
        );
        assert.deepEqual(places.sort(), said.toSorted(), stderr);
      } finally {
        remove();
      }
    });
});
