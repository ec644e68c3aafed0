/**
 * Loaded before the tests. Coverage is collected of what runs in the tests' own process: of the thousands of programs that
 * they start it would be gigabytes, and some are started by users who may not write it.
 */
delete process.env['NODE_V8_COVERAGE'];
