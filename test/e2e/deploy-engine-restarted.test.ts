import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import {commit, deploy, deployable, type DeployProject, leftOnDisk, write} from './support/deploys.ts';
import {begun, plannedSteps} from './support/journalOf.ts';
import {canHaveSecondEngine, type SecondEngine, startSecondEngine} from './support/secondEngine.ts';

const IMAGE = 'busybox:1.35';
const PORT = 18_431;
/** With COUNTABLE_KILLS more of them. */
const STEPS = process.env['COUNTABLE_KILLS'] === undefined ? ['start'] : ['build', 'start', 'watch'];

const site = (version: number) => ({
  'docker-compose.yml': `
services:
  migrate: {image: "${IMAGE}", init: true, command: sleep 3, restart: "no", environment: {V: "${version}"}}
  web:
    build: .
    init: true
    stop_signal: KILL
    restart: unless-stopped
    ports: ["${PORT}:80"]
    depends_on: {migrate: {condition: service_completed_successfully}}
`,
  'dc.stage.yml': 'services: {}\n',
  'countable.yml': 'health: {settle: 3}\n',
  Dockerfile: `FROM ${IMAGE}
RUN sleep 3; mkdir /www; echo ${version} > /www/index.html
CMD httpd -f -p 80 -h /www
`,
});

describe('an engine that restarts in the middle of a deploy', function () {
  let engine: SecondEngine;
  let project: DeployProject;
  let number = 1;
  let live = 1;
  before(async function () {
    // The gate counts it, and says what it takes.
    if (!canHaveSecondEngine()) this.skip();
    engine = await startSecondEngine([IMAGE]);
    project = deployable(site(number));
    const {exitCode, stderr} = await deployed();
    assert.equal(exitCode, 0, stderr);
  });
  after(async () => {
    project?.remove();
    await engine?.end();
  });

  const env = () => ({DOCKER_HOST: engine.host});
  const deployed = () => deploy(project, {env: env()});
  const page = async () => Number(await (await fetch(`http://${engine.address}:${PORT}/`)).text());
  /** What answers once it is up. */
  const answering = async (): Promise<number> => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const found = await page().catch(() => undefined);
      if (found !== undefined) return found;
      await pause(200);
    }
    throw new Error('nothing answers');
  };

  for (const id of STEPS)
    it(`is told as what it is in ${id}, and the next deploy mends what it leaves`, async () => {
      number += 1;
      write(project, site(number));
      commit(project);
      const step = (await plannedSteps(project, {env: env()})).find(one => one.id === id);
      assert.ok(step, id);
      const restart = async (): Promise<void> => {
        await begun(project, step);
        await pause(500);
        await engine.stop();
        await pause(2_000);
        await engine.start();
      };
      let restarted: Promise<void> = Promise.resolve();
      const {result, stderr} = await deploy(project, {
        env: env(),
        onStart: () => {
          restarted = restart();
        },
      });
      await restarted;
      assert.equal(result.error?.code, 'DOCKER_DOWN', stderr);
      // Of a build nothing is undone but the names of its images.
      if (id !== 'build') assert.match(result.undone ?? '', /is back in staging, and answers[.;]/, stderr);
      assert.equal(await answering(), live);
      const next = await deployed();
      assert.equal(next.exitCode, 0, next.stderr);
      assert.equal(await answering(), number);
      live = number;
      assert.deepEqual(
        engine
          .docker('ps', '--all', '--format', '{{.Label "com.docker.compose.service"}}')
          .split('\n')
          .sort(),
        ['migrate', 'web'],
      );
      assert.deepEqual(
        leftOnDisk(project).filter(
          entry => entry.startsWith('tmp/') || /(?:\.new|journal\.json)$/.test(entry),
        ),
        [],
      );
    }).timeout(120_000);
});
