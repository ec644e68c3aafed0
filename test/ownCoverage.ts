import process from 'node:process';

// What this process covers is kept already. Programs that tests start would add theirs, of code that was compiled in another
// way, and c8 lays both over each other: lines that ran count as lines that did not.
delete process.env['NODE_V8_COVERAGE'];
