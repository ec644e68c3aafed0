import assert from 'node:assert/strict';
import {outsideSuspects, questionsOf} from '../../../../ts-helpers/src/blame/suspects.ts';
import {isOutside} from '../../../../ts-helpers/src/blame/whose.ts';
import {error} from '../../support/builds.ts';

describe('an image whose registry does not answer', () => {
  it('is yet of the commit that was the first to ask for the image', () => {
    const failure = error({
      code: 'REGISTRY_UNREACHABLE',
      message:
        'The image ngnix:1.22 had to be fetched, and its registry registry-1.docker.io is not known here.',
      where: 'ngnix:1.22',
    });
    assert.ok(isOutside(failure));
    const suspects = (file: string, ...lines: string[]) =>
      outsideSuspects(questionsOf(failure, new Set()), {
        patches: [{commit: '1', files: [{file, status: 'changed', hunks: [{start: 2, heading: '', lines}]}]}],
        lines: [],
        texts: new Map(),
        settings: [],
      }).map(({file, line, why}) => `${file}:${line} ${why}`);
    assert.deepEqual(suspects('Dockerfile', '-FROM nginx:1.22', '+FROM ngnix:1.22 AS site'), [
      'Dockerfile:2 asked for the image ngnix:1.22',
    ]);
    for (const line of ['+    image: "docker.io/library/ngnix:1.22" # new', '+  web: {image: ngnix:1.22}'])
      assert.equal(suspects('dc.test.yml', line).length, 1, line);
    for (const line of [
      '+FROM ngnix:1.22-alpine',
      '+FROM ngnix:1.22.3',
      '+FROM acme/ngnix:1.22',
      ' FROM ngnix:1.22',
    ])
      assert.deepEqual(suspects('Dockerfile', line), [], line);
    assert.deepEqual(suspects('Dockerfile', '-FROM ngnix:1.22', '+FROM ngnix:1.22 AS site'), []);
    assert.deepEqual(suspects('README.md', '+ngnix:1.22'), []);
  });
});
