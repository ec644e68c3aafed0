import assert from 'node:assert/strict';
import {readComposeSource} from '../../../../ts-helpers/src/outside/composeSource.ts';
import type {ComposePort} from '../../../../ts-helpers/src/compose/model.ts';
import {checkModel} from '../../../../ts-helpers/src/project/validation.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';

type Services = Record<string, {ports?: ComposePort[]; scale?: number; deploy?: {replicas?: number}}>;

const base = (text: string) => readComposeSource('docker-compose.yml', text);
const stage = (text: string) => readComposeSource('dc.stage.yml', text);
const port = (published: string, target = 80, more: Partial<ComposePort> = {}): ComposePort => ({
  published,
  target,
  protocol: 'tcp',
  ...more,
});

/** What is found wrong; undefined where nothing is. */
const found = (services: Services, sources: Parameters<typeof checkModel>[1] = []): UserError | undefined => {
  try {
    checkModel({model: {name: 'shop-stage', services}, unset: []}, sources, {
      project: 'shop',
      environment: 'stage',
    });
    return undefined;
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error;
  }
};

describe('ports of one project', () => {
  const two = (one: ComposePort, other: ComposePort) =>
    found({web: {ports: [one]}, admin: {ports: [other]}})?.code;

  const CLASHES: [string, ComposePort, ComposePort][] = [
    ['the same port', port('8320'), port('8320', 8000)],
    ['all addresses and one', port('8320'), port('8320', 80, {host_ip: '127.0.0.1'})],
    ['0.0.0.0 and one', port('8320', 80, {host_ip: '0.0.0.0'}), port('8320', 80, {host_ip: '10.0.0.7'})],
    ['one address twice', port('8320', 80, {host_ip: '127.0.0.1'}), port('8320', 81, {host_ip: '127.0.0.1'})],
    ['udp twice', port('53', 53, {protocol: 'udp'}), port('53', 53, {protocol: 'udp'})],
    ['an address of version 6 twice', port('80', 80, {host_ip: '::1'}), port('80', 80, {host_ip: '::1'})],
    [
      'all addresses of version 6 and one of them',
      port('80', 80, {host_ip: '::'}),
      port('80', 80, {host_ip: '::1'}),
    ],
  ];
  for (const [what, one, other] of CLASHES)
    it(`are refused where two services want ${what}`, () => {
      assert.equal(two(one, other), 'PORT_SHARED');
    });

  const LEGAL: [string, ComposePort, ComposePort][] = [
    ['two addresses', port('8320', 80, {host_ip: '127.0.0.1'}), port('8320', 80, {host_ip: '127.0.0.2'})],
    ['tcp and udp', port('53', 53), port('53', 53, {protocol: 'udp'})],
    ['two ports', port('8320'), port('8321')],
    ['the versions 4 and 6', port('80', 80, {host_ip: '0.0.0.0'}), port('80', 80, {host_ip: '::1'})],
    ['ports that Docker chooses', {target: 80}, {target: 80}],
    ['ranges that Docker chooses of', port('8000-8010'), port('8000-8010')],
  ];
  for (const [what, one, other] of LEGAL)
    it(`are let through for ${what}`, () => {
      assert.equal(two(one, other), undefined);
    });

  it('are refused where a service has several containers', () => {
    const error = found({web: {ports: [port('80')], deploy: {replicas: 3}}}, [
      base('services:\n  web:\n    ports: ["80:80"]\n'),
    ]);
    assert.equal(error?.message, '3 containers of web would publish the same port 80.');
    assert.equal(error.where, 'docker-compose.yml:3');
    assert.equal(found({web: {ports: [port('80')], scale: 2}})?.code, 'PORT_SHARED');
    assert.equal(found({web: {ports: [port('80')], deploy: {replicas: 1}}}), undefined);
  });

  it('are told by both lines', () => {
    const text = 'services:\n  web:\n    ports: ["8320:80"]\n  admin:\n    ports:\n      - "8320:8000"\n';
    const error = found({web: {ports: [port('8320')]}, admin: {ports: [port('8320', 8000)]}}, [base(text)]);
    assert.equal(error?.message, 'The services web and admin publish the same port 8320.');
    assert.equal(error.where, 'docker-compose.yml:3 and docker-compose.yml:6');
  });

  it('are refused where a variable is no port', () => {
    const error = found({web: {ports: [port('80000')]}}, [
      base('services:\n  web:\n    ports: ["${PORT}:80"]\n'),
    ]);
    assert.deepEqual([error?.code, error?.where], ['PORT_IMPOSSIBLE', 'docker-compose.yml:3']);
  });
});

describe('lists of ports that add up', () => {
  const both = {web: {ports: [port('80'), port('8099')]}};
  const OVERRIDE = 'services:\n  web:\n    ports: ["8099:80"]\n';
  const WAYS: Record<string, string> = {
    'a merge': 'x-app: &app\n  ports: ["80:80"]\nservices:\n  web:\n    <<: *app\n',
    'one of several merges':
      'x-a: &a {image: a}\nx-b: &b {ports: ["80:80"]}\nservices:\n  web:\n    <<: [*a, *b]\n',
    'a merge of a merge': 'x-a: &a {ports: ["80:80"]}\nx-b: &b\n  <<: *a\nservices:\n  web:\n    <<: *b\n',
    'an anchor of the list': 'x-p: &p ["80:80"]\nservices:\n  web:\n    ports: *p\n',
    'an anchor of a port': 'x-p: &p "80:80"\nservices:\n  web:\n    ports: [*p]\n',
    'an anchor of the service': 'x-w: &w {ports: ["80:80"]}\nservices:\n  web: *w\n',
    'a service that is extended': 'services:\n  app: {ports: ["80:80"]}\n  web: {extends: app}\n',
    'a service that is extended, written out':
      'services:\n  app: {ports: ["80:80"]}\n  web: {extends: {service: app}}\n',
    'a container port that is a variable': 'services:\n  web:\n    ports: ["80:${PORT:-80}"]\n',
    'a container port that is a variable, in the long form':
      'services:\n  web:\n    ports: [{target: "${PORT}", published: 80}]\n',
  };
  for (const [what, text] of Object.entries(WAYS))
    it(`are found through ${what}`, () => {
      assert.equal(found(both, [base(text), stage(OVERRIDE)])?.code, 'PORTS_CONCATENATED');
    });

  it('are found where both container ports are variables', () => {
    const sources = [
      base('services:\n  web:\n    ports: ["80:${PORT}"]\n'),
      stage('services:\n  web:\n    ports: ["8099:${PORT}"]\n'),
    ];
    assert.equal(found(both, sources)?.code, 'PORTS_CONCATENATED');
  });

  it('are let through where two texts have one value, and where one file means both', () => {
    const one = {web: {ports: [port('8099')]}};
    assert.equal(
      found(one, [base('services:\n  web:\n    ports: ["${PORT:-8099}:80"]\n'), stage(OVERRIDE)]),
      undefined,
    );
    assert.equal(found(both, [base('services:\n  web:\n    ports: ["80:80", "8099:80"]\n')]), undefined);
  });

  it('are let through where an extension goes round in a circle', () => {
    const text = 'services:\n  a: {extends: b, ports: ["80:80"]}\n  b: {extends: a}\n';
    assert.equal(found({a: {ports: [port('80')]}}, [base(text)]), undefined);
  });
});
