import {entry, EXIT} from './entry.ts';

/** Jenkins, its jobs and credentials. */
export const jenkins = {
  JENKINS_NOT_SET_UP: entry(
    EXIT.usage,
    'Something that Jenkins cannot be asked without is missing: its address, a user, an API token.',
    'Set JENKINS_URL, JENKINS_USER_ID and JENKINS_API_TOKEN; a token is made under your name in Jenkins, Security.',
  ),
  JENKINS_OTHER_KIND: entry(
    EXIT.conflict,
    'There is an item of another kind under the name of a job.',
    'Rename it or move it away in Jenkins, or choose another place with `jenkins: {folder}`.',
  ),
  JENKINS_REFUSED: entry(
    EXIT.service,
    'Jenkins refuses an item or a credential.',
    'Install the plugins that jenkins/plugins.txt names, and look into the log of the controller.',
  ),
  JENKINS_UNKNOWN_CREDENTIAL: entry(
    EXIT.usage,
    'The library uses no credential of that id for this project.',
    'List those it uses: countable jenkins credentials',
  ),
  NO_REMOTE: entry(
    EXIT.project,
    'Nothing tells where Jenkins finds the source.',
    'Add the remote: git remote add origin <address>',
  ),
  UNKNOWN_GIT_HOST: entry(
    EXIT.project,
    'An organisation folder is possible for GitHub and Bitbucket only.',
    'Choose another kind of jobs: `--kind multibranch`, or `jenkins: {jobs: multibranch}` where the settings say organization.',
  ),
} as const;
