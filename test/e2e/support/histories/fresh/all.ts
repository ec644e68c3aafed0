import type {History} from '../history.ts';
import {FRESH_COMPILED} from './compiled.ts';
import {FRESH_PHP} from './php.ts';
import {FRESH_PYTHON} from './python.ts';
import {FRESH_SERVICES} from './services.ts';

/** Written before the faults that UNSEEN showed were mended, and judged when they were. */
export const FRESH: readonly History[] = [
  ...FRESH_PYTHON,
  ...FRESH_PHP,
  ...FRESH_COMPILED,
  ...FRESH_SERVICES,
];
