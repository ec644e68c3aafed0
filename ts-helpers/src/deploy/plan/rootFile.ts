/**
 * A compose file for people, at the root of a deploy folder whose own one lies deeper: `docker compose ps` there shows
 * the project.
 */
export const rootComposeFile = (composeProject: string, files: readonly [string, string]): string =>
  [
    `# Written by the deploy, so that docker compose works here as it does on ${files[0]}.`,
    `name: ${composeProject}`,
    'include:',
    `  - path: ${JSON.stringify(files)}`,
    `    project_directory: ${JSON.stringify(files[0].slice(0, files[0].lastIndexOf('/')))}`,
    '',
  ].join('\n');
