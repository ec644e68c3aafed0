import assert from 'node:assert/strict';
import type {Lack} from '../../../ts-helpers/src/causes/lacks.ts';
import {nearFile, packageWithout} from '../../../ts-helpers/src/causes/nearNames.ts';
import type {OwnFile} from '../../../ts-helpers/src/result/result.ts';
import {rootCause} from '../../../ts-helpers/src/causes/rootCause.ts';
import {distance} from '../../../ts-helpers/src/text/suggestion.ts';
import {error} from '../support/builds.ts';

const FILES = [
  'Dockerfile',
  'clinic/__init__.py',
  'clinic/asgi.py',
  'clinic/wsgi.py',
  'patients/__init__.py',
  'html/index.html',
  'src/store.js',
  'src/Mail/Mailer.php',
  'web/apps/shop.py',
  'shop/templates/shop/index.html',
  'ops/start.sh',
];

const near = (lack: Lack, files = FILES): OwnFile | undefined =>
  nearFile(lack, {files, paths: ['web']}, distance);

describe('a name that is nearly one of the project', () => {
  const known: [lack: Lack, path: string, near: string][] = [
    [{kind: 'python', name: 'clinic.wsgy'}, 'clinic/wsgi.py', 'clinic.wsgi'],
    [{kind: 'python', name: 'pateints'}, 'patients/__init__.py', 'patients'],
    [{kind: 'python', name: 'apps.shopp'}, 'web/apps/shop.py', 'apps.shop'],
    [{kind: 'node', name: './stroe'}, 'src/store.js', './store'],
    [{kind: 'node', name: './stroe.js'}, 'src/store.js', './store.js'],
    [{kind: 'php', name: 'Mail\\Mailler'}, 'src/Mail/Mailer.php', 'Mail\\Mailer'],
    [{kind: 'template', name: 'shop/idnex.html'}, 'shop/templates/shop/index.html', 'shop/index.html'],
    [{kind: 'file', name: '/htm', isInContext: true}, 'html', '/html'],
    [{kind: 'script', name: '/app/ops/strat.sh'}, 'ops/start.sh', '/app/ops/start.sh'],
  ];
  for (const [lack, path, name] of known)
    it(`is known: ${lack.name}`, () => {
      assert.deepEqual(near(lack), {name: lack.name, path, near: name});
    });

  const unknown: Lack[] = [
    {kind: 'python', name: 'clinic.models'},
    {kind: 'python', name: 'requests'},
    {kind: 'python', name: 'other.wsgy'},
    {kind: 'node', name: 'stroe'},
    {kind: 'ruby', name: 'stroe'},
    {kind: 'file', name: '/etc/strat.sh'},
    {kind: 'file', name: '/styles', isInContext: true},
  ];
  for (const lack of unknown)
    it(`is not known: ${lack.name}`, () => {
      assert.equal(near(lack), undefined);
    });

  it('is not needed to know the package of the project that has no such module', () => {
    const of = (name: string) => packageWithout({kind: 'python', name}, {files: FILES, paths: ['web']});
    assert.deepEqual(of('clinic.models'), {name: 'clinic.models', path: 'clinic', isPackage: true});
    assert.deepEqual(of('apps.cart')?.path, 'web/apps');
    assert.deepEqual([of('requests'), of('django.db')], [undefined, undefined]);
  });

  it('is not known where there are two', () => {
    assert.equal(near({kind: 'node', name: './store2'}, ['a/store1.js', 'a/store3.js']), undefined);
  });
});

describe('what is said of such a name', () => {
  const causeOf = (line: string, own: OwnFile, code = 'SERVICE_EXITED' as const) =>
    rootCause(error({code, evidence: {log: {source: 'web', lines: [line]}, services: [], own: [own]}}));

  it('is which module there is, and where it is asked for', () => {
    const cause = causeOf("ModuleNotFoundError: No module named 'clinic.wsgy'", {
      name: 'clinic.wsgy',
      path: 'clinic/wsgi.py',
      near: 'clinic.wsgi',
      namedIn: ['docker-compose.yml'],
    });
    assert.equal(cause?.sentence, 'clinic has no module wsgy; there is wsgi (clinic/wsgi.py).');
    assert.equal(
      cause.remedy,
      'Correct clinic.wsgy in docker-compose.yml to clinic.wsgi; or commit the module, where there is to be one of that name.',
    );
  });

  it('is that the package has no such module, where no other is near', () => {
    const cause = causeOf("ModuleNotFoundError: No module named 'clinic.models'", {
      name: 'clinic.models',
      path: 'clinic',
      isPackage: true,
    });
    assert.equal(cause?.sentence, 'The package clinic of the repository has no module models.');
    assert.equal(cause.remedy, 'Correct clinic.models, or commit clinic/models.py.');
  });

  it('is no more than that it may be meant where it can be a package of others', () => {
    const cause = causeOf("ModuleNotFoundError: No module named 'pateints'", {
      name: 'pateints',
      path: 'patients/__init__.py',
      near: 'patients',
    });
    assert.match(cause?.sentence ?? '', /is not installed.*; the project has patients/);
    assert.match(
      cause?.remedy ?? '',
      /^Correct pateints to patients, where that is meant; .*requirements\.txt/,
    );
  });

  it('is which folder there is to copy', () => {
    const cause = rootCause(
      error({
        code: 'BUILD_FAILED',
        evidence: {
          log: {source: 'docker compose build', lines: ['failed to compute cache key: "/htm": not found']},
          own: [{name: '/htm', path: 'html', near: '/html', namedIn: ['Dockerfile']}],
        },
      }),
    );
    assert.equal(cause?.sentence, 'The build needs htm, which is not in the repository; there is html.');
    assert.match(cause.remedy, /^Correct htm in Dockerfile to html;/);
  });
});
