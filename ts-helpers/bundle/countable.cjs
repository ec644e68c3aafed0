// What every agent runs. In the syntax of Node 6, so that an old Node can say that it is too old.
'use strict';
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 15)) {
  console.error('✗ NODE_TOO_OLD: Node ' + process.versions.node + ' is older than 22.15.');
  console.error('  where   ' + process.execPath);
  console.error('  remedy  Install Node 24: https://nodejs.org/en/download');
  process.exit(3);
}
// Without the loader of ES modules, which would take a third of the time.
if (process.argv[2] === '--version') {
  process.stdout.on('error', function (error) {
    if (error.code !== 'EPIPE') process.exitCode = 3;
  });
  process.stdout.write('countable COUNTABLE_VERSION\n');
} else import('./main.mjs');
