/** The rooms of ts-helpers/src; each imports only those before it. */
const ROOMS = [
  ...['text', 'history', 'result', 'errors', 'archive', 'compose', 'secrets', 'settings', 'project', 'seam'],
  ...['isolation', 'health', 'stack', 'causes', 'blame', 'story'],
  ...['outside', 'run', 'workspace', 'services', 'swarm', 'stage', 'bugs', 'engines'],
  ...['sentry', 'slack', 'test', 'deploy', 'jenkins', 'tell', 'lock', 'previews', 'maintenance'],
  ...['dumps', 'pitr', 'verify', 'backup', 'restore', 'refresh', 'backups', 'fleet'],
  ...['laptop', 'operations'],
  ...['doctor', 'skeleton'],
  ...['pipeline', 'cli'],
];
const source = path => `^ts-helpers/src/${path}`;
const oneOf = names => `(${names.join('|')})`;

/** They decide, and know no outside world; see eslint.config.js as well. */
const PURE = oneOf([
  source(`${oneOf(ROOMS.slice(0, ROOMS.indexOf('outside')))}/`),
  source('[^/]+/plan([.]ts$|/)'),
  source('test/verdict/'),
  source('doctor/rules([.]ts$|/)'),
]);

/** Where a library is known. */
const LIBRARIES = {
  '@aws-sdk/client-s3': 'outside/s3/.*[.]ts',
  '@aws-sdk/lib-storage': 'outside/s3/creating[.]ts',
  '@secretlint/core': 'outside/secretScan[.]ts',
  '@secretlint/secretlint-rule-preset-recommend': 'outside/secretScan[.]ts',
  '@sentry/core': 'bugs/tracker[.]ts',
  '@slack/web-api': 'slack/client[.]ts',
  'age-encryption': 'outside/encrypting[.]ts',
  'dale-chall': 'outside/plainWords[.]ts',
  execa: 'outside/shell/program[.]ts',
  'fast-xml-parser': '(jenkins/service/foundItem|test/junitFiles)[.]ts',
  'fastest-levenshtein': 'text/suggestion[.]ts',
  'modern-tar': 'outside/(docker/copying|archiveFile|tarEntries)[.]ts',
  nodemailer: 'tell/services/mail[.]ts',
  re2js: 'outside/patterns[.]ts',
  tinyglobby: '(outside/files|test/junitFiles)[.]ts',
  yaml: '(outside/(yaml|compose(References|Source.*))|workspace/settingsFile|jenkins/service/casc)[.]ts',
  zod: '(archive/.*|settings/.*|seam/.*[sS]chemas?/?.*|deploy/folder/(kept|record|journal)|workspace/settingsFile)[.]ts',
};

/**
 * Which files of ts-helpers/src may import which, types included: `npm run arrows`. docs/decisions/0042 has the reasons.
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
      to: {circular: true},
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that is not found may hide a circle.',
      severity: 'error',
      from: {},
      to: {couldNotResolve: true},
    },
    {
      name: 'reached-from-main',
      comment:
        'What nothing reaches has no line in its list yet (verbs, settings, errors, rules), or is of no use.',
      severity: 'error',
      from: {path: source('main[.]ts$')},
      // Of the schemas the reference is made, and the tests of what crosses the seam; the command does without.
      to: {path: source(''), pathNot: source('seam/schemas([.]ts$|/)'), reachable: false},
    },
    {
      name: 'room-of-the-order',
      comment: 'A new room gets its place in ROOMS.',
      severity: 'error',
      from: {},
      to: {path: source('[^/]+/'), pathNot: source(`${oneOf(ROOMS)}/`)},
    },
    ...ROOMS.slice(0, -1).map((room, index) => ({
      name: `${room}-imports-what-is-below`,
      comment: 'What two rooms share belongs into one below both.',
      severity: 'error',
      from: {path: source(`${room}/`)},
      to: {path: source(`${oneOf(ROOMS.slice(index + 1))}/`)},
    })),
    {
      name: 'room-entered-at-its-top',
      comment: 'What lies in a folder of a room is its own.',
      severity: 'error',
      from: {path: source('([^/]+)')},
      to: {path: source('[^/]+/[^/]+/'), pathNot: source('$1/')},
    },
    {
      name: 'decisions-are-pure',
      severity: 'error',
      from: {path: PURE},
      to: {path: source(''), pathNot: PURE},
    },
    {
      name: 'decisions-know-no-machine',
      severity: 'error',
      from: {path: PURE},
      to: {dependencyTypes: ['core'], pathNot: '^(node:)?(path|util)(/|$)'},
    },
    ...Object.entries(LIBRARIES).map(([name, place]) => ({
      name: `${name}-known-in-one-place`,
      severity: 'error',
      from: {pathNot: source(`${place}$`)},
      to: {path: `(^|/)node_modules/${name}/`},
    })),
    {
      name: 'library-with-a-place',
      comment: 'A new library gets its place in LIBRARIES.',
      severity: 'error',
      from: {path: source('')},
      to: {path: '(^|/)node_modules/', pathNot: `(^|/)node_modules/${oneOf(Object.keys(LIBRARIES))}/`},
    },
    {
      name: 'execa-when-programs-run',
      comment: 'Loading it takes longer than running a program: await import() it.',
      severity: 'error',
      from: {path: source('')},
      to: {path: '(^|/)node_modules/execa/', dependencyTypesNot: ['dynamic-import', 'type-only']},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    doNotFollow: {path: 'node_modules'},
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'node', 'types']},
  },
};
