import {inDocs} from '../documents.ts';
import {entry, EXIT} from './entry.ts';

/** The project's own files. */
export const project = {
  NOT_A_PROJECT: entry(
    EXIT.project,
    'There is no compose file here.',
    'Run it in the project, or add docker-compose.yml.',
  ),
  NO_ENVIRONMENT_FILE: entry(
    EXIT.project,
    'The override file of the environment is missing.',
    'Add dc.<environment>.yml, or name another file under `compose:` in countable.yml.',
  ),
  NOTHING_COMMITTED: entry(
    EXIT.project,
    'The repository has no commit yet: builds and deploys are of commits.',
    'Commit what there is (git add ., then git commit); `countable test` tests it without.',
  ),
  MERGE_UNFINISHED: entry(
    EXIT.project,
    'Files are in conflict: a merge, a rebase or the like was begun in this workspace, and not ended.',
    'git status tells which, and how to go on or back: correct the files, git add them, and commit.',
  ),
  COMPOSE_INVALID: entry(
    EXIT.project,
    'A compose file is not valid.',
    'Correct it; `docker compose config` shows the same error.',
  ),
  SUBMODULE_MISSING: entry(
    EXIT.project,
    'A submodule is not checked out, so that its files are no part of a deploy.',
    'Check it out: git submodule update --init; in Jenkins, let the job update submodules.',
  ),
  FILE_MISSING: entry(
    EXIT.project,
    'The deploy does not have a file that it needs, most often one that a compose file names: git ignores it, or it was never added.',
    `Add it to the repository, or give it as a secret file: ${inDocs('how-to/secrets.md')}`,
  ),
  SECRET_FILE_UNUSED: entry(
    EXIT.project,
    'A secret file was given, and no compose file names one for it.',
    'Correct the variable: COUNTABLE_FILE_, then the path in capitals with _ for what is no letter or digit.',
  ),
  SECRET_IN_PROJECT: entry(
    EXIT.project,
    'A secret file that a variable names lies in the project, from where it gets into a commit or an image.',
    'Keep it outside the project.',
  ),
  SECRET_IN_REPOSITORY: entry(
    EXIT.project,
    'A file that is called encrypted holds secrets that everybody can read who has the repository.',
    `Change these secrets, and encrypt the file: ${inDocs('how-to/keep-secrets-in-the-repository.md')}`,
  ),
  ENCRYPTED_INVALID: entry(
    EXIT.project,
    'A file with encrypted secrets is damaged, or is not what it is called.',
    'Take it from a commit in which it was whole (git log), and change it by its program alone: sops edit.',
  ),
  SECRETS_TWICE: entry(
    EXIT.project,
    'The secrets of an environment are given, and lie encrypted in the repository: those that are given count.',
    'Remove one of them: the credential, or the file.',
  ),
  SECRET_FILES_CLASH: entry(
    EXIT.project,
    'Two secret files would have the same credential or the same variable.',
    'Rename one of them.',
  ),
  MISSING_VARIABLE: entry(
    EXIT.project,
    'A variable that a compose file uses has no value.',
    'Add it to the secret file of the environment, or give it a default where it is used and no secret.',
  ),
  ENV_FILE_INVALID: entry(
    EXIT.project,
    'Compose cannot read a line of the secret file, or of another env file, or reads something else than is meant.',
    "Put the value into single quotes, NAME='…'; a value of several lines begins and ends with them.",
  ),
  ENV_FILE_DOLLAR: entry(
    EXIT.project,
    'A value in the secret file, or in another env file, has a $ that Compose takes for the beginning of a variable.',
    "Put the value into single quotes, NAME='…', or write $$ for each $ in it.",
  ),
  NOT_DRAWN: entry(
    EXIT.project,
    'A value in an env file is `<generate>`, which only tests draw, or nearly that.',
    'Draw one and write it there: openssl rand -hex 24',
  ),
  WEAK_SECRET: entry(
    EXIT.project,
    'A secret is a word that logs are made of, or a short number, and is not hidden in them.',
    'Set one that nobody guesses: openssl rand -hex 16',
  ),
  DEFAULT_SECRET: entry(
    EXIT.project,
    'Production uses a secret that stands in the repository, as the default of a variable.',
    'Give it a value in the secret file of production.',
  ),
  PORT_IMPOSSIBLE: entry(EXIT.project, 'A published port is not between 1 and 65535.', 'Correct the port.'),
  PORT_SHARED: entry(
    EXIT.project,
    'Two containers of the project would publish the same port of the machine.',
    'Publish another port for one of them, or bind each to an address of its own.',
  ),
  PORTS_CONCATENATED: entry(
    EXIT.project,
    'Two files publish the same container port: Compose adds the lists up instead of replacing the first.',
    'Publish the port only in the environment files, or write `ports: !override` in the override (Compose 2.24.4 or newer).',
  ),
  DATABASE_PORT_PUBLISHED: entry(
    EXIT.project,
    'A production database would be reachable from outside.',
    'Remove `ports:` from that service (other services reach it by its name), or bind it to 127.0.0.1.',
  ),
  PROJECT_COLLISION: entry(
    EXIT.project,
    'Another repository, another project or another folder already uses this compose project name on this host.',
    'Give this one its own name with `name:` or `instance:` in countable.yml.',
  ),
  OUTSIDE_PROJECT: entry(
    EXIT.project,
    'A file of the project leads out of it, or is no file.',
    'Put the file itself into the repository instead of a link.',
  ),
  UNSAFE_NAME: entry(
    EXIT.project,
    'A name cannot be used.',
    'Use letters, digits, dots, hyphens and underscores.',
  ),
  CONVENTIONS_BROKEN: entry(
    EXIT.project,
    'The project does not keep to conventions, as `countable doctor` found.',
    `Each finding says how it is mended; ${inDocs('how-to/doctor.md')} says how to live with those that cannot be mended now.`,
  ),
  BASELINE_INVALID: entry(
    EXIT.project,
    'The baseline of `countable doctor` cannot be read.',
    'Take it from a commit in which it was whole (git log), or write it anew: countable doctor --write-baseline',
  ),
  FIX_REFUSED: entry(
    EXIT.project,
    'A file cannot be mended by itself without changing what else it says.',
    'Change it by hand: the finding of `countable doctor` says how.',
  ),
  FIX_UNCONFIRMED: entry(
    EXIT.usage,
    'Files of a project are only changed once somebody has said so.',
    'Look at the changes with --plan, then add --yes and the name of the project.',
  ),
  FIX_OVERTAKEN: entry(
    EXIT.conflict,
    'A file changed after its changes were shown. Nothing was written.',
    'Look at the changes again: countable doctor --fix --plan',
  ),
} as const;
