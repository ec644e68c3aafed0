import {livesThrough} from './support/skeletonLife.ts';

describe('a new Node project', () => {
  livesThrough({
    kind: 'node',
    page: {file: 'page.js', says: ['>Send</button>', '>Send it</button>']},
    staticFile: '/static/style.css',
    table: 'message',
  });
});
