import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {deploy, deployable, type DeployProject, secretFile} from './support/deploys.ts';
import {refused} from './support/refusals.ts';

const BASE = `services:
  web:
    image: busybox:1.35
    init: true
    command: sleep 600
`;
const STAGE = 'services: {web: {environment: {STAGE: "yes"}}}\n';

describe('a deploy that cannot be', () => {
  let project: DeployProject;

  const made = (files: Readonly<Record<string, string>> = {}): DeployProject =>
    (project = deployable({'docker-compose.yml': BASE, 'dc.stage.yml': STAGE, ...files}));

  afterEach(() => {
    project.remove();
  });

  it('names the file that the environment lacks, and the environments there are', async () => {
    assert.deepEqual(await refused(made(), {environment: 'prod'}), {
      code: 'NO_ENVIRONMENT_FILE',
      exitCode: 4,
      message: 'There is no dc.prod.yml to deploy prod with.',
      where: 'dc.prod.yml',
      remedy: 'Deploy to stage, or add dc.prod.yml, or name another file under `compose:` in countable.yml.',
    });
  });

  it('refuses an environment that is no word', async () => {
    for (const environment of ['../stage', 'x; touch pwned', 'Stage', '']) {
      assert.deepEqual(await refused(made(), {environment}), {
        code: 'BAD_ARGUMENT',
        exitCode: 2,
        message: `${JSON.stringify(environment)} cannot be an environment.`,
        where: '<environment>',
        remedy:
          'Use a word of lower-case letters and digits, like stage or prod; pr-7 is the preview of pull request 7.',
      });
      project.remove();
    }
    made();
  });

  it('tells that a folder is no project', async () => {
    made();
    rmSync(path.join(project.workspace, 'docker-compose.yml'));
    const refusal = await refused(project);
    assert.deepEqual(refusal, {
      code: 'NOT_A_PROJECT',
      exitCode: 4,
      message:
        'There is no compose.yaml or compose.yml or docker-compose.yml or docker-compose.yaml in this project.',
      where: project.workspace,
      remedy: 'Run it in the project, or add docker-compose.yml.',
    });
  });

  it('names file, line and column of broken YAML in either compose file', async () => {
    for (const [file, text, where] of [
      ['docker-compose.yml', 'services:\n  web:\n    image: [busybox\n', 'docker-compose.yml:4:1'],
      ['dc.stage.yml', 'services:\n  web:\n   image: x\n  image: "y\n', 'dc.stage.yml:5:1'],
      ['dc.stage.yml', 'services:\n\tweb: {}\n', 'dc.stage.yml:2:1'],
    ] as const) {
      const {code, exitCode, message, where: told, remedy} = await refused(made({[file]: text}));
      assert.deepEqual([code, exitCode, told], ['COMPOSE_INVALID', 4, where]);
      assert.match(message, new RegExp(`^${file} is not valid YAML: .+\\.$`));
      assert.equal(remedy, 'Correct it; `docker compose config` shows the same error.');
      project.remove();
    }
    made();
  });

  it('names file and line of what Compose refuses', async () => {
    const {code, message, where} = await refused(made({'dc.stage.yml': 'services: {web: {imagge: x}}\n'}));
    assert.deepEqual([code, where], ['COMPOSE_INVALID', 'dc.stage.yml:1']);
    assert.match(message, /^validating dc\.stage\.yml: services\.web .*'imagge' not allowed$/);
  });

  it('names file, line and column of broken YAML in countable.yml', async () => {
    const {code, exitCode, message, where} = await refused(
      made({'countable.yml': 'slack:\n  channel: "#shop\n'}),
    );
    assert.deepEqual([code, exitCode, where], ['BAD_SETTING', 2, 'countable.yml:3:1']);
    assert.match(message, /^countable\.yml is not valid YAML: /);
  });

  it('suggests the setting that was probably meant, with its line', async () => {
    assert.deepEqual(await refused(made({'countable.yml': '# ours\ntimeouts:\n  deplyo: 5\n'})), {
      code: 'UNKNOWN_SETTING',
      exitCode: 2,
      message: 'There is no setting timeouts.deplyo.',
      where: 'countable.yml:3:3',
      remedy: 'Did you mean timeouts.deploy?',
    });
  });

  it('refuses a setting of the wrong type, with its line', async () => {
    assert.deepEqual(await refused(made({'countable.yml': 'timeouts:\n  deploy: soon\n'})), {
      code: 'BAD_SETTING',
      exitCode: 2,
      message: 'timeouts.deploy: must be a number of minutes.',
      where: 'countable.yml:2:3',
      remedy: 'Correct it; docs/reference/settings.md of Countable Pipeline shows each with an example.',
    });
  });

  describe('for want of a variable', () => {
    const USING = `${BASE}    environment:\n      DB_PASSWORD: `;

    it('names each variable without a value, with its line', async () => {
      assert.deepEqual(await refused(made({'docker-compose.yml': `${USING}\${DB_PASSWORD}\n`})), {
        code: 'MISSING_VARIABLE',
        exitCode: 4,
        message: 'The variable DB_PASSWORD has no value.',
        where: 'docker-compose.yml:7',
        remedy: `Put DB_PASSWORD into a file outside the repository, and name that: \`COUNTABLE_ENV_FILE=../${project.name}-stage.env countable deploy stage\`. A secret that is yours to choose is drawn by \`echo "DB_PASSWORD=$(openssl rand -hex 24)" >> ../${project.name}-stage.env\`.`,
      });
    });

    it('knows one that the file itself demands, and tells the words it demands it with', async () => {
      const {code, exitCode, message, where} = await refused(
        made({'docker-compose.yml': `${USING}\${DB_PASSWORD:?ask the operators}\n`}),
      );
      assert.deepEqual([code, exitCode, where], ['MISSING_VARIABLE', 4, 'docker-compose.yml:7']);
      assert.equal(message, 'The variable DB_PASSWORD has no value: ask the operators.');
    });

    it('goes on with the one that the secret file has, and shows its value nowhere', async () => {
      made({
        'docker-compose.yml': `${USING}\${DB_PASSWORD:?}\n      IN_URL: postgres://shop:\${DB_PASSWORD}@db/shop\n`,
      });
      const file = secretFile(project, 'DB_PASSWORD=hunter2-of-shop\n');
      const options = {env: {COUNTABLE_ENV_FILE: file}};
      const plan = await deploy(project, {...options, words: ['--plan', '--verbose']});
      assert.equal(plan.exitCode, 0, plan.stderr);
      assert.doesNotMatch(plan.stdout + plan.stderr, /hunter2/);
      const run = await deploy(project, {...options, words: ['--verbose']});
      assert.deepEqual([run.exitCode, run.result.outcome], [0, 'passed'], run.stderr);
      assert.doesNotMatch(run.stdout + run.stderr, /hunter2/);
    });

    it('shows no value of the secret file when Compose complains of one', async () => {
      made({'dc.stage.yml': 'services: {web: {ports: ["${PORT_SECRET}:80"]}}\n'});
      const file = secretFile(project, 'PORT_SECRET=hunter2-of-shop\n');
      const {code, message} = await refused(project, {env: {COUNTABLE_ENV_FILE: file}});
      assert.equal(code, 'COMPOSE_INVALID');
      assert.doesNotMatch(message, /hunter2/);
    });
  });
});
