import assert from 'node:assert/strict';
import type {ErrorReport} from '../../../ts-helpers/src/result/result.ts';
import {toldOnce} from '../../../ts-helpers/src/story/sameFailure.ts';
import {judgeBuild} from '../../../ts-helpers/src/story/verdict.ts';
import {error} from '../support/builds.ts';

const build = (service: string, lines: readonly string[], step = 'RUN npm ci'): ErrorReport =>
  error({
    code: 'BUILD_FAILED',
    message: `The image of ${service} could not be built: executor failed running [/bin/sh -c npm ci]: exit code: 1.`,
    where: `Dockerfile of ${service}: ${step}`,
    evidence: {log: {source: 'docker compose build', lines}},
  });

describe('a failure of two stages', () => {
  it('is told once where they build one image, with the lines of the build that BuildKit told more', () => {
    const failures = [
      {stage: 'Deploy to staging', error: build('web', ['failed to solve'])},
      {stage: 'Test', error: build('test', ['npm error code EUSAGE', 'failed to solve'])},
    ];
    const told = toldOnce(failures);
    assert.deepEqual(
      told.map(({stage}) => stage),
      ['Deploy to staging and Test'],
    );
    assert.deepEqual(told[0]?.error.evidence.log?.lines, ['npm error code EUSAGE', 'failed to solve']);
  });

  it('is told once where BuildKit tells one of two builds neither the step nor what it said', () => {
    const {where, ...bare} = build('web', ['#6 DONE 34.3s', 'failed to solve']);
    const known = build('test', ['npm error code EUSAGE']);
    const told = toldOnce([
      {
        stage: 'Deploy to staging',
        error: {...bare, message: bare.message.replace('The image of web', 'An image')},
      },
      {stage: 'Test', error: known},
    ]);
    assert.deepEqual(
      told.map(({stage, error: {where: place}}) => [stage, place]),
      [['Deploy to staging and Test', 'Dockerfile of test: RUN npm ci']],
    );
  });

  it('is told once where neither finds an engine', () => {
    const failed = (stage: string) => ({
      stage,
      outcome: 'failed' as const,
      startedAt: '2026-01-01T00:00:00Z',
      durationMs: 1,
      error: error({code: 'DOCKER_DOWN', message: 'Cannot connect.'}),
    });
    const {failures} = judgeBuild({results: [failed('Deploy to staging'), failed('Test')]});
    assert.equal(failures.length, 1);
  });

  it('is told with both remedies where these differ', () => {
    const missing = (remedy: string) =>
      error({code: 'MISSING_VARIABLE', message: 'The variable TAG has no value.', remedy});
    const [told] = toldOnce([
      {stage: 'Deploy to staging', error: missing('Add TAG.')},
      {stage: 'Test', error: missing('Give it a default.')},
    ]);
    assert.equal(told?.error.remedy, 'Deploy to staging: Add TAG. Test: Give it a default.');
  });

  it('is two where they have two reasons', () => {
    const two = [
      [build('web', []), build('test', [], 'RUN pip install -r requirements.txt')],
      [build('web', []), error({code: 'TESTS_FAILED', message: '1 of 3 tests failed.'})],
      [
        error({code: 'SERVICE_EXITED', message: 'The service web ended.'}),
        error({code: 'SERVICE_EXITED', message: 'The service db ended.'}),
      ],
    ];
    for (const [one, other] of two)
      assert.equal(
        toldOnce([
          {stage: 'Deploy to staging', error: one as ErrorReport},
          {stage: 'Test', error: other as ErrorReport},
        ]).length,
        2,
      );
  });
});
