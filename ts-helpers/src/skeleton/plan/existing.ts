import {besideOf} from '../../project/conventions.ts';
import type {Step} from '../../result/step.ts';
import type {Addition, ComposeFacts, ExistingFacts} from './existingFacts.ts';
import {staysOf, unknownOf} from './existingWords.ts';

export interface ExistingPlan {
  project: string;
  folder: string;
  branch: string;
  steps: (Step & {id: 'branch'})[];
  adds: Addition[];
  /** What is there and stays, and what of it differs from a convention. */
  stays: string[];
  /** What could not be known, and has to be looked at. */
  unknown: string[];
}

/** What is missing of the conventions. Nothing of what is there is changed. */
export const planExisting = (facts: ExistingFacts): ExistingPlan => {
  const {project, folder, branch, files} = facts;
  const wanted = [
    ...ofGit(facts),
    ...ofImages(facts),
    ...ofCompose(facts),
    ...ofEnvironments(facts),
    ...ofSettings(facts),
    jenkinsfile,
  ];
  const adds = wanted.filter(({file}) => !files.includes(file));
  const does = `Commit ${adds.map(({file}) => file).join(', ')} on the branch ${branch.name}`;
  return {
    project,
    folder,
    branch: branch.name,
    steps:
      adds.length === 0 || branch.isThere ? [] : [{id: 'branch', does, risks: 'nothing', limit: 5, undo: []}],
    adds,
    stays: staysOf(facts),
    unknown: unknownOf(facts, adds),
  };
};

const jenkinsfile: Addition = {
  file: 'Jenkinsfile',
  text: 'countablePipeline()\n',
  why: 'all that Jenkins has to be told',
};

const ofGit = ({compose}: ExistingFacts): Addition[] => [
  {
    file: '.gitignore',
    text: '/.env\n/docker-compose.override.yml\n/reports/\n',
    why: 'what each machine has of its own stays out of git',
  },
  ...(compose === undefined || compose.variables.length === 0
    ? []
    : [
        {
          file: '.env.example',
          text: compose.variables
            .map(({name, isSecret}) => `${name}=${isSecret ? '<generate>' : ''}\n`)
            .join(''),
          why: 'the variables that the compose file leaves open; `countable up` makes .env of it',
        },
      ]),
];

/** Of the repository itself: what services build of its folders has a Dockerfile of its own. */
const isBuiltHere = (compose: ComposeFacts | undefined): boolean =>
  compose === undefined ||
  Object.values(compose.services).some(
    ({build}) => build === '.' || (build as {context?: unknown} | undefined)?.context === '.',
  );

const ofImages = ({stack, dockerfile, compose}: ExistingFacts): Addition[] =>
  stack === undefined || dockerfile === undefined || !isBuiltHere(compose)
    ? []
    : [
        {file: 'Dockerfile', text: dockerfile, why: `an image of ${stack.title} that does not run as root`},
        {
          file: '.dockerignore',
          text: '.git\n.env*\nnode_modules\nreports\n**/__pycache__\ndocker-compose*.yml\ndc.*.yml\nDockerfile\nJenkinsfile\ncountable.yml\n',
          why: 'what the image does without',
        },
      ];

const ofCompose = ({stack, compose}: ExistingFacts): Addition[] =>
  compose !== undefined || stack === undefined
    ? []
    : [
        {
          file: 'docker-compose.yml',
          text: [
            ...['services:', '  web:', '    build: .', '    healthcheck:'],
            `      test: ${JSON.stringify(['CMD', ...stack.health])}`,
            ...['      interval: 5s', '      timeout: 10s', '      retries: 12', ''],
          ].join('\n'),
          why: 'the services that all environments share; as yet the image alone',
        },
      ];

const ENVIRONMENTS = ['dev', 'stage', 'prod'] as const;

const ofEnvironments = (facts: ExistingFacts): Addition[] => {
  const {stack, compose, files} = facts;
  if (compose === undefined && stack === undefined) return [];
  const named = ENVIRONMENTS.filter(
    name => compose?.environments[name] === undefined && !hasFile(files, name, compose?.file),
  );
  return [
    ...named.map(name => ({
      file: besideOf(compose?.file ?? '', `dc.${name}.yml`),
      text: name === 'dev' ? devText(facts) : deployedText(facts, name),
      why: WHY[name],
    })),
    ...testFile(facts),
  ];
};

