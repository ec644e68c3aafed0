import assert from 'node:assert/strict';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {countable} from './support/cli.ts';
import {leaks, noise, readable, secretsFile} from './support/canaries.ts';
import {
  commit,
  deploy,
  deployable,
  deployEnvironment,
  type DeployProject,
  secretFile,
  write,
} from './support/deploys.ts';
import {type MailServer, startMail} from './support/mailServer.ts';
import {SLACK_SPEC, type SlackServer, startSlack} from './support/slackServer.ts';
import {hasSpec} from './support/specs.ts';

const FILES = {
  'docker-compose.yml': `services:
  web:
    build: .
    command: sh -c 'cat /noise; exit 3'
    environment: {DB_PASSWORD: "\${DB_PASSWORD:-}", SITE_URL: "\${SITE_URL:-}"}
`,
  'dc.stage.yml': 'services: {}\n',
  'dc.test.yml': `services:
  test:
    build: .
    command: sh -c 'cat /noise; mkdir /reports; cp /junit.xml /reports/; exit 1'
`,
  Dockerfile: 'FROM busybox:1.35\nCOPY noise junit.xml /\n',
  'countable.yml': 'mail: {when: always}\ntest: {junit: [/reports]}\n',
};

const xml = (text: string): string =>
  text.replaceAll(FORBIDDEN, '?').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u001B]/g;

/** A report with a test for every line, but for those that XML cannot hold. */
const junit = (text: string): string => {
  const lines = text.split('\n').filter(line => !line.includes('\u001B') && !/width|^alue/.test(line));
  const cases = lines.map(
    (line, index) =>
      `<testcase name="t${index}"><failure message="${xml(line)}">${xml(line)}</failure></testcase>`,
  );
  return `<testsuite name="x">${cases.join('\n')}<system-out>${xml(lines.join('\n'))}</system-out></testsuite>`;
};

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .map(name => path.join(folder, name))
      .filter(file => statSync(file).isFile())
      .map(file => [path.relative(folder, file), readFileSync(file, 'utf8')]),
  );

describe('a secret', () => {
  let project: DeployProject;
  let slack: SlackServer;
  let mail: MailServer;

  before(async function () {
    if (!hasSpec(SLACK_SPEC)) this.skip();
    slack = await startSlack();
    mail = await startMail();
  });
  after(async () => {
    await (slack as SlackServer | undefined)?.stop();
    await (mail as MailServer | undefined)?.stop();
  });
  beforeEach(() => {
    project = deployable(FILES);
    const text = noise(project.name);
    write(project, {noise: text, 'junit.xml': junit(text)});
    commit(project);
  });
  afterEach(() => {
    project.remove();
  });

  const environment = (more: NodeJS.ProcessEnv = {}) =>
    deployEnvironment(project, {COUNTABLE_ENV_FILE: secretFile(project, secretsFile(project.name)), ...more});

  const clean = (outputs: Record<string, string>): void => {
    for (const [name, text] of Object.entries(outputs))
      assert.deepEqual(leaks(text), [], `${name}:\n${text.slice(0, 20_000)}`);
  };

  it('gets out nowhere: not to the console, results, reports, Slack or mail', async () => {
    const result = path.join(project.folder, 'result.json');
    const run = await countable(
      ['pipeline', '--json', '--verbose', '--output', project.output, '--result', result],
      {
        cwd: project.workspace,
        env: environment({
          SLACK_BOT_TOKEN: 'xoxb-kanarie-13',
          SLACK_API_URL: slack.url,
          SMTP_URL: mail.url,
          COUNTABLE_MAIL_DOMAINS: 'example.org',
        }),
      },
    );
    assert.notEqual(run.exitCode, 0, run.stderr);
    assert.match(run.stderr, /SERVICE_EXITED/);
    assert.match(run.stderr, /TESTS_FAILED/);
    const files = filesOf(project.output);
    assert.ok(
      Object.keys(files).some(name => name.endsWith('junit.xml')),
      Object.keys(files).join(),
    );
    assert.deepEqual([slack.messages.length, mail.letters.length], [1, 1]);
    const outputs = {
      stdout: run.stdout,
      stderr: run.stderr,
      result: readFileSync(result, 'utf8'),
      ...files,
      'report.json': files['report.json'] ?? '',
      slack: JSON.stringify(slack.calls.map(({fields}) => fields)),
      mail: JSON.stringify(mail.letters[0]?.content),
      attachment: attachmentOf(mail),
    };
    clean(outputs);
    for (const words of readable(project.name)) {
      assert.ok(run.stderr.includes(words), words);
      assert.ok(outputs['report.json'].includes(words), words);
    }
    assert.ok(String(mail.letters[0]?.content.subject).includes(project.name));
  });

  it('is what the compose file calls one, whatever its name is', async () => {
    write(project, {
      'odd.txt': 'kanarie20-of-a-file\n',
      'docker-compose.yml': `services:
  web:
    image: busybox:1.35
    command: sh -c 'cat /run/secrets/*; exit 3'
    secrets: [one, two]
secrets: {one: {file: odd.txt}, two: {environment: ODD_NAME}}
`,
    });
    commit(project);
    const env = {COUNTABLE_ENV_FILE: secretFile(project, 'ODD_NAME=kanarie21-odd\n')};
    const {exitCode, stdout, stderr} = await deploy(project, {env, words: ['--verbose']});
    assert.equal(exitCode, 6, stderr);
    assert.match(stderr, /\*\*\*\*/);
    clean({stdout, stderr});
  });
});

const attachmentOf = ({letters}: MailServer): string =>
  new TextDecoder().decode(letters[0]?.content.attachments[0]?.content as ArrayBuffer);
