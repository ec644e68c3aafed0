import {entry, EXIT} from './entry.ts';

/** Of a project that somebody works on, on a machine of their own. */
export const laptop = {
  CLONE_FAILED: entry(
    EXIT.service,
    'git could not clone a repository.',
    'Try it by hand, where git can ask for what it needs: git clone. Then run `countable up` in its folder.',
  ),
  FOLDER_TAKEN: entry(
    EXIT.usage,
    'There is something already where a new folder was to be made.',
    'Move it away, or name another folder.',
  ),
  GIT_NOBODY: entry(
    EXIT.machine,
    'git does not know who commits.',
    'Tell it: git config --global user.name "Ada Lovelace" and git config --global user.email ada@example.org',
  ),
  REMOTE_TAKEN: entry(
    EXIT.usage,
    'The repository that a new project was to be pushed to holds something already.',
    'Name one that is empty. To make a project of what is there, clone it, and work in that.',
  ),
  REMOTE_REFUSED: entry(
    EXIT.service,
    'The host of a repository does not answer, or does not take what is pushed.',
    'Correct the address, make the empty repository there, and see that you may push to it. Then run it again.',
  ),
  DEPLOYED_HERE: entry(
    EXIT.conflict,
    'What is run here was deployed: a laptop has no business in it. Nothing that runs, and no data, was touched.',
    'Work in a clone of its own, with a compose project of its own: COMPOSE_PROJECT_NAME in its .env.',
  ),
  OTHER_CHECKOUT: entry(
    EXIT.conflict,
    'Another folder runs the same compose project: both would change the same containers and data. Nothing that runs, and no data, was touched.',
    'End that one, or give this one a name of its own: COMPOSE_PROJECT_NAME in its .env.',
  ),
  SERVICE_NOT_RUNNING: entry(
    EXIT.usage,
    'A service does not run that is asked for.',
    'Start it: countable up',
  ),
  TEST_DATA_FAILED: entry(
    EXIT.project,
    'The test data could not be loaded. The project runs, with what was loaded until then.',
    'Its last lines say why. Once that is mended, begin again with empty data: countable reset',
  ),
  RESET_UNCONFIRMED: entry(
    EXIT.usage,
    'Data is only removed once somebody has said so.',
    'Look at it with --plan, then add --yes and the name of the project.',
  ),
} as const;
