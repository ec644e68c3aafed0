import {inDocs} from './documents.ts';

/** Exit codes of `countable`, by what the caller can do about it. */
export const EXIT = {
  ok: 0,
  /** A bug of ours: please report it. */
  internal: 1,
  /** Wrong arguments or settings. */
  usage: 2,
  /** Something this machine lacks: Docker, Node, disk, a free port. */
  machine: 3,
  /** The project's own files: compose, tests, variables. */
  project: 4,
  testsFailed: 5,
  deployFailed: 6,
  /** Somebody else is at it: a lock, a newer build. */
  conflict: 7,
  /** An outside service did not do its part. */
  service: 8,
  timeLimit: 9,
  interrupted: 130,
} as const;

interface Entry {
  exit: number;
  /** What the code stands for, in a sentence; the message of one occurrence says the particulars. */
  means: string;
  /** What to do, when the place that throws knows nothing better. */
  remedy: string;
}

const entry = (exit: number, means: string, remedy: string): Entry => ({exit, means, remedy});

/** Every error a user can meet. `docs/reference/errors.md` is generated from it. */
export const catalogue = {
  UNKNOWN_VERB: entry(EXIT.usage, 'The verb does not exist.', 'See `countable --help`.'),
  UNKNOWN_FLAG: entry(EXIT.usage, 'The flag does not exist for this verb.', 'See `countable <verb> --help`.'),
  BAD_ARGUMENT: entry(EXIT.usage, 'An argument is missing or malformed.', 'See `countable <verb> --help`.'),
  BAD_FACTS: entry(
    EXIT.usage,
    'The facts file cannot be read as JSON facts.',
    'Let the library write it, or leave --facts out.',
  ),
  UNKNOWN_SETTING: entry(
    EXIT.usage,
    'A setting does not exist.',
    `Correct or remove it; ${inDocs('reference/settings.md')} lists them all.`,
  ),
  BAD_SETTING: entry(
    EXIT.usage,
    'A setting has a value that cannot be.',
    `Correct it; ${inDocs('reference/settings.md')} shows each with an example.`,
  ),
  WRONG_BRANCH: entry(
    EXIT.usage,
    'A deploy job builds a branch that does not belong to its environment.',
    "Correct the job's branch, or map the branch under `branches:` in countable.yml.",
  ),
  SECRETS_NOT_GIVEN: entry(
    EXIT.usage,
    'Production has secrets, and a deploy to it was not given them.',
    `Let the job bind the credential, or name the file in the variable: ${inDocs('how-to/secrets.md')}.`,
  ),
  DEPLOY_REFUSED: entry(
    EXIT.usage,
    'This build may not deploy there.',
    `Nothing to do where it was not meant to; ${inDocs('how-to/secrets.md')} tells who may deploy where.`,
  ),

  DOCKER_MISSING: entry(
    EXIT.machine,
    'The docker command is not installed.',
    'Install it: https://docs.docker.com/engine/install/ tells how on each system.',
  ),
  DOCKER_DOWN: entry(
    EXIT.machine,
    'The Docker engine does not answer.',
    'Start it: sudo systemctl start docker, sudo rc-service docker start on Alpine, or open Docker Desktop.',
  ),
  DOCKER_PERMISSION: entry(
    EXIT.machine,
    'This user may not talk to the Docker engine.',
    'Add the user to the docker group and reconnect the agent: sudo usermod -aG docker "$USER"',
  ),
  COMPOSE_MISSING: entry(
    EXIT.machine,
    'Docker Compose v2 (`docker compose`) is not installed; v1 (`docker-compose`) is not supported.',
    'Install it: https://docs.docker.com/compose/install/ tells how on each system.',
  ),
  NODE_MISSING: entry(
    EXIT.machine,
    'Node is not installed.',
    'Install Node 24 on the agent: https://nodejs.org/en/download',
  ),
  NODE_TOO_OLD: entry(
    EXIT.machine,
    'Node is older than 20.19.',
    'Install Node 24 on the agent: https://nodejs.org/en/download',
  ),
  GIT_MISSING: entry(
    EXIT.machine,
    'The git command is not installed.',
    'Install it: https://git-scm.com/downloads tells how on each system.',
  ),
  GIT_REFUSED: entry(
    EXIT.machine,
    'There is a git repository, and git does not read it: it belongs to another user, or is broken.',
    'See what is broken: git fsck. Then check it out anew; in Jenkins, wipe the workspace.',
  ),
  TOOL_MISSING: entry(
    EXIT.machine,
    'A command that this verb needs is not installed.',
    'Install it on this machine.',
  ),
  DISK_FULL: entry(
    EXIT.machine,
    'The disk is full.',
    'Free space on that machine; `docker system df` shows what Docker holds, `docker builder prune` frees build cache.',
  ),
  NOT_WRITABLE: entry(
    EXIT.machine,
    'A file or folder of this machine cannot be written.',
    'Give it to the user that runs this (sudo chown), or choose another: `deployRoot:` in countable.yml for deploys.',
  ),
  FILE_IN_THE_WAY: entry(
    EXIT.machine,
    'Something in the deploy folder, which no deploy has put there, lies where a file of the release belongs.',
    'Look whether it is still needed, and move it away.',
  ),
  RECORD_BROKEN: entry(
    EXIT.machine,
    'What the last deploy noted of its folder is cut, or of another shape. The deploy goes on: files that only the last release had stay, and what is overwritten is kept beside the record, in set-aside.',
    'Nothing to do: this deploy notes it anew.',
  ),
  NOT_READABLE: entry(
    EXIT.machine,
    'A file or folder of this machine cannot be read.',
    'Give it to the user that runs this (sudo chown), or let that user read it (chmod u+r).',
  ),
  NOT_ACCESSIBLE: entry(
    EXIT.machine,
    'A file or folder of this machine cannot be read or changed.',
    'Look at it and at the folders above it (ls -ld): whose it is, what it is, whether its disk is well (sudo dmesg | tail).',
  ),
  FILE_GONE: entry(
    EXIT.machine,
    'A file or folder went away while it was worked with.',
    'Find out what removes it, a second build in the same workspace or a clean-up job, and run again.',
  ),
  FILE_TOO_LARGE: entry(
    EXIT.usage,
    'A file, or what comes out of a device or a pipe, has more in it than anybody reads.',
    'Look whether it is the right one (ls -lL), and name another.',
  ),
  MACHINE_EXHAUSTED: entry(
    EXIT.machine,
    'This machine has no processes, open files or memory left.',
    'Look at `ulimit -a` and `free -m`, end what takes them, or raise the limits of the agent.',
  ),
  SYSTEM_REFUSED: entry(
    EXIT.machine,
    'The operating system refuses something.',
    'Its own words above say what; `sudo dmesg | tail` often says why.',
  ),
  COMMAND_FAILED: entry(
    EXIT.machine,
    'A program that was run failed, and what it says is no failure we know.',
    'Its last lines say why; run it by hand on this machine to see more.',
  ),
  COMMAND_GARBLED: entry(
    EXIT.machine,
    'A program printed something else than it should.',
    'Run it by hand on this machine: a wrapper around it, or a broken installation, may answer in its place.',
  ),
  CONTAINER_GONE: entry(
    EXIT.conflict,
    'A container was removed while it was worked with.',
    'Find out what removes it, a `docker rm`, a prune, another job, and run again.',
  ),
  PORT_TAKEN: entry(
    EXIT.machine,
    'A port to be published is already in use.',
    'Stop what holds it, or publish another port.',
  ),
  NETWORKS_USED_UP: entry(
    EXIT.machine,
    'Docker has no addresses left for another network on this machine: about 31 networks use up its pools.',
    'Remove the networks that nobody uses: docker network prune. For more of them, add `default-address-pools` to /etc/docker/daemon.json and restart Docker.',
  ),
  REGISTRY_UNREACHABLE: entry(
    EXIT.service,
    'An image cannot be pulled.',
    "Check the image's name and tag, the agent's network, and `docker login` for private registries.",
  ),

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
    'A compose file names a file that the deploy does not have: git ignores it, or it was never added.',
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
    'Another repository, or another project, already uses this compose project name on this host.',
    'Give this one its own name with `name:` or `instance:` in countable.yml.',
  ),
  NO_TESTS: entry(
    EXIT.project,
    'The project has no tests.',
    'Add a service `test` to dc.test.yml, or set `test:` in countable.yml; `test: none` says there are none on purpose.',
  ),
  TEST_NOT_ALONE: entry(
    EXIT.project,
    'The tests would have part in something that is not theirs, and that nothing can be put in place of.',
    `Leave it out of tests: in dc.test.yml \`!reset null\` takes away what another file sets. ${inDocs('how-to/test.md')} lists what becomes of each setting.`,
  ),
  TEST_NOT_ALLOWED: entry(
    EXIT.project,
    'The tests ask for more of the machine than a container has, beside deploys that live there.',
    `Leave it out of tests (in dc.test.yml \`!reset null\` takes away what another file sets), or test on an agent that does not deploy: \`agents: {test: <label>}\` (${inDocs('how-to/test.md')}).`,
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

  BUILD_FAILED: entry(
    EXIT.deployFailed,
    'An image could not be built.',
    'Correct the failing instruction of the Dockerfile, or what it copies; `docker compose build` shows the same on a laptop.',
  ),
  SERVICE_EXITED: entry(
    EXIT.deployFailed,
    'A service ended instead of running.',
    'Correct what its log says; `docker compose logs` in the deploy folder shows all of it.',
  ),
  SERVICE_UNHEALTHY: entry(
    EXIT.deployFailed,
    'A service did not become healthy.',
    'Look at what its health check says, and at its log: `docker compose logs` in the deploy folder.',
  ),
  OUT_OF_MEMORY: entry(
    EXIT.deployFailed,
    'A service was killed for lack of memory.',
    'Raise its memory limit, or give the host more memory.',
  ),
  START_FAILED: entry(
    EXIT.deployFailed,
    'Compose could not start the services.',
    'What Docker said is in the message; correct what it names in the compose file.',
  ),
  NO_ANSWER: entry(
    EXIT.deployFailed,
    'The deployed site does not answer.',
    'Check the service behind the port; `health:` in countable.yml names another address.',
  ),

  TESTS_FAILED: entry(
    EXIT.testsFailed,
    'The tests failed.',
    'Correct the code or the tests; `countable test` runs them on a laptop.',
  ),
  TESTS_HID_FAILURE: entry(
    EXIT.testsFailed,
    'Tests failed, by what they print, but their command ended with exit code 0.',
    'Correct the code or the tests, and let the test command end with the exit code of the tests: `&&` for `;`, no `|| true`, and `set -o pipefail` before a pipe.',
  ),
  NO_TESTS_RUN: entry(
    EXIT.testsFailed,
    'The tests ended well, but not one was run.',
    'See which files and names the test command looks for: `countable test` runs it on a laptop. `test: none` says that there are no tests on purpose.',
  ),
  TESTS_SKIPPED: entry(
    EXIT.testsFailed,
    'The tests ended well, but all of them were skipped.',
    'Give them what they ask for, a variable in .env.test or a service in dc.test.yml, or take away the mark that skips them.',
  ),
  REPORTS_MISSING: entry(
    EXIT.testsFailed,
    'The test reports that the settings name were not found.',
    `Let the tests write JUnit XML there, or correct \`test.junit\` in countable.yml: ${inDocs('how-to/test.md')}.`,
  ),
  TESTS_NOT_STARTED: entry(
    EXIT.testsFailed,
    'The tests could not be started.',
    'Start that service by hand to see more: docker compose up, then its name.',
  ),

  LOCK_HELD: entry(
    EXIT.conflict,
    'Another deploy of this project and environment is under way.',
    'Wait for it to end, or abort it.',
  ),
  SUPERSEDED: entry(
    EXIT.conflict,
    'A newer build of the same job is live already. No failure: nothing was touched, and nobody is told.',
    'Nothing to do; rebuild to deploy this commit all the same.',
  ),

  SENTRY_NOT_SET_UP: entry(
    EXIT.usage,
    'Something that Sentry cannot be asked without is missing: a token, or the organisation.',
    'Make a token in Sentry (Settings, Developer Settings, Internal Integration; scopes project:write, alerts:write, org:read), set SENTRY_AUTH_TOKEN to it and SENTRY_ORG to the slug of the organisation: docs/how-to/configure-sentry.md.',
  ),
  SENTRY_ORGANIZATION_UNKNOWN: entry(
    EXIT.usage,
    'The Sentry organisation does not exist, or the token does not belong to it.',
    'Correct `sentry: {organization}`: it is the slug in the address, https://<organization>.sentry.io.',
  ),
  SENTRY_TEAM_UNKNOWN: entry(
    EXIT.usage,
    'Nothing tells which Sentry team a new project belongs to, or there is no such team.',
    'Set `sentry: {team}` to the slug of one of the teams.',
  ),
  SENTRY_SLUG_TAKEN: entry(
    EXIT.conflict,
    'A Sentry project of that name belongs to another team, or is being deleted.',
    'Choose another name with `sentry: {project}` in countable.yml, or add the team to that project in Sentry.',
  ),
  SENTRY_NAME_TOO_LONG: entry(
    EXIT.usage,
    'The name of a Sentry project has 50 characters at most.',
    'Give it a shorter one with `sentry: {project}` in countable.yml.',
  ),
  SENTRY_SLACK_MISSING: entry(
    EXIT.service,
    "Sentry's Slack integration is not installed, so that alerts cannot go to Slack.",
    'Install it in Sentry: Settings, Integrations, Slack, Add Workspace. Then run it again.',
  ),
  SENTRY_CHANNEL_REFUSED: entry(
    EXIT.service,
    'Sentry cannot write to the Slack channel.',
    'Create the channel, invite the Sentry app into it where it is private (/invite @Sentry), or set `slack: {channel}`.',
  ),
  SENTRY_UPTIME_REFUSED: entry(
    EXIT.service,
    'Sentry does not make the uptime monitor.',
    'Look at the quota of uptime monitors in Sentry, or set `sentry: {uptime: none}`.',
  ),
  SENTRY_DRIFT: entry(
    EXIT.conflict,
    'Somebody changed by hand in Sentry what countable had set up there.',
    'Keep it so, or bring it back: countable sentry --repair',
  ),
  SOURCE_MAPS_FAILED: entry(
    EXIT.service,
    'The source maps could not be uploaded to Sentry.',
    'Its last lines say why; `sentry: {sourceMaps: none}` goes without.',
  ),

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

  ADDRESS_UNKNOWN: entry(
    EXIT.usage,
    'No host is found under the name in an address.',
    'Correct the address, or see whether this machine has a network and a name server: getent hosts, then the name.',
  ),
  NOT_THE_SERVICE: entry(
    EXIT.usage,
    'Something else than the service answers at its address: a proxy, a login page.',
    'Correct the address, or let this machine past the proxy; a browser shows what answers there.',
  ),
  CERTIFICATE_UNTRUSTED: entry(
    EXIT.machine,
    'The certificate of a service is not trusted by this machine.',
    'Name the file of its authority in NODE_EXTRA_CA_CERTS, or renew the certificate.',
  ),
  SERVICE_UNREACHABLE: entry(
    EXIT.service,
    'An outside service cannot be reached, or is in trouble.',
    "Look at the service's status page and at this machine's network, then run it again.",
  ),
  SERVICE_TIMEOUT: entry(
    EXIT.service,
    'An outside service does not answer in time.',
    "Look at the service's status page and at this machine's network, then run it again.",
  ),
  SERVICE_BUSY: entry(
    EXIT.service,
    'An outside service takes no more requests for now.',
    'Run it again later.',
  ),
  ANSWER_BROKEN: entry(
    EXIT.service,
    'An outside service broke off in the middle of an answer.',
    'Run it again; what was done already is not done twice.',
  ),
  SERVICE_REFUSED: entry(
    EXIT.service,
    'An outside service refuses what it was asked for.',
    'What it says names what is wrong.',
  ),
  TOKEN_REFUSED: entry(
    EXIT.usage,
    'A service does not accept the token: it is wrong, or was revoked.',
    'Make a new token and set it where the old one is: in the variable that is named, in Jenkins in its credential.',
  ),
  SCOPE_MISSING: entry(
    EXIT.usage,
    'A token is not allowed to do what is asked of it.',
    'Give it the permission, or make a token that has it.',
  ),

  TIME_LIMIT: entry(
    EXIT.timeLimit,
    'A stage took longer than its limit.',
    'Look for what hangs in its log, or raise `timeouts:` in countable.yml.',
  ),
  INTERRUPTED: entry(EXIT.interrupted, 'The run was stopped from outside.', 'Run it again.'),
  CHECKOUT_FAILED: entry(
    EXIT.service,
    'The source could not be checked out.',
    "Check the repository's address, the job's credentials, and that the git server answers.",
  ),
  CHECKOUT_STALE: entry(
    EXIT.conflict,
    'The workspace no longer holds what this build checked out: another build had it in between.',
    'Nothing to do: the library checks it out anew.',
  ),
  AGENT_MISSING: entry(
    EXIT.usage,
    'No agent of this Jenkins has the label that a stage asks for.',
    'Give an agent that label (Manage Jenkins, Nodes, the agent, Configure, Labels), or correct the setting `agents`.',
  ),
  LIBRARY_SANDBOXED: entry(
    EXIT.usage,
    'Jenkins lets the library not do what it has to: it is loaded sandboxed, by a folder for one.',
    'Load it as a trusted global library: Manage Jenkins, System, Global Trusted Pipeline Libraries (of older versions: Global Pipeline Libraries).',
  ),
  AGENT_LOST: entry(
    EXIT.service,
    'The agent was lost, or none could be had.',
    "Look at the agent's log in Jenkins, bring it back online, and rebuild.",
  ),
  NO_RESULT: entry(
    EXIT.service,
    'A step ended on an agent before `countable` could say how it went.',
    "The end of that stage's log says why: Node is missing or too old, the disk is full, the process was killed.",
  ),
  BUNDLE_DAMAGED: entry(
    EXIT.internal,
    'The packed CLI is not as it was built.',
    'Remove the file and build again; in a checkout: npm run build',
  ),
  INTERNAL: entry(
    EXIT.internal,
    'Countable Pipeline itself failed.',
    'Run again with --verbose and report what it prints.',
  ),
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof catalogue;
