import js from '@eslint/js';
import ts from 'typescript-eslint';

const source = 'ts-helpers/src';

/** Decisions: the same for the same facts, and without an outside world. What they may import, arrows.config.js says. */
const PURE = [
  `${source}/{text,history,result,compose,secrets,project,seam,isolation,health,causes,blame,story}/**`,
  `${source}/*/plan{.ts,/**}`,
  `${source}/test/verdict/**`,
  `${source}/doctor/rules{.ts,/**}`,
];
/** An outside world a file. */
const OUTSIDE = [
  `${source}/outside/**`,
  `${source}/deploy/folder{.ts,/**}`,
  `${source}/{sentry,jenkins}/service{.ts,/**}`,
  `${source}/slack/{client,messages,channels}.ts`,
  `${source}/tell/services/**`,
  `${source}/bugs/tracker{.ts,/**}`,
];

export default ts.config(
  {ignores: ['node_modules', 'resources', 'build', 'coverage', 'test/fixtures']},
  js.configs.recommended,
  ...ts.configs.strict,
  {
    rules: {
      'max-lines': ['error', {max: 200, skipBlankLines: true, skipComments: true}],
      'max-lines-per-function': ['error', {max: 50, skipBlankLines: true, skipComments: true}],
      'max-params': ['error', 3],
      'no-console': 'error',
      'no-restricted-exports': ['error', {restrictDefaultExports: {direct: true}}],
      // What is left of such an import runs the file: the bundle then depends on more than it shows.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', ignoreRestSiblings: true}],
    },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'fetch',
        'setTimeout',
        'setInterval',
        'performance',
        'console',
      ],
      'no-restricted-syntax': [
        'error',
        {selector: ':function[async=true]', message: 'decisions are synchronous'},
        {selector: 'AwaitExpression', message: 'decisions are synchronous'},
        {selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'time is an argument'},
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: 'time is an argument',
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'chance is an argument',
        },
      ],
    },
  },
  {
    // A new room as well. The two that are left out are what gives the others their means.
    files: [`${source}/*/**`],
    ignores: [...PURE, ...OUTSIDE, `${source}/{run,cli}/**`],
    rules: {'no-restricted-globals': ['error', 'process', 'fetch', 'console']},
  },
  {
    files: OUTSIDE,
    rules: {
      // A factory is as long as the methods of its adapter together.
      'max-lines-per-function': ['error', {max: 100, skipBlankLines: true, skipComments: true}],
      'no-restricted-globals': [
        'error',
        {name: 'process', message: 'cli/process.ts is the sole reader of the environment'},
        'console',
      ],
    },
  },
  {
    // Run as they are, without the CLI's own means. `files` and `hash` are put before unpack.mjs.
    files: ['ts-helpers/bundle/**'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        files: 'readonly',
        hash: 'readonly',
      },
    },
    rules: {'no-console': 'off'},
  },
  {
    // Programs of their own, as `countable new` writes them.
    files: ['ts-helpers/skeletons/**'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
      },
    },
    rules: {'no-console': 'off'},
  },
  {
    files: ['test/**', 'bench/**', 'script/**', 'ts-helpers/*.ts', 'ts-helpers/reference/**', '*.config.js'],
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'no-restricted-exports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
