import assert from 'node:assert/strict';
import path from 'node:path';
import {type DeployProject, deployable, secretFile} from './support/deploys.ts';
import {refused} from './support/refusals.ts';

const FILES = {
  'docker-compose.yml':
    'services: {web: {image: "busybox:1.35", env_file: [local.env], environment: {A: "${A:-}"}}}\n',
  'dc.stage.yml': 'services: {}\n',
  'local.env': 'B=1\n',
};

/** Each with a secret that Compose would print. */
const CASES: readonly {text: string; local?: string; code: string; where: string; says: RegExp}[] = [
  {
    text: 'X=1\nDB_PASSWORD=p4ss$Kanarie\n',
    code: 'ENV_FILE_DOLLAR',
    where: 'secrets.env:2',
    says: /DB_PASSWORD, line 2 of \S*\/secrets\.env/,
  },
  {
    text: 'DB_PASSWORD=x\nKana/rie+kanarie==\n',
    code: 'ENV_FILE_INVALID',
    where: 'secrets.env:2',
    says: /value of DB_PASSWORD, line 1, that needs quotes/,
  },
];

describe('what Compose has against a secret file', () => {
  let project: DeployProject;

  afterEach(() => {
    project.remove();
  });

  for (const {text, local, code, where, says} of CASES)
    it(`is told without a piece of ${JSON.stringify(local ?? text)}`, async () => {
      project = deployable(local === undefined ? FILES : {...FILES, 'local.env': local});
      const env = {COUNTABLE_ENV_FILE: secretFile(project, text)};
      const error = await refused(project, {env});
      const at = local === undefined ? path.join(project.folder, where) : where;
      assert.deepEqual([error.code, error.where], [code, at]);
      assert.match(error.message, says);
      assert.doesNotMatch(JSON.stringify(error), /kanarie|p4ss/i);
    });
});
