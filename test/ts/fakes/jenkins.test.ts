import {createClock} from '../../../ts-helpers/src/outside/clock.ts';
import {openJenkins} from '../../../ts-helpers/src/jenkins/service.ts';
import {jenkinsContract} from '../../contract/jenkins.ts';
import {
  JENKINS_TOKEN,
  JENKINS_USER,
  type JenkinsServer,
  startJenkins,
} from '../../e2e/support/jenkinsServer.ts';
import {createFakeJenkins} from '../../fakes/jenkins.ts';

describe('the Jenkins that unit tests use', () => {
  jenkinsContract(() => Promise.resolve(createFakeJenkins()));
});

describe('a Jenkins that answers, through its adapter', () => {
  let server: JenkinsServer;
  before(async () => {
    server = await startJenkins();
  });
  after(() => server.stop());
  jenkinsContract(() => {
    const {signal} = new AbortController();
    const {url} = server;
    return openJenkins({url, user: JENKINS_USER, token: JENKINS_TOKEN, clock: createClock(signal), signal});
  });
});
