import assert from 'node:assert/strict';
import {COMPOSE} from './support/histories/compose.ts';
import {FURTHER} from './support/histories/further.ts';
import type {History} from './support/histories/history.ts';
import {JAVASCRIPT} from './support/histories/javascript.ts';
import {OTHERS} from './support/histories/others.ts';
import {PYTHON} from './support/histories/python.ts';
import {likelyOf, repositoryOf} from './support/histories/repository.ts';

const HISTORIES: readonly History[] = process.env['HELD']
  ? [...OTHERS, ...FURTHER]
  : [...PYTHON, ...COMPOSE, ...JAVASCRIPT];

describe('whose change a failure was, by real histories', () => {
  const told: {name: string; expected: string | null; likely: string | null}[] = [];

  for (const history of HISTORIES) {
    it(`is right or silent: ${history.name}`, async () => {
      const repository = repositoryOf(history);
      try {
        const blamed = await repository.blame();
        if (process.env['SHOW'])
          console.log(
            JSON.stringify(blamed.people.map(({name, touched}) => [name, touched?.why])),
            JSON.stringify((repository as never as {found: unknown}).found),
          );
        const likely = likelyOf(blamed);
        told.push({name: history.name, expected: history.culprit, likely});
        if (likely !== null) assert.equal(likely, history.culprit);
      } finally {
        repository.remove();
      }
    });
  }

  it('is right in all but a few', () => {
    const right = told.filter(({expected, likely}) => expected === likely);
    console.log(
      `${right.length} right of ${told.length}; silent: ${told
        .filter(({expected, likely}) => expected !== likely && likely === null)
        .map(({name}) => `\n ${name}`)
        .join('')}`,
    );
  });
});
