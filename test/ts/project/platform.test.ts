import assert from 'node:assert/strict';
import {manifestsAmong, platformOf} from '../../../ts-helpers/src/project/platform.ts';

describe('the platform of a project', () => {
  const cases: [string, Record<string, string>][] = [
    ['python-django', {'requirements.txt': 'psycopg2==2.9\nDjango>=4\n'}],
    ['python-django', {'web/requirements/prod.txt': '', 'web/requirements.txt': 'django~=4.2\n'}],
    ['python-flask', {'pyproject.toml': 'dependencies = [\n  "flask>=3",\n]\n'}],
    ['python', {'requirements.txt': 'numpy\n'}],
    ['node-express', {'package.json': '{"dependencies": {"express": "5"}}'}],
    ['javascript-vue', {'frontend/package.json': '{"dependencies": {"vue": "3"}}'}],
    ['php-laravel', {'composer.json': '{"require": {"laravel/framework": "12"}}'}],
    ['ruby-rails', {Gemfile: "gem 'rails'\n"}],
    ['go', {'go.mod': 'module shop\n'}],
    ['java-spring-boot', {'pom.xml': '<artifactId>spring-boot-starter</artifactId>'}],
    ['node', {'package.json': '{"dependencies": {}}'}],
    ['other', {}],
  ];
  for (const [platform, manifests] of cases) {
    it(`is ${platform} where ${Object.keys(manifests).join(' and ') || 'nothing'} says so`, () => {
      assert.equal(platformOf({files: Object.keys(manifests), manifests}), platform);
    });
  }

  it('is the server’s where there is a browser’s as well', () => {
    const manifests = {
      'frontend/package.json': '{"dependencies": {"vue": "3"}}',
      'web/requirements.txt': 'Django\n',
    };
    assert.equal(platformOf({files: Object.keys(manifests), manifests}), 'python-django');
  });

  it('is told by source files where no library is named', () => {
    assert.equal(platformOf({files: ['web/manage.py'], manifests: {}}), 'python-django');
    assert.equal(platformOf({files: ['index.php'], manifests: {}}), 'php');
  });

  it('is not asked of what is installed, or far below', () => {
    const files = [
      'a/b/c/d/package.json',
      'node_modules/vue/package.json',
      'web/package.json',
      'package.json',
    ];
    assert.deepEqual(manifestsAmong(files), ['package.json', 'web/package.json']);
  });
});
