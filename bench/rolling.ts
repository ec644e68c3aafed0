/**
 * How many requests a deploy loses. A site, an application behind a proxy, gets constant load while it is deployed anew, each
 * time with another environment variable: 4 loops on connections that are kept open, 3 with a new one each, 4 of requests that
 * take 3 s, 3 that post 60 KB; each asks 20 ms after its last answer. The load runs from a second before the first deploy to
 * five seconds after the last, and so long between two. Lost is what gets no answer, or another than 200; doubled a post that the application has read twice;
 * the application counts posts in a volume. All on one machine: engine, site, load and deploys share its processors.
 *
 * Applications: `graceful` answers what it has begun at SIGTERM, `abrupt` dies at once, `late` answers 503 in its first 6 s.
 * Ways: `countable` is `countable deploy`, `compose` is `docker compose up -d`, `rollout` the order of docker-rollout: scale to
 * two, wait until healthy, stop and remove the old.
 *
 *     node bench/rolling.ts [deploys, default 3] [proxy: nginx-1.31, nginx-1.22, haproxy] [application] [way]
 */
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {
  commit,
  deploy,
  deployable,
  type DeployProject,
  freePort,
  write,
} from '../test/e2e/support/deploys.ts';
import {loadOn, lostOf} from '../test/e2e/support/load.ts';
import {docker} from '../test/e2e/support/projects.ts';
import {countedPosts, PROXIES, rollingSite} from '../test/e2e/support/rolling.ts';

type Way = (project: DeployProject) => Promise<void>;

/** What a deploy leaves wrong shows after it. */
const AFTER_MS = 5_000;

const compose = ({workspace, name}: DeployProject, ...words: string[]) =>
  execFileSync('docker', ['compose', '-p', `${name}-stage`, ...words], {cwd: workspace, stdio: 'pipe'});

const idsOf = ({name}: DeployProject): string[] =>
  docker('ps', '--no-trunc', '--filter', `name=${name}-stage-web-`, '--format', '{{.ID}}')
    .split('\n')
    .filter(Boolean);

const isHealthy = (id: string): boolean =>
  docker('inspect', '--format', '{{.State.Health.Status}}', id) === 'healthy';

const WAYS: Record<string, Way> = {
  async countable(project) {
    commit(project);
    const {exitCode, stderr} = await deploy(project);
    if (exitCode !== 0) throw new Error(stderr);
  },

  compose: async project => void compose(project, 'up', '-d'),

  async rollout(project) {
    const old = idsOf(project);
    if (old.length === 0) return void compose(project, 'up', '-d');
    compose(project, 'up', '-d', '--no-deps', '--no-recreate', '--scale', `web=${old.length * 2}`, 'web');
    const fresh = idsOf(project).filter(id => !old.includes(id));
    while (!fresh.every(isHealthy)) await pause(200);
    docker('stop', ...old);
    docker('rm', ...old);
  },
};

const answers = async (port: number): Promise<void> => {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(200);
  }
};

const [deploys = '3', proxy = 'nginx-1.31', kind = 'graceful', wayName = 'countable'] = process.argv.slice(2);
const way = WAYS[wayName];
if (way === undefined || !(proxy in PROXIES)) throw new Error(`There is no ${wayName}, or no ${proxy}.`);

const port = await freePort();
const shape = (version: number) =>
  rollingSite({port, version: String(version), proxy: proxy as keyof typeof PROXIES, kind});
const project = deployable(shape(1));
try {
  await way(project);
  await answers(port);
  const load = loadOn(port);
  await pause(1_000);
  const times: number[] = [];
  for (let version = 2; version <= Number(deploys) + 1; version += 1) {
    write(project, shape(version));
    const begun = performance.now();
    await way(project);
    times.push(Math.round((performance.now() - begun) / 100) / 10);
    await pause(AFTER_MS);
  }
  const answered = await load.stop();
  const lost = lostOf(answered);
  const read = countedPosts(idsOf(project)[0] ?? '');
  const doubled = read.length - new Set(read).size;
  const said = new Map<string, number>();
  for (const one of lost) {
    const what = `${one.kind} ${one.status ?? one.said}`;
    said.set(what, (said.get(what) ?? 0) + 1);
  }
  console.log(
    `${path.basename(import.meta.filename)} ${proxy} ${kind} ${wayName}: ${lost.length} lost and ${doubled} doubled of ${answered.length} in ${deploys} deploys of ${times.join(', ')} s`,
  );
  for (const [what, count] of said) console.log(`  ${count} × ${what}`);
} finally {
  project.remove();
}
