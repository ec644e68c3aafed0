import assert from 'node:assert/strict';
import type {Blame} from '../../ts-helpers/src/blame/blame.ts';
import {COMPOSE, OTHER_NAMES} from './support/histories/compose.ts';
import {DJANGO_TROUBLE} from './support/histories/djangoTrouble.ts';
import {FRESH} from './support/histories/fresh/all.ts';
import {HELD_OUT_COMPILED} from './support/histories/heldOutCompiled.ts';
import {HELD_OUT_GO_AND_JAVA} from './support/histories/heldOutGoAndJava.ts';
import {HELD_OUT_NODE} from './support/histories/heldOutNode.ts';
import {HELD_OUT_PYTHON} from './support/histories/heldOutPython.ts';
import {HELD_OUT_SCRIPTED} from './support/histories/heldOutScripted.ts';
import {HELD_OUT_SETTINGS} from './support/histories/heldOutSettings.ts';
import type {History} from './support/histories/history.ts';
import {AT_THE_KIOSK} from './support/histories/kiosk/all.ts';
import {JAVASCRIPT} from './support/histories/javascript.ts';
import {PYTHON} from './support/histories/python.ts';
import {LAST} from './support/histories/last/all.ts';
import {likelyOf, repositoryOf} from './support/histories/repository.ts';
import {STRANGER_A} from './support/histories/strangerA/all.ts';
import {STRANGERS} from './support/histories/strangers/all.ts';
import {UNSEEN} from './support/histories/unseen/all.ts';
import {VALIDATION} from './support/histories/validation.ts';

const TUNED_BY = [...PYTHON, ...DJANGO_TROUBLE, ...COMPOSE, ...JAVASCRIPT];
/** Written before the weights were; those are not to be tuned by them. */
const HELD_OUT = [
  ...HELD_OUT_COMPILED,
  ...HELD_OUT_GO_AND_JAVA,
  ...HELD_OUT_NODE,
  ...HELD_OUT_PYTHON,
  ...HELD_OUT_SCRIPTED,
  ...HELD_OUT_SETTINGS,
];

describe('whose change a failure was, in real repositories', () => {
  for (const [what, histories, mostSilent] of [
    ['by which the weights were found', TUNED_BY, 0],
    ['that nothing was tuned by', HELD_OUT, 0],
    ['of another blame, whose faults here were mended', UNSEEN, 3],
    ['that were written before that, and whose were mended after it', FRESH, 0],
    ['that were written last, and judged once', LAST, 1],
    ['of what is refused before anything runs', VALIDATION, 0],
    ['of compose files that no convention names', OTHER_NAMES, 0],
    ['of new tests, of the machine, and of services that say little', AT_THE_KIOSK, 2],
    ['that a stranger made', STRANGERS, 2],
    ['strangerA: of another one', STRANGER_A, 0],
  ] as const) {
    describe(`${histories.length} histories ${what}`, () => {
      const silent: string[] = [];
      for (const history of histories) {
        it(`names nobody but the culprit: ${history.name}`, async () => {
          const blame = await blameIn(history);
          const likely = likelyOf(blame);
          if (history.innocent) assert.notEqual(blame.people[0]?.name, history.innocent);
          if (history.nobody) assert.deepEqual(blame.people, []);
          if (likely === null && history.culprit !== null) silent.push(history.name);
          else assert.equal(likely, history.culprit);
        });
      }

      it(`names the culprit in all but ${mostSilent}`, () => {
        assert.ok(silent.length <= mostSilent, silent.join('\n'));
      });
    });
  }

  it('is told in at least forty histories, half of which nothing was tuned by', () => {
    assert.ok(TUNED_BY.length + HELD_OUT.length >= 40);
    assert.ok(HELD_OUT.length >= TUNED_BY.length);
  });
});

const blameIn = async (history: History): Promise<Blame> => {
  const repository = repositoryOf(history);
  try {
    return await repository.blame();
  } finally {
    repository.remove();
  }
};
