/**
 * Stryker's runner requires parts of mocha without their ending, which is .cjs since mocha 12. Goes with the release that
 * has https://github.com/stryker-mutator/stryker-js/pull/6205.
 */
import {createRequire} from 'node:module';

const {extensions} = createRequire(import.meta.url);
extensions['.cjs'] ??= extensions['.js'];
