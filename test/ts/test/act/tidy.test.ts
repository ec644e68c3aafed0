import assert from 'node:assert/strict';
import type {GatheredTest} from '../../../../ts-helpers/src/test/gather.ts';
import {lookBefore, tidy, type TidyNeeds} from '../../../../ts-helpers/src/test/act/tidy.ts';
import {CommandFailed} from '../../../../ts-helpers/src/errors/userError.ts';
import {surroundings} from '../../support/isolating.ts';

const gathered = {
  around: surroundings(),
  run: {
    name: 'x',
    services: {
      test: {
        image: 'run-test',
        build: {context: '/w'},
        volumes: [{type: 'bind', source: '/w', target: '/x'}],
      },
      db: {image: 'postgres'},
    },
  },
} as unknown as GatheredTest;

/** A workspace with files of root, and images of which some can give them back. */
const workspace = (paths: string[], can: string[]) => {
  let left = [...paths];
  const tried: string[] = [];
  const warned: string[] = [];
  const needs = {
    owners: {
      me: () => ({user: 1_000, group: 1_000}),
      obstacles: (folders: readonly string[]) => Promise.resolve(folders.includes('/w') ? left : []),
      open: () => Promise.resolve(),
    },
    docker: {
      giveBack: ({image, paths: given}: {image: string; paths: readonly string[]}) => {
        tried.push(`${image} ${given.length}`);
        if (!can.includes(image))
          return Promise.reject(new CommandFailed({program: 'docker', args: [], tail: []}));
        left = left.filter(path => !given.includes(path));
        return Promise.resolve();
      },
    },
    voice: {warn: (message: string) => warned.push(message)},
  } as unknown as TidyNeeds;
  return {needs, tried, warned};
};

describe('tidying the workspace', () => {
  it('takes the first image that can, those of others first', async () => {
    const {needs, tried, warned} = workspace(['/w/a'], ['run-test']);
    await tidy(gathered, new Set(), needs);
    assert.deepEqual([tried, warned], [['postgres 1', 'run-test 1'], []]);
  });

  it('leaves alone what was there before', async () => {
    const {needs, tried} = workspace(['/w/pgdata'], ['postgres']);
    await tidy(gathered, await lookBefore(gathered, needs), needs);
    assert.deepEqual(tried, []);
  });

  it('gives back thousands of files a part at a time', async () => {
    const {needs, tried} = workspace(
      Array.from({length: 1_200}, (_, index) => `/w/${index}`),
      ['postgres'],
    );
    await tidy(gathered, new Set(), needs);
    assert.deepEqual(tried, ['postgres 500', 'postgres 500', 'postgres 200']);
  });

  it('says what stays, and what gives it back', async () => {
    const {needs, warned} = workspace(['/w/a', '/w/b'], []);
    await tidy(gathered, new Set(), needs);
    assert.deepEqual(warned, [
      'Containers left what this user cannot remove, so the next checkout will fail: /w/a, /w/b. No image of the run could give it back; this does: sudo chown -R "$USER" /w',
    ]);
  });
});
