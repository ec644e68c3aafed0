/** Of the repository: values for its tests, and where there is none the example that people begin with. */
export const TEST_VARIABLES = '.env.test';
export const EXAMPLE_VARIABLES = '.env.example';

/** Names where a test run finds the secret file of its variables. */
export const TEST_ENV_FILE = 'COUNTABLE_TEST_ENV_FILE';
