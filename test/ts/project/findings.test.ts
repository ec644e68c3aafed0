import assert from 'node:assert/strict';
import {readComposeSource} from '../../../ts-helpers/src/outside/composeSource.ts';
import {checkModel, composeRefusal} from '../../../ts-helpers/src/project/validation.ts';
import type {ReadFor} from '../../../ts-helpers/src/project/variables.ts';
import {CommandFailed, UserError} from '../../../ts-helpers/src/errors/userError.ts';

const base = (text: string) => readComposeSource('docker-compose.yml', text);
const STAGE = {project: 'shop', environment: 'stage'};

describe('validation', () => {
  it('tells all that it found, with every place and every remedy', () => {
    const text =
      'services:\n  web:\n    image: nginx:${TAG}\n    ports: ["80000:80", "8320:81"]\n  admin:\n    ports: ["8320:80"]\n';
    const model = {
      name: 'shop-stage',
      services: {
        web: {
          ports: [
            {target: 80, published: '80000'},
            {target: 81, published: '8320'},
          ],
        },
        admin: {ports: [{target: 80, published: '8320'}]},
      },
    };
    assert.throws(
      () => {
        checkModel({model, unset: ['TAG']}, [base(text)], STAGE);
      },
      {
        code: 'MISSING_VARIABLE',
        message:
          '3 things are wrong. (1) MISSING_VARIABLE: The variable TAG has no value. (2) PORT_IMPOSSIBLE: The published port 80000 is not between 1 and 65535. (3) PORT_SHARED: The services web and admin publish the same port 8320.',
        where: 'docker-compose.yml:3, docker-compose.yml:4, docker-compose.yml:4 and docker-compose.yml:6',
        remedy:
          '(1) Add TAG to the secret file (Jenkins credential shop-stage-env). Or give a default where it is used: ${TAG:-…}. (2) Correct the port. (3) Publish another port for one of them, or bind each to an address of its own.',
      },
    );
  });

  it('asks whether the variable is meant that has nearly that name', () => {
    const meant = (name: string) => (name === 'PASWORD' ? 'PASSWORD' : undefined);
    assert.throws(
      () => {
        checkModel(
          {model: {name: 'shop', services: {}}, unset: ['PASWORD']},
          [base('services:\n  web:\n    command: ${PASWORD}\n')],
          {...STAGE, meant},
        );
      },
      {remedy: /^Did you mean \$\{PASSWORD\} by \$\{PASWORD\}\? If not: Add PASWORD to the secret file/},
    );
  });

  it('speaks of the variables of tests where tests read the files', () => {
    assert.throws(
      () => {
        checkModel(
          {model: {name: 'x', services: {}}, unset: ['TAG']},
          [base('services: {a: {image: "a:$TAG"}}')],
          {
            project: 'shop',
          },
        );
      },
      {
        code: 'MISSING_VARIABLE',
        remedy:
          'Tests do not get the secret file of a deploy. Add to .env.test in the repository: a value of TAG. What nobody may read goes into the secret file (Jenkins credential shop-test-env).',
      },
    );
  });
});

describe('a variable without a value', () => {
  const remedyOf = (unset: string[], readFor: ReadFor): string => {
    try {
      checkModel({model: {name: 'x', services: {}}, unset}, [], readFor);
    } catch (error) {
      return (error as UserError).remedy;
    }
    throw new Error('nothing was thrown');
  };

  it('is given no default where it is a secret', () => {
    assert.equal(
      remedyOf(['TAG', 'DB_PASSWORD'], STAGE),
      'Add DB_PASSWORD, TAG to the secret file (Jenkins credential shop-stage-env). A secret that is yours to choose is drawn by `openssl rand -hex 24`. Or give a default where it is used: ${TAG:-…}.',
    );
  });

  it('is put, on a laptop, into the file that was given there', () => {
    assert.equal(
      remedyOf(['DB_PASSWORD'], {...STAGE, isLaptop: true, secretFile: '/home/ada/shop.env'}),
      'Add DB_PASSWORD to /home/ada/shop.env, which COUNTABLE_ENV_FILE names. A secret that is yours to choose is drawn by `openssl rand -hex 24`.',
    );
    assert.equal(
      remedyOf(['DB_PASSWORD'], {...STAGE, isLaptop: true}),
      'Put DB_PASSWORD into a file outside the repository, and name that: `COUNTABLE_ENV_FILE=../shop-stage.env countable deploy stage`. A secret that is yours to choose is drawn by `echo "DB_PASSWORD=$(openssl rand -hex 24)" >> ../shop-stage.env`.',
    );
  });

  it('is drawn in tests where it is a secret', () => {
    assert.equal(
      remedyOf(['API_TOKEN', 'TAG'], {project: 'shop', isLaptop: true}),
      'Tests do not get the secret file of a deploy. Add to .env.test in the repository: API_TOKEN=<generate>, which is drawn for each run, and a value of TAG. What nobody may read goes into the secret file (COUNTABLE_TEST_ENV_FILE).',
    );
  });
});

