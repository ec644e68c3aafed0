import assert from 'node:assert/strict';
import {commit, deploy, deployable, type DeployProject, write} from './support/deploys.ts';
import {docker} from './support/projects.ts';

/** A service that writes once when its volume was set up, and a name for the volume. */
const compose = (volume: string) => `services:
  db:
    image: busybox:1.35
    init: true
    command: sh -c 'test -e /data/set-up || cat /proc/sys/kernel/random/uuid > /data/set-up; exec sleep 3600'
    volumes: ['db:/data']
volumes:
  db: {name: ${volume}}
`;

describe('a volume that gets another name, on a real engine', () => {
  let project: DeployProject;
  afterEach(() => {
    project.remove();
  });

  const change = async (volume: string, ...words: string[]) => {
    write(project, {'docker-compose.yml': compose(volume)});
    commit(project);
    return deploy(project, {words});
  };
  const container = () => `${project.name}-stage-db-1`;
  const written = () => docker('exec', container(), 'cat', '/data/set-up');
  const id = () => docker('inspect', '--format', '{{.Id}}', container());

  it('is refused and leaves all as it was, is copied as the remedy says, and done where it is asked for', async () => {
    project = deployable({'dc.stage.yml': 'services: {}\n', 'countable.yml': 'health: {settle: 1}\n'});
    const [one, two] = [`${project.name}-stage_one`, `${project.name}-stage_two`];
    assert.equal((await change(one)).exitCode, 0);
    const [before, data] = [id(), written()];

    const {exitCode, stderr, stdout, result} = await change(two);
    assert.equal(exitCode, 4, stderr);
    const told = `${stdout}${stderr}`;
    assert.ok(told.includes(`db would come up with the volume ${two} at /data`), told);
    assert.ok(told.includes(`its data stays in the volume ${one}.`), told);
    assert.match(told, /docker-compose\.yml:8/);
    assert.deepEqual([id(), written()], [before, data]);
    assert.doesNotMatch(docker('volume', 'ls', '--format', '{{.Name}}'), new RegExp(two));

    assert.equal(result.error?.code, 'DATA_AT_RISK');
    const copy = /`(docker stop .*?)`/.exec(result.error.remedy)?.[1] ?? '';
    for (const command of copy.split(' && ')) docker(...command.split(' ').slice(1));
    const copied = await change(two, '--recreate', 'db');
    assert.equal(copied.exitCode, 0, copied.stderr);
    assert.match(copied.stderr, /as asked, db with the volume \S+_two in place of the volume \S+_one/);
    assert.equal(written(), data, 'the data came along');
  });
});
