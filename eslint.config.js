import js from '@eslint/js';
import ts from 'typescript-eslint';

const source = 'ts-helpers/src';
const only = (message, allowed, {types = false} = {}) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {patterns: [{regex: `^(?!(?:${allowed})$).*$`, message, ...(types && {allowTypeImports: true})}]},
  ],
});

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
    files: [`${source}/domain/**`],
    rules: {
      ...only(
        'domain is pure: it imports only domain and errors',
        String.raw`\./.*|\.\./domain/.*|(\.\./)+errors(/.*)?\.ts`,
      ),
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
        {selector: ':function[async=true]', message: 'domain is synchronous'},
        {selector: 'AwaitExpression', message: 'domain is synchronous'},
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
    // Folders within domain: what is beside them is domain as well.
    files: [`${source}/domain/*/**`],
    rules: only(
      'domain is pure: it imports only domain and errors',
      String.raw`\./.*|\.\./(?:[a-zA-Z]+/)?[a-zA-Z]+\.ts|(\.\./)+(domain/.*|errors(/.*)?\.ts)`,
    ),
  },
  {
    files: [`${source}/commands/**`],
    rules: {
      ...only(
        'commands import domain, errors, what carries plans out, and types; adapters arrive as arguments',
        // Siblings within commands, and Node's own pure modules.
        String.raw`node:(path|crypto)|\./.*|\.\./[a-z]+\.ts|(\.\./)+(domain/.*|run/carryOut\.ts|errors(/.*)?\.ts)`,
        {types: true},
      ),
      'no-restricted-globals': ['error', 'process', 'fetch', 'console'],
    },
  },
  {
    files: [`${source}/adapters/**`],
    rules: {
      // A factory is as long as the methods of its adapter together.
      'max-lines-per-function': ['error', {max: 100, skipBlankLines: true, skipComments: true}],
      'no-restricted-globals': [
        'error',
        {name: 'process', message: 'context.ts is the sole reader of the environment'},
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
    files: ['test/**', 'bench/**', 'script/**', 'ts-helpers/*.ts', 'ts-helpers/reference/**', '*.config.js'],
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'no-restricted-exports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
