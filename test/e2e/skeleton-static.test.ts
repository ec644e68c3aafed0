import {livesThrough} from './support/skeletonLife.ts';

describe('a new static project', () => {
  livesThrough({
    kind: 'static',
    page: {file: 'site/index.html', says: ['It begins here.', 'It goes on here.']},
    staticFile: '/style.css',
  });
});
