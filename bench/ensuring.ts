/**
 * What ensuring costs where nothing has to change: the whole process of `countable sentry` and of `countable jenkins
 * jobs`, with their requests counted, against the servers of the end-to-end tests on this machine. Then what Sentry adds
 * to a production deploy: deploys of two like projects, one with a token and one without, in turn, of
 * which nothing changed, so that there is no build to hide behind. The Sentry server checks each request against Sentry's document, which is part of the
 * time. Needs Docker, and the folder of documents (COUNTABLE_SPECS).
 *
 *     node bench/ensuring.ts [rounds, default 11]
 */
import {execFileSync, spawn} from 'node:child_process';
import path from 'node:path';
import {commit, deployable, deployEnvironment, type DeployProject} from '../test/e2e/support/deploys.ts';
import {JENKINS_TOKEN, JENKINS_USER, startJenkins} from '../test/e2e/support/jenkinsServer.ts';
import {ALL_AGES} from '../test/e2e/support/sentry/ages.ts';
import {SENTRY_TOKEN, startSentry} from '../test/e2e/support/sentry/server.ts';
import {endedWell} from './ended.ts';
import {machine, quantile} from './measured.ts';

const rounds = Number(process.argv[2] ?? 11);
const made = (): DeployProject => {
  const project = deployable({
    'docker-compose.yml': 'services: {web: {build: ., init: true, stop_grace_period: 1s}}\n',
    'dc.prod.yml': 'services: {}\n',
    Dockerfile: 'FROM busybox:1.35\nCMD ["sleep", "600"]\n',
  });
  commit(project);
  return project;
};
const [project, other] = [made(), made()];
const entry = path.join(project.folder, 'countable/countable.cjs');
execFileSync(process.execPath, ['resources/ca/countable/countable.mjs', '--unpack', path.dirname(entry)]);

/** Seconds of the whole process, which has to succeed. */
const time = async (
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  of = project,
): Promise<number> => {
  const start = performance.now();
  const env = {...process.env, ...deployEnvironment(of), ...environment};
  const stdio = ['ignore', 'ignore', 'pipe'] as const;
  const child = spawn(process.execPath, [entry, ...words], {cwd: of.workspace, env, stdio: [...stdio]});
  await endedWell(child, `countable ${words.join(' ')}`);
  return (performance.now() - start) / 1000;
};

const repeated = async (work: () => Promise<number>): Promise<number[]> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await work());
  return times;
};
const shown = (values: readonly number[]): string =>
  [0.5, 0, 1].map(share => `${quantile(values, share).toFixed(2)} s`).join(', ');

console.log(`${machine(process.versions.node)}; ${rounds} rounds: median, lowest, highest`);

for (const age of ALL_AGES) {
  const sentry = await startSentry(age);
  const environment = {
    SENTRY_AUTH_TOKEN: SENTRY_TOKEN,
    SENTRY_URL: sentry.url,
    SENTRY_ORG: 'acme',
    SENTRY_TEAM: 'web',
  };
  await time(['sentry'], environment);
  sentry.requests.length = 0;
  const times = await repeated(() => time(['sentry'], environment));
  console.log(`countable sentry, ${age}: ${shown(times)}; ${sentry.requests.length / rounds} requests`);
  if (age === 'current') {
    const bare = () => time(['deploy', 'prod'], {SENTRY_AUTH_TOKEN: ''}, other);
    const tracked = () => time(['deploy', 'prod'], environment);
    await bare();
    await tracked();
    const added = await repeated(async () => {
      const before = await bare();
      return (await tracked()) - before;
    });
    console.log(`added to a production deploy: ${shown(added)}`);
  }
  await sentry.stop();
}

const jenkins = await startJenkins();
const environment = {
  JENKINS_URL: jenkins.url,
  JENKINS_USER_ID: JENKINS_USER,
  JENKINS_API_TOKEN: JENKINS_TOKEN,
};
await time(['jenkins', 'jobs'], environment);
jenkins.requests.length = 0;
const times = await repeated(() => time(['jenkins', 'jobs'], environment));
console.log(`countable jenkins jobs: ${shown(times)}; ${jenkins.requests.length / rounds} requests`);
await jenkins.stop();
project.remove();
other.remove();
