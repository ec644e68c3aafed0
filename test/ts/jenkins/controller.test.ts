import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {parse} from 'yaml';
import {neededCredentials} from '../../../ts-helpers/src/jenkins/plan/credentials.ts';
import {WRITTEN_BY} from '../../../ts-helpers/src/jenkins/plan/items.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

const file = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

interface Casc {
  jenkins: {
    numExecutors: number;
    slaveAgentPort: string;
    crumbIssuer: {standard: object};
    securityRealm: {local: {allowsSignup: boolean; users: {id: string; password: string}[]}};
    authorizationStrategy: {loggedInUsersCanDoAnything: {allowAnonymousRead: boolean}};
    nodes: {permanent: {launcher: {jnlp: {webSocket: boolean}}}}[];
    globalNodeProperties: {envVars: {env: {key: string; value: string}[]}}[];
  };
  unclassified: {
    globalLibraries: {
      libraries: {
        implicit: boolean;
        allowVersionOverride: boolean;
        defaultVersion: string;
        cachingConfiguration: unknown;
      }[];
    };
  };
  credentials: {system: {domainCredentials: {credentials: Record<string, Record<string, string>>[]}[]}};
}

describe('the controller that comes with the library', () => {
  const casc = parse(file('jenkins/jenkins.yaml')) as Casc;
  const {jenkins} = casc;

  it('lets nobody in unknown, and nothing run beside its keys', () => {
    assert.equal(jenkins.authorizationStrategy.loggedInUsersCanDoAnything.allowAnonymousRead, false);
    assert.equal(jenkins.securityRealm.local.allowsSignup, false);
    assert.equal(jenkins.numExecutors, 0);
    assert.ok(jenkins.crumbIssuer.standard);
  });

  it('opens no port for agents unless asked to', () => {
    assert.equal(jenkins.slaveAgentPort, '${JENKINS_AGENT_PORT:--1}');
    assert.equal(jenkins.nodes[0]?.permanent.launcher.jnlp.webSocket, true);
    const {services} = parse(file('jenkins/compose.yml')) as {services: Record<string, {ports?: string[]}>};
    assert.deepEqual(services['controller']?.ports, ['127.0.0.1:${JENKINS_PORT:-8080}:8080']);
    assert.equal(services['agent']?.ports, undefined);
  });

  it('holds no secret: every one comes from the environment', () => {
    const held = casc.credentials.system.domainCredentials.flatMap(({credentials}) => credentials);
    const secrets = held
      .flatMap(credential => Object.values(credential))
      .map(({secret, password}) => secret ?? password);
    assert.equal(secrets.length, 3);
    for (const secret of secrets) assert.match(secret ?? '', /^\$\{\w+:-\}$/);
    assert.match(jenkins.securityRealm.local.users[0]?.password ?? '', /^\$\{\w+\}$/);
  });

  it('sends nothing to the engine but what its images are made of', () => {
    const rules = file('jenkins/.dockerignore')
      .split('\n')
      .filter(line => /^[^#]/.test(line));
    assert.deepEqual(rules, ['*', '!plugins.txt']);
    const copied = [...file('jenkins/Dockerfile').matchAll(/^COPY (?:--chown=\S+ )?(\S+)/gm)].map(
      ([, name]) => name,
    );
    assert.deepEqual(copied, ['plugins.txt']);
    assert.doesNotMatch(file('jenkins/agent.Dockerfile'), /^COPY (?!--from)/m);
  });

  it('keeps production in its folder, and its credentials out of the controller’s own', () => {
    const variables = jenkins.globalNodeProperties[0]?.envVars.env ?? [];
    assert.equal(variables.find(({key}) => key === 'COUNTABLE_PRODUCTION')?.value, 'separate');
    const ids = casc.credentials.system.domainCredentials
      .flatMap(({credentials}) => credentials)
      .flatMap(credential => Object.values(credential).map(({id}) => id));
    const production = neededCredentials('shop', resolveSettings({})).filter(
      ({isProduction}) => isProduction,
    );
    assert.ok(production.length > 0);
    for (const {id} of production) assert.ok(!ids.includes(id));
  });

  it('begins with a file of jobs that may be written anew', () => {
    assert.ok(file('jenkins/jobs.yaml').includes(WRITTEN_BY));
  });

  it('loads this library by itself, in one version', () => {
    const [library] = casc.unclassified.globalLibraries.libraries;
    assert.deepEqual([library?.implicit, library?.allowVersionOverride], [true, false]);
    assert.equal(library?.defaultVersion, '${COUNTABLE_LIBRARY_VERSION:-main}');
    assert.match(file('jenkins/.env.example'), /^COUNTABLE_LIBRARY_VERSION=main$/m);
  });

  it('fetches the library for some minutes, and not for each build', () => {
    const [library] = casc.unclassified.globalLibraries.libraries;
    assert.deepEqual(library?.cachingConfiguration, {refreshTimeMinutes: 10, excludedVersionsStr: ''});
  });

  it('has the plugins that README names', () => {
    const installed = file('jenkins/plugins.txt')
      .split('\n')
      .filter(line => /^[a-z]/.test(line));
    const row = /\| controller +\| ([^|]+) \|/.exec(file('README.md'))?.[1] ?? '';
    const named =
      /plugins (.*)$/
        .exec(row)?.[1]
        ?.replaceAll(/\([^)]*\)/g, '')
        .split(/,\s*/) ?? [];
    assert.ok(named.length >= 5, row);
    for (const plugin of named) assert.ok(installed.includes(plugin.trim()), plugin);
  });

  it('can be asked for every variable in its example, and knows all of them', () => {
    const variables = [...file('jenkins/.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    const users = ['jenkins/jenkins.yaml', 'jenkins/compose.yml', 'jenkins/up'].map(file).join('\n');
    for (const name of variables) assert.match(users, new RegExp(`\\b${name}\\b`));
  });
});
