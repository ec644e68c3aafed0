import type {EnvFile} from './secrets/envFile.ts';

/** Of the repository: values for its tests, and where there is none the example that people begin with. */
export const TEST_VARIABLES = '.env.test';
export const EXAMPLE_VARIABLES = '.env.example';

/** Names where a test run finds the secret file of its variables. */
export const TEST_ENV_FILE = 'COUNTABLE_TEST_ENV_FILE';

/** As the value of a variable: each run is to have one of its own. */
export const TO_BE_DRAWN = '<generate>';

/** Variables that are to be drawn, but for those that a stronger file has a value for. `files`: weakest first. */
export const toBeDrawn = (files: readonly Pick<EnvFile, 'entries'>[]): string[] => {
  const values = new Map(
    files.flatMap(({entries}) => entries.map(({name, value}) => [name, value] as const)),
  );
  return [...values].filter(([, value]) => value === TO_BE_DRAWN).map(([name]) => name);
};
