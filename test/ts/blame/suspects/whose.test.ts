import assert from 'node:assert/strict';
import {blame} from '../../../../ts-helpers/src/blame/blame.ts';
import {composeChanges} from '../../../../ts-helpers/src/history/composeChanges.ts';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {atChosenPort} from '../../../../ts-helpers/src/causes/chosenPort.ts';
import {isMorePatient} from '../../../../ts-helpers/src/blame/suspects/patience.ts';
import {isAnybodys} from '../../../../ts-helpers/src/blame/whose.ts';
import {error} from '../../support/builds.ts';

const ADA = {name: 'Ada', email: 'ada@example.org'};
const GRACE = {name: 'Grace', email: 'grace@example.org'};
const NOUR = {name: 'Nour', email: 'nour@example.org'};
const commit = (id: string, author: typeof ADA, file: string) => ({
  id,
  author,
  subject: 'Change it',
  isMerge: false,
  files: [file],
});
const changes = (...commits: ReturnType<typeof commit>[]) => ({
  since: 'abc',
  commits,
  more: false,
  isNew: true,
  settings: [],
});
const suspect = (id: string, weight: number) => ({commit: id, file: 'a.js', weight, why: 'changed it'});

describe('several failures', () => {
  it('are each of whom it speaks against, though both are as heavy', () => {
    const suspects = [suspect('1', 80), suspect('2', 75)];
    const {people} = blame({
      changes: changes(commit('3', NOUR, 'b.js'), commit('2', GRACE, 'a.js'), commit('1', ADA, 'a.js')),
      suspicion: {suspects},
      each: suspects.map(one => ({suspects: [one]})),
    });
    assert.deepEqual(
      people.map(({name, touched}) => [name, touched?.commit]),
      [
        ['Ada', '1'],
        ['Grace', '2'],
        ['Nour', undefined],
      ],
    );
  });
});

describe('what nothing can come of', () => {
  const clearing = {commit: '2', file: 'docker-compose.yml', weight: 0, why: 'changed nothing'};

  it('is told last, however new it is', () => {
    const {people} = blame({
      changes: changes(
        commit('3', NOUR, 'README.md'),
        commit('2', GRACE, 'docker-compose.yml'),
        commit('1', ADA, 'a.js'),
      ),
      suspicion: {suspects: [clearing], paths: ['docker-compose.yml']},
    });
    assert.deepEqual(people[0]?.name, 'Ada');
    assert.ok(people.slice(1).every(({touched}) => touched === undefined));
  });

  it('names nobody where it is all that is new', () => {
    const found = blame({
      changes: changes(commit('3', NOUR, 'README.md'), commit('2', GRACE, 'docker-compose.yml')),
      suspicion: {suspects: [clearing]},
    });
    assert.deepEqual(found, {people: [], harmless: true});
  });

  it('is that a health check waits longer, and not that it waits less or asks something else', () => {
    const check = (healthcheck: object) => ({services: {web: {healthcheck}}});
    const changed = (before: object, after: object) =>
      composeChanges('docker-compose.yml', check(before), check(after)).map(
        change => [change.setting, isMorePatient(change)] as const,
      );
    assert.deepEqual(changed({interval: '2s', retries: 3}, {interval: '1m30s', retries: 5}), [
      ['web.healthcheck.interval', true],
      ['web.healthcheck.retries', true],
    ]);
    assert.deepEqual(changed({timeout: '5s'}, {timeout: '500ms'}), [['web.healthcheck.timeout', false]]);
    assert.deepEqual(changed({timeout: '5s'}, {}), [['web.healthcheck.timeout', true]]);
    assert.deepEqual(changed({retries: 5}, {retries: '${RETRIES}'}), [['web.healthcheck.retries', false]]);
  });
});

describe('a port that is taken', () => {
  const taken = error({
    code: 'PORT_TAKEN',
    message: 'The port 8734 that web is to publish is in use by the container board-stage-web-1.',
    where: 'port 8734',
  });
  const chosen = {
    ...taken,
    evidence: {suspects: [{commit: '1', file: 'dc.stage.yml', line: 3, weight: 90, why: 'chose port 8734'}]},
  };

  it('is the machine’s, unless a commit chose it', () => {
    assert.equal(isAnybodys(taken, rootCause(taken)), false);
    assert.equal(isAnybodys(chosen, rootCause(chosen)), true);
  });

  it('that was chosen is to be changed where it was, and who has it is not to be stopped', () => {
    assert.equal(atChosenPort(chosen).where, 'dc.stage.yml:3');
    assert.match(rootCause(chosen)?.remedy ?? '', /^Take another port than 8734 in dc\.stage\.yml:3/);
    assert.doesNotMatch(rootCause(chosen)?.remedy ?? '', /stop/);
    assert.match(rootCause(taken)?.remedy ?? '', /stop that/);
  });
});

describe('what a build downloads', () => {
  it('is the machine’s where its host is not known or does not answer, and a service’s name is not', () => {
    const whose = (code: string, line: string) =>
      rootCause(error({code, evidence: {log: {source: 'docker compose build', lines: [line]}}}))?.whose;
    for (const line of [
      'npm error network request to https://registry.npmjs.org/x failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org',
      'npm error code ETIMEDOUT',
      "W: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org'",
      'E: Failed to fetch http://deb.debian.org/pool/x.deb  503  Service Unavailable [IP: 151.101.2.132 80]',
      'curl: (6) Could not resolve host: example.org',
      'fatal: unable to access: Could not resolve host: github.com',
      'net/http: TLS handshake timeout',
      'Could not transfer artifact a:b:pom:1 from/to central (https://repo.maven.apache.org/maven2): Connect timed out',
      'Could not fetch specs from https://rubygems.org/ due to underlying error <Net::OpenTimeout>',
      'curl error 28 while downloading https://repo.packagist.org/packages.json: Connection timed out',
    ])
      assert.equal(whose('BUILD_FAILED', line), 'machine', line);
    assert.equal(whose('BUILD_FAILED', 'Error: getaddrinfo ENOTFOUND db'), 'project');
    assert.equal(whose('TESTS_FAILED', 'Error: getaddrinfo ENOTFOUND api.example.org'), 'project');
    assert.equal(whose('TESTS_FAILED', 'npm error getaddrinfo EAI_AGAIN registry.npmjs.org'), 'machine');
  });
});
