import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {tmpdir} from 'node:os';
import type {DoctorResult} from '../../ts-helpers/src/doctor/doctor.ts';
import {inProcess} from './support/inProcess.ts';
import {JENKINS_TOKEN, JENKINS_USER, type JenkinsServer, startJenkins} from '../e2e/support/jenkinsServer.ts';
import {sample} from '../e2e/support/projects.ts';

/** As controllers answer, which measure an agent only once it is there. */
const computer = (displayName: string, more: object = {}) => ({
  ...{_class: 'hudson.slaves.SlaveComputer', displayName, offline: false, temporarilyOffline: false},
  offlineCauseReason: '',
  monitorData: {
    'hudson.node_monitors.ArchitectureMonitor': 'Linux (amd64)',
    'hudson.node_monitors.DiskSpaceMonitor': {path: '/home/jenkins', size: 50_000_000_000, timestamp: 1},
    'hudson.node_monitors.ClockMonitor': {_class: 'hudson.util.ClockDifference', diff: 14},
  },
  ...more,
});
const UNMEASURED = {
  'hudson.node_monitors.DiskSpaceMonitor': null,
  'hudson.node_monitors.ClockMonitor': null,
};
const PLUGINS = ['workflow-aggregator', 'git', 'credentials-binding', 'plain-credentials', 'junit'];

describe('countable doctor jenkins', function () {
  this.timeout(60_000);
  let jenkins: JenkinsServer;
  before(async () => {
    jenkins = await startJenkins();
  });
  beforeEach(() => {
    jenkins.reset();
    jenkins.plugins = PLUGINS;
  });
  after(() => jenkins.stop());

  const run = (env: NodeJS.ProcessEnv = {}, ...flags: string[]) =>
    inProcess(['doctor', 'jenkins', '--json', ...flags], {
      cwd: tmpdir(),
      env: {
        COUNTABLE_CONFIG: undefined,
        JENKINS_URL: jenkins.url,
        JENKINS_USER_ID: JENKINS_USER,
        JENKINS_API_TOKEN: JENKINS_TOKEN,
        ...env,
      },
    });
  const told = async () => {
    const {stdout, exitCode} = await run();
    const {findings} = JSON.parse(stdout) as DoctorResult;
    return {exitCode, said: findings.map(({code, severity, message}) => `${severity} ${code}: ${message}`)};
  };

  it('is content with agents that are there and plugins that are active, by two questions', async () => {
    jenkins.computers = [
      computer('Built-In Node', {_class: 'hudson.model.Hudson$MasterComputer'}),
      computer('agent-1'),
      // Controllers that do not measure say so by leaving it out.
      {displayName: 'agent-2', offline: false, temporarilyOffline: false},
    ];
    assert.deepEqual(await told(), {exitCode: 0, said: []});
    assert.deepEqual(jenkins.requests.sort(), [
      'GET /jenkins/computer/api/json',
      'GET /jenkins/pluginManager/api/json',
    ]);
  });

  it('tells of agents that are offline, full or late, and of a plugin that is missing', async () => {
    const monitorData = {
      'hudson.node_monitors.DiskSpaceMonitor': {path: '/home/jenkins', size: 300_000_000},
      'hudson.node_monitors.ClockMonitor': {diff: 900_000},
    };
    jenkins.computers = [
      computer('gone', {
        offline: true,
        offlineCauseReason: 'Connection was\n broken',
        monitorData: UNMEASURED,
      }),
      computer('away', {offline: true, temporarilyOffline: true, offlineCauseReason: 'disk is changed'}),
      computer('full', {monitorData}),
    ];
    jenkins.plugins = PLUGINS.slice(1);
    assert.deepEqual(await told(), {
      exitCode: 4,
      said: [
        'error agent-disk-low: full has 300 MB left at /home/jenkins.',
        'error plugin-missing: The plugin workflow-aggregator is not there, or not active.',
        'warning agent-clock-wrong: The clock of full is 900 s behind.',
        'warning agent-offline: gone is offline: Connection was broken.',
        'note agent-offline: away is offline: disk is changed.',
      ],
    });
  });

  it('says nothing of plugins to who may not see them', async () => {
    jenkins.plugins = undefined;
    assert.deepEqual(await told(), {exitCode: 0, said: []});
  });

  it('tells which credentials the project lacks that it is run in', async () => {
    const {workspace, name, remove} = sample({
      'docker-compose.yml': 'services: {test: {image: "busybox:1"}}\n',
      'dc.prod.yml': 'services: {}\n',
    });
    try {
      const git = (...words: string[]) => execFileSync('git', words, {cwd: workspace});
      git('init', '--quiet');
      git('remote', 'add', 'origin', `git@git.example.org:team/${name}.git`);
      const {stdout, exitCode, stderr} = await run({}, '--workspace', workspace);
      const {findings} = JSON.parse(stdout) as DoctorResult;
      const own = findings.find(({file}) => file === `${name}-prod-env`);
      assert.equal(own?.code, 'credential-missing', stderr);
      assert.equal(own.remedy, `countable jenkins credentials --set ${name}-prod-env --from FILE`);
      assert.equal(exitCode, 0);
    } finally {
      remove();
    }
  });

  it('says what is missing of an account, that a token is refused, and that something else answers', async () => {
    const refused = async (env: NodeJS.ProcessEnv) => (await run(env)).stderr;
    assert.match(
      await refused({JENKINS_API_TOKEN: undefined}),
      /JENKINS_NOT_SET_UP: JENKINS_API_TOKEN is not set/,
    );
    assert.match(await refused({JENKINS_API_TOKEN: 'another'}), /TOKEN_REFUSED/);
    jenkins.troubles = {'GET /jenkins/computer': [{status: 404, body: '<html>nothing here</html>'}]};
    assert.match(await refused({}), /NOT_THE_SERVICE/);
    assert.match(
      (await run({}, '--fix')).stderr,
      /--fix is for projects, and not for countable doctor jenkins/,
    );
  });
});
