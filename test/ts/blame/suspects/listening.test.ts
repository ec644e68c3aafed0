import assert from 'node:assert/strict';
import {questionsOf, suspectsOf} from '../../../../ts-helpers/src/blame/suspects.ts';
import {error} from '../../support/builds.ts';

const FILES = new Set(['web/src/server.js']);

describe('who let a program listen to its own container alone', () => {
  const failure = error({
    code: 'NO_ANSWER',
    message:
      'http://127.0.0.1:8000/ did not answer: web listens on port 3000 for its own container alone: on 127.0.0.1, not on 0.0.0.0.',
  });
  const whyOf = (...lines: string[]) => {
    const patches = [
      {
        commit: '1',
        files: [
          {file: 'web/src/server.js', status: 'changed' as const, hunks: [{start: 1, heading: '', lines}]},
        ],
      },
    ];
    return suspectsOf(questionsOf(failure, FILES), {patches, lines: [], texts: new Map(), settings: []})[0]
      ?.why;
  };

  it('wrote the address of its own, or took away that of all', () => {
    const why = 'changed the address that it listens on';
    assert.equal(whyOf('-server.listen(3000);', "+server.listen(3000, '127.0.0.1');"), why);
    assert.equal(whyOf('-    command: runserver 0.0.0.0:8000', '+    command: runserver'), why);
    assert.equal(whyOf("+app.run(host='localhost')"), why);
  });

  it('is nobody who asks another at such an address', () => {
    assert.equal(whyOf("+run('http://localhost:9000')"), undefined);
    assert.equal(whyOf('+const name = "localhost";'), undefined);
  });
});
