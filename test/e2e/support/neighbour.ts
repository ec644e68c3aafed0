import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {planTest, test, type TestNeeds, type TestRequest} from '../../../ts-helpers/src/test/test.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {docker, leftOf, sample, type SampleProject} from './projects.ts';
import {inhabitedBy, listening, testNeeds, testRequest} from './testStage.ts';

/** What lives on this machine beside the tests, and is not theirs. */
export interface Neighbour {
  name: string;
  /** With a file `precious` that says `kept`; everybody may write to it. */
  folder: string;
  remove(): void;
}

/** A container `<name>-web-1` in a network `<name>_web` (10.213.77.0/24), with a volume `<name>_data`. */
const moveIn = (): Neighbour => {
  const name = `live-${randomBytes(4).toString('hex')}`;
  const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
  chmodSync(folder, 0o777);
  writeFileSync(path.join(folder, 'precious'), 'kept');
  docker('volume', 'create', `${name}_data`);
  docker('network', 'create', `${name}_web`);
  docker(
    ...['run', '--detach', '--init', '--name', `${name}-web-1`, '--network', `${name}_web`],
    ...['--network-alias', 'web', '--volume', `${name}_data:/data`, 'busybox:1.35'],
    ...['sh', '-c', 'echo kept > /data/precious; sleep 600'],
  );
  return {
    name,
    folder,
    remove() {
      docker('rm', '--force', '--volumes', `${name}-web-1`);
      docker('network', 'rm', `${name}_web`);
      docker('volume', 'rm', `${name}_data`);
      rmSync(folder, {recursive: true});
    },
  };
};

/** A service of busybox that runs a script. */
export const busybox = (script: string, more: object = {}) => ({
  image: 'busybox:1.35',
  init: true,
  command: ['sh', '-c', script],
  ...more,
});

/** Test runs of one project after another, beside a neighbour who has to be as before in the end. */
export const besideNeighbour = () => {
  let neighbour: Neighbour;
  let project: SampleProject;
  let lines: string[] = [];

  before(() => {
    neighbour = moveIn();
  });
  after(() => {
    assert.equal(docker('exec', `${neighbour.name}-web-1`, 'cat', '/data/precious'), 'kept');
    neighbour.remove();
  });
  afterEach(() => {
    end();
  });

  const end = (): void => {
    assert.deepEqual(leftOf(project), [], 'nothing is left in Docker');
    assert.equal(readFileSync(path.join(neighbour.folder, 'precious'), 'utf8'), 'kept');
    project.remove();
  };

  const needs = (more: Partial<TestNeeds> = {}): TestNeeds => {
    const listener = listening();
    lines = listener.lines;
    return {...testNeeds(new AbortController().signal, listener.voice), ...more};
  };

  const request = (): TestRequest => testRequest(project.workspace, project.output);

  return {
    neighbour: () => neighbour,
    project: () => project,
    lines: () => lines,
    needs,
    request,
    end,
    /** The project from now on: its compose file, as text or data, and other files. */
    compose(model: object | string, files: Record<string, string> = {}): void {
      const text = typeof model === 'string' ? model : JSON.stringify(model, undefined, 1);
      project = sample({'docker-compose.yml': text, ...files});
    },
    run: (asked: TestRequest = request()) => test(asked, needs()),
    own: async () => (await planTest(request(), needs()))?.own,
    async failing(more: Partial<TestNeeds> = {}): Promise<UserError> {
      try {
        await test(request(), needs(more));
      } catch (error) {
        assert.ok(error instanceof UserError, String(error));
        return error;
      }
      throw new assert.AssertionError({message: 'the stage passed'});
    },
    hasStarted: () => lines.some(line => line.startsWith('step:')),
  };
};

/** The same on a machine where the neighbour was deployed. */
export const besideDeploys = () => {
  const stage = besideNeighbour();
  const deployed = (): Partial<TestNeeds> => {
    const labels = {
      'com.docker.compose.project': stage.neighbour().name,
      'ca.countable.environment': 'prod',
    };
    return {docker: inhabitedBy([labels], stage.needs().docker)};
  };
  return {
    ...stage,
    run: (asked: TestRequest = stage.request()) => test(asked, stage.needs(deployed())),
    /** As a request of a project whose organisation allows that. */
    allowing(...hostAccess: string[]): TestRequest {
      const {project, ...asked} = stage.request();
      return {...asked, project: {...project, settings: {...project.settings, hostAccess}}};
    },
    async isRefused(what: string): Promise<UserError> {
      const error = await stage.failing(deployed());
      assert.equal(error.code, 'TEST_NOT_ALLOWED', `${what}: ${error.message}`);
      assert.ok(error.message.includes(stage.neighbour().name), error.message);
      assert.match(error.where ?? '', /^\S+:\d+|^\.env$/, what);
      assert.equal(stage.hasStarted(), false, `${what}: nothing was started`);
      return error;
    },
  };
};
