import type {Rule} from './rule.ts';

/** In the order in which they are tried on a line: what is more particular comes first. */
export const RULES: readonly Rule[] = [
  {
    name: 'port-taken',
    codes: ['PORT_TAKEN'],
    patterns: [
      /Bind for \S*:(?<port>\d+) failed: port is already allocated/,
      /(?:EADDRINUSE|[Aa]ddress already in use)(?:\D*:(?<port>\d+))?/,
    ],
    sentence: ({port}, {code, message}) =>
      code === 'PORT_TAKEN' ? message : `The port ${port ?? 'it wants'} is already in use.`,
    remedy: 'Stop what holds the port (sudo ss -ltnp shows it), or publish another one.',
  },
  {
    name: 'disk-full',
    whose: 'machine',
    codes: ['DISK_FULL'],
    patterns: [/no space left on device/i, /\bENOSPC\b/i],
    sentence: 'The disk is full.',
    remedy:
      'Free space on that machine: `docker system df` shows what Docker holds, `docker builder prune` frees build cache.',
  },
  {
    name: 'out-of-memory',
    codes: ['OUT_OF_MEMORY'],
    patterns: [
      /JavaScript heap out of memory/,
      /Cannot allocate memory/,
      /^MemoryError\b/,
      /java\.lang\.OutOfMemoryError/,
    ],
    sentence: (_, {evidence}) => {
      const killed = evidence.services?.find(({outOfMemory}) => outOfMemory)?.service;
      return killed === undefined
        ? 'There was not enough memory.'
        : `The service ${killed} needed more memory than it may have, and was killed.`;
    },
    remedy: 'Raise `mem_limit` of the service, give the host more memory, or let the service use less.',
  },
  {
    name: 'missing-variable',
    codes: ['MISSING_VARIABLE'],
    patterns: [
      /KeyError: '(?<name>[A-Z][A-Z0-9_]{2,})'/,
      /\b(?<name>[A-Z][A-Z0-9_]{2,})["'`]? (?:environment variable )?(?:is not set|must be set|is required|is undefined)\b/,
      /[Ss]et the (?<name>[A-Z][A-Z0-9_]{2,}) environment variable/,
      /\b(?<name>[A-Z][A-Z0-9_]{2,}): (?:unbound variable|parameter not set|parameter null or not set)/,
    ],
    sentence: ({name}, {message}) =>
      name === undefined ? message : `The environment variable ${name} has no value in the container.`,
    remedy:
      "Add it to the environment's secret file (Jenkins credential <name>-<environment>-env) and to `environment:` of the service, or give a default: ${NAME:-value}.",
  },
  {
    name: 'migration-conflict',
    patterns: [
      /Conflicting migrations detected/,
      /InconsistentMigrationHistory/,
      /Multiple head revisions/,
      /Can't locate revision identified by '(?<revision>[^']+)'/,
      /relation "(?<relation>[^"]+)" already exists/,
      /Table '(?<relation>[^']+)' already exists/,
    ],
    sentence: ({revision, relation}) =>
      relation !== undefined
        ? `A migration creates ${relation}, which is there already.`
        : revision !== undefined
          ? `The database is at the migration ${revision}, which this commit does not have.`
          : 'Two migrations follow the same one, as after merging two branches.',
    remedy:
      'Join or renumber the migrations, and commit that: `manage.py makemigrations --merge`, `alembic merge heads`. A database that is ahead needs the branch it came from.',
  },
  {
    name: 'database-not-ready',
    patterns: [
      /the database system is (?:starting up|shutting down|not yet accepting connections)/,
      /, port \d+ failed: Connection refused/,
      /connection to server on socket "[^"]*" failed: Connection refused/,
      /could not connect to server: Connection refused/,
      /ECONNREFUSED \S*:(?:5432|3306|27017)\b/,
      /Can't connect to (?:MySQL|local MySQL|MariaDB) server/,
      /MongoNetworkError/,
      /ServerSelectionTimeoutError/,
    ],
    sentence: 'The database did not accept connections yet.',
    remedy:
      'Give the database a `healthcheck:` (pg_isready, mysqladmin ping) and wait for it: `depends_on: {db: {condition: service_healthy}}`.',
  },
  {
    name: 'image-not-found',
    patterns: [
      /pull access denied for (?<image>[^\s,]+)/,
      /manifest for (?<image>\S+) not found/,
      /The image (?<image>\S+) cannot be pulled/,
    ],
    sentence: ({image}) => `The image ${image ?? ''} does not exist, or needs a login.`.replace('  ', ' '),
    remedy: "Check the image's name and tag; for a private registry, `docker login` on the agent.",
  },
  {
    name: 'registry-down',
    whose: 'machine',
    patterns: [
      /The image registry did not answer/,
      /TLS handshake timeout/,
      /toomanyrequests/,
      /(?:Get|Head) "https?:\/\/[^"/]+\/v2\/[^"]*": (?:dial tcp|net\/http:|context deadline)/,
    ],
    sentence: 'The image registry did not answer.',
    remedy: "Check the agent's network and the registry's status page, then build again.",
  },
  {
    name: 'certificate-expired',
    patterns: [/certificate (?:has |is )?expired/i, /CERT_HAS_EXPIRED/i],
    sentence: 'A TLS certificate has expired.',
    remedy: 'Renew the certificate of the server that is being asked; check the clock of this machine.',
  },
  {
    name: 'no-route',
    patterns: [
      /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>[^\s:]+)/,
      /[Cc]ould not resolve host(?:name)?:? (?<host>[^\s:;]+)/,
      /could not translate host name "(?<host>[^"]+)"/,
      /bad address '(?<host>[^']+)'/,
      /lookup (?<host>[^\s:]+)(?: on \S+)?: no such host/,
      /Temporary failure in name resolution/,
      /Name or service not known/,
      /No route to host/,
      /Network is unreachable/,
      /\bEHOSTUNREACH\b/,
      /\bENETUNREACH\b/,
    ],
    sentence: ({host}) =>
      host === undefined ? 'A host cannot be reached from here.' : `The host ${host} is not known here.`,
    remedy:
      'A service of the project: is it in the same network, and running? Another host: check its name, and DNS and network of the agent.',
  },
  {
    name: 'docker-socket',
    whose: 'machine',
    codes: ['DOCKER_PERMISSION'],
    patterns: [
      /permission denied while trying to connect to the (?:Docker daemon|docker API)/i,
      /docker\.sock: connect: permission denied/i,
      /EACCES \S*docker\.sock/i,
    ],
    sentence: 'This user may not talk to the Docker engine.',
    remedy: 'Add the user to the docker group and reconnect the agent: sudo usermod -aG docker "$USER"',
  },
  {
    name: 'compose-syntax',
    codes: ['COMPOSE_INVALID'],
    sentence: (_, {message, where}) => `A compose file is not valid${where ? ` (${where})` : ''}: ${message}`,
  },
  {
    name: 'test-not-started',
    codes: ['TESTS_NOT_STARTED', 'NO_TESTS'],
    sentence: (_, {message}) => `No test ran. ${message}`,
  },
  {
    name: 'test-failed',
    codes: ['TESTS_FAILED'],
    sentence: (_, {message, evidence: {failedTests: [first] = []}}) =>
      first === undefined
        ? message
        : `The test ${first.name} failed: ${first.message.split('\n', 1)[0] ?? ''}`,
  },
  {
    name: 'time-limit',
    codes: ['TIME_LIMIT'],
    sentence: (_, {message}) => message,
  },
  {
    name: 'agent-lost',
    whose: 'machine',
    codes: ['AGENT_LOST'],
    sentence: (_, {message}) => message,
  },
];