describe('what Compose refuses because of variables', () => {
  const refusal = (text: string, message: string, unset: readonly string[] = []) => {
    const stderr = unset
      .map(
        name =>
          `time="x" level=warning msg="The \\"${name}\\" variable is not set. Defaulting to a blank string."`,
      )
      .join('\n');
    const cause = new CommandFailed({program: 'docker', args: [], exitCode: 1, tail: [], stderr});
    const error = new UserError('COMPOSE_INVALID', message, {cause});
    const {
      code,
      message: said,
      where,
      remedy,
    } = composeRefusal(error, '/x', {sources: [base(text)], readFor: STAGE});
    return {code, said, where, remedy};
  };

  const UNSET: [string, string, string][] = [
    ['WEB_PORT', 'services: {web: {ports: ["${WEB_PORT}:${WEB_PORT}"]}}', 'invalid proto: '],
    ['MEM', 'services: {web: {mem_limit: "${MEM}"}}', "'services[web].mem_limit' invalid size: ''"],
    [
      'IMAGE',
      'services: {web: {image: "${IMAGE}"}}',
      'service "web" has neither an image nor a build context specified',
    ],
    [
      'N',
      'services: {web: {deploy: {replicas: "${N}"}}}',
      'failed to cast to expected type: strconv.Atoi: parsing ""',
    ],
    [
      'DATA',
      'services: {web: {volumes: ["${DATA}:/data"]}}',
      'invalid spec: :/data: empty section between colons',
    ],
    ['INIT', 'services: {web: {init: "${INIT}"}}', 'failed to cast to expected type: invalid boolean: '],
  ];
  for (const [name, text, message] of UNSET)
    it(`is told as a missing variable: ${message}`, () => {
      const {code, said, where} = refusal(text, message, [name]);
      assert.deepEqual(
        {code, said, where},
        {code: 'MISSING_VARIABLE', said: `The variable ${name} has no value.`, where: 'docker-compose.yml:1'},
      );
    });

  it('is told as Compose says it where no variable has to do with it', () => {
    assert.equal(
      refusal('services: {web: {ports: ["x:80"]}}', 'invalid hostPort: x').said,
      'invalid hostPort: x',
    );
  });

  const BROKEN: [string, string][] = [
    ['nginx:${TAG', 'Write ${TAG}: its } is missing. A $ that begins no variable is written $$.'],
    ['nginx:${TAG-1', 'Write ${TAG}: its } is missing. A $ that begins no variable is written $$.'],
    ['nginx:${}', 'A variable is ${NAME}, of letters, digits and _; a $ that begins none is written $$.'],
    ['nginx:${1A}', 'A variable is ${NAME}, of letters, digits and _; a $ that begins none is written $$.'],
    ['nginx:${A.B}', 'Write ${A}: its } is missing. A $ that begins no variable is written $$.'],
  ];
  for (const [image, remedy] of BROKEN)
    it(`is told by its line where a variable is written as ${image}`, () => {
      const text = `services:\n  web:\n    image: "${image}"\n`;
      assert.deepEqual(refusal(text, image), {
        code: 'COMPOSE_INVALID',
        said: `A variable is not written as Compose reads it: ${image}`,
        where: 'docker-compose.yml:3',
        remedy,
      });
    });

  it('is not seen in variables that are right', () => {
    const text = 'services:\n  web:\n    image: "a:${A:-${B:-c}} $$ $${ ${D?e} ${F:+g}"\n';
    assert.deepEqual(base(text).broken, []);
  });
});