const WHY: Readonly<Record<(typeof ENVIRONMENTS)[number], string>> = {
  dev: 'what a laptop has of its own',
  stage: 'what stage has of its own: `develop` is deployed with it',
  prod: 'what production has of its own: `master` is deployed with it',
};

const hasFile = (files: readonly string[], name: string, base: string | undefined): boolean =>
  [`dc.${name}.yml`, besideOf(base ?? '', `dc.${name}.yml`)].some(file => files.includes(file));

const servicesOf = ({compose}: ExistingFacts): ComposeFacts['services'] =>
  compose?.services ?? {web: {build: '.'}};

/** Where nothing says a port as yet, the one that the image listens at. */
const portsOf = (facts: ExistingFacts, address: string): string[] => {
  const {compose, stack} = facts;
  return compose === undefined && stack !== undefined
    ? ['    ports:', `      - '${address}:${stack.port}'`]
    : [];
};

const devText = (facts: ExistingFacts): string => {
  const ports = portsOf(facts, '127.0.0.1:${WEB_PORT:-8000}');
  return ports.length === 0 ? 'services: {}\n' : `services:\n  web:\n${ports.join('\n')}\n`;
};

const deployedText = (facts: ExistingFacts, name: 'stage' | 'prod'): string => {
  const ports = portsOf(facts, `\${WEB_PORT:-${name === 'stage' ? 8099 : 8098}}`);
  const services = Object.entries(servicesOf(facts)).flatMap(([service, {restart}]) => {
    const lines = [
      ...(restart === undefined ? ['    restart: unless-stopped'] : []),
      ...(service === 'web' ? ports : []),
    ];
    return lines.length === 0 ? [] : [`  ${service}:`, ...lines];
  });
  return services.length === 0 ? 'services: {}\n' : `services:\n${services.join('\n')}\n`;
};

const testFile = (facts: ExistingFacts): Addition[] => {
  const {stack, compose, files} = facts;
  if (hasFile(files, 'test', compose?.file) || compose?.services['test'] !== undefined) return [];
  const built = Object.entries(servicesOf(facts)).find(([, {build}]) => build !== undefined);
  if (stack?.test === undefined || built === undefined) return [];
  const databases = Object.entries(servicesOf(facts)).flatMap(([name, {image}]) =>
    image !== undefined && /postgres|postgis|mariadb|mysql|mongo/.test(image) ? [name] : [],
  );
  const lines = [
    'services:',
    '  test:',
    `    build: ${JSON.stringify(built[1].build)}`,
    `    command: ${stack.test}`,
    ...(databases.length === 0 ? [] : [`    depends_on: [${databases.join(', ')}]`]),
  ];
  return [
    {
      file: besideOf(compose?.file ?? '', 'dc.test.yml'),
      text: `${lines.join('\n')}\n`,
      why: 'the service `test`, whose exit code is the result of the tests',
    },
  ];
};

const ofSettings = (facts: ExistingFacts): Addition[] => {
  const {project, compose, stack, isNamed, files} = facts;
  const environments = Object.entries(compose?.environments ?? {});
  const hasTests =
    stack?.test !== undefined ||
    compose?.services['test'] !== undefined ||
    hasFile(files, 'test', compose?.file);
  const lines = [
    ...(isNamed ? [`name: ${project}`] : []),
    ...(compose === undefined || compose.isDefault ? [] : ['compose:', `  file: ${compose.file}`]),
    ...(compose?.isDefault === true && environments.length > 0 ? ['compose:'] : []),
    ...(environments.length === 0
      ? []
      : ['  environments:', ...environments.map(([name, file]) => `    ${name}: ${file}`)]),
    ...(hasTests ? [] : ['test: none # none were found']),
  ];
  return lines.length === 0
    ? []
    : [{file: 'countable.yml', text: `${lines.join('\n')}\n`, why: 'where it differs from the conventions'}];
};
