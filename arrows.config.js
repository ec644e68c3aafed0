const LOADED_LATE = '/shell/(supervise|program)[.]ts$';

/**
 * Which files of ts-helpers/src may import which, types included, for what eslint.config.js cannot see: `npm run arrows`.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'What two files need of each other belongs into a third.',
      severity: 'error',
      from: {},
      // These two tell of all verbs, and are verbs: the registry loads them when they are asked for.
      to: {circular: true, viaOnly: {pathNot: '/(verbs/(help|completion)|cli/(help|completion)Verb)[.]ts$'}},
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that is not found may hide a circle.',
      severity: 'error',
      from: {},
      to: {couldNotResolve: true},
    },
    {
      name: 'execa-where-programs-run',
      severity: 'error',
      from: {pathNot: '/shell/program[.]ts$'},
      to: {path: '^node_modules/execa/'},
    },
    {
      name: 'execa-when-programs-run',
      comment: 'Loading it takes longer than running a program: await import() it.',
      severity: 'error',
      from: {pathNot: LOADED_LATE},
      to: {path: LOADED_LATE, dependencyTypesNot: ['dynamic-import', 'type-only']},
    },
    // Rooms: one is entered by its face alone.
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    doNotFollow: {path: 'node_modules'},
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'node', 'types']},
  },
};
