import assert from 'node:assert/strict';
import {withoutCommands} from '../../../ts-helpers/src/blame/commands.ts';

describe('what a log says without the commands that it only tells of', () => {
  it('has no lines of runners', () => {
    const lines = [
      '> kiosk@1.0.0 start',
      '> node src/server.js',
      '$ node src/server.js',
      '+ python manage.py migrate',
      'Running python serve.py',
      '[nodemon] starting `node src/server.js`',
      '[2026-11-26 09:00:00 +0000] [7] [INFO] Booting worker with pid: 7',
      'CMD ["node", "src/server.js"]',
    ];
    assert.deepEqual(withoutCommands(lines), []);
  });

  it('has what went wrong, where, and what is read', () => {
    const lines = [
      'Running python serve.py failed',
      '    at start (/app/src/server.js:4:1)',
      '+ sh: 1: vite: not found, line 3',
      '> [web 5/6] RUN bundle install:',
      '>       assert total == 3',
      '> 12 | expect(total).toBe(3)',
      'Running migrations/002_orders.sql',
      'page content/privacy.txt',
    ];
    assert.deepEqual(withoutCommands(lines), lines);
  });
});
