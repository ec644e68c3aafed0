import type {Addition, ExistingFacts} from './existingFacts.ts';

/** Of other services that run builds. */
const CI =
  /^(\.github\/workflows\/[^/]+|\.gitlab-ci\.yml|bitbucket-pipelines\.yml|\.circleci\/config\.yml|\.travis\.yml|azure-pipelines\.yml)$/;

/** What is there and stays, and what of it differs from a convention. */
export const staysOf = ({files, compose, branch}: ExistingFacts): string[] => [
  ...(branch.isThere ? [`The branch ${branch.name} is there: look at it, merge or delete it.`] : []),
  ...files
    .filter(file => CI.test(file))
    .map(file => `${file} stays, and runs beside Jenkins: remove it once that does its work.`),
  ...(files.includes('Jenkinsfile')
    ? ['Jenkinsfile stays: its whole text is to be `countablePipeline()`, for conventions to count.']
    : []),
  ...(files.includes('countable.yml') ? ['countable.yml stays as it is.'] : []),
  ...(compose === undefined ? [] : [`${compose.file} stays: it is what all environments share.`]),
];

/** What has to be looked at by somebody who knows. */
export const unknownOf = (
  {stack, compose, dockerfile, files}: ExistingFacts,
  adds: readonly Addition[],
): string[] => {
  const has = (name: string) => adds.some(({file}) => file.endsWith(name));
  return [
    ...(stack === undefined && compose === undefined
      ? [
          'What it is: neither Django, Flask, Node, PHP nor Rails was recognised, and there is no compose file. Write Dockerfile and docker-compose.yml, then run this again.',
        ]
      : []),
    ...(dockerfile !== undefined && has('Dockerfile') ? (stack?.guesses ?? []) : []),
    ...(compose === undefined && stack !== undefined
      ? [
          'Which database it needs, and how it is told where that is: add the service `db` to docker-compose.yml, with a named volume.',
          'Whether `/` answers people who are not logged in: the health check of `web` asks for it.',
        ]
      : []),
    ...(has('dc.test.yml')
      ? [`Whether its tests run in that image, as \`${stack?.test}\`: countable test`]
      : []),
    ...(adds.some(({text}) => text.includes('test: none')) ? ['How it is tested: nothing told.'] : []),
    ...(has('.env.example') && compose?.variables.some(({isSecret}) => !isSecret) === true
      ? ['Values for laptops of the variables in .env.example that are empty.']
      : []),
    ...(files.includes('.gitignore') || files.includes('.dockerignore')
      ? ['Whether .gitignore and .dockerignore have all they should: countable doctor']
      : []),
  ];
};
