import type {Rule} from './rule.ts';

/** In the order in which they are tried on a line: what is more particular comes first. */
export const RULES: readonly Rule[] = [
  {
    name: 'port-taken',
    codes: ['PORT_TAKEN'],
    pattern:
      /Bind for \S*:(?<port>\d+) failed: port is already allocated|(?:EADDRINUSE|[Aa]ddress already in use)(?:\D*:(?<port2>\d+))?/,
    sentence: ({port}, {code, message}) =>
      code === 'PORT_TAKEN' ? message : `The port ${port ?? 'it wants'} is already in use.`,
    remedy: 'Stop what holds the port (sudo ss -ltnp shows it), or publish another one.',
  },
  {
    name: 'disk-full',
    codes: ['DISK_FULL'],
    pattern: /no space left on device|\bENOSPC\b|could not (?:extend|write).*: No space/i,
    sentence: 'The disk is full.',
    remedy:
      'Free space on that machine: `docker system df` shows what Docker holds, `docker builder prune` frees build cache.',
  },
  {
    name: 'out-of-memory',
    codes: ['OUT_OF_MEMORY'],
    pattern:
      /JavaScript heap out of memory|Cannot allocate memory|^MemoryError\b|java\.lang\.OutOfMemoryError/,
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
    pattern:
      /KeyError: '(?<name>[A-Z][A-Z0-9_]{2,})'|(?<name2>[A-Z][A-Z0-9_]{2,})["'`]? (?:environment variable )?(?:is not set|must be set|is required|is undefined)\b|[Ss]et the (?<name3>[A-Z][A-Z0-9_]{2,}) environment variable|(?<name4>[A-Z][A-Z0-9_]{2,}): (?:unbound variable|parameter not set|parameter null or not set)/,
    sentence: ({name}, {message}) =>
      name === undefined ? message : `The environment variable ${name} has no value in the container.`,
    remedy:
      "Add it to the environment's secret file (Jenkins credential <name>-<environment>-env) and to `environment:` of the service, or give a default: ${NAME:-value}.",
  },
  {
    name: 'migration-conflict',
    pattern:
      /(?<what>Conflicting migrations detected)|(?<what2>InconsistentMigrationHistory)|(?<what3>Multiple head revisions)|Can't locate revision identified by '(?<revision>[^']+)'|relation "(?<relation>[^"]+)" already exists|Table '(?<relation2>[^']+)' already exists/,
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
    pattern:
      /the database system is (?:starting up|shutting down|not yet accepting connections)|connection to server (?:at|on).*failed: Connection refused|could not connect to server: Connection refused|ECONNREFUSED \S*:(?:5432|3306|27017)\b|Can't connect to (?:MySQL|local MySQL|MariaDB) server|MongoNetworkError|ServerSelectionTimeoutError/,
    sentence: 'The database did not accept connections yet.',
    remedy:
      'Give the database a `healthcheck:` (pg_isready, mysqladmin ping) and wait for it: `depends_on: {db: {condition: service_healthy}}`.',
  },
  {
    name: 'image-not-found',
    pattern:
      /pull access denied for (?<image>[^\s,]+)|manifest for (?<image2>\S+) not found|The image (?<image3>\S+) cannot be pulled/,
    sentence: ({image}) => `The image ${image ?? ''} does not exist, or needs a login.`.replace('  ', ' '),
    remedy: "Check the image's name and tag; for a private registry, `docker login` on the agent.",
  },
  {
    name: 'registry-down',
    pattern:
      /The image registry did not answer|TLS handshake timeout|toomanyrequests|(?:Get|Head) "https?:\/\/[^"]+\/v2\/.*(?:no such host|connection refused|i\/o timeout|Client\.Timeout)/,
    sentence: 'The image registry did not answer.',
    remedy: "Check the agent's network and the registry's status page, then build again.",
  },
  {
    name: 'certificate-expired',
    pattern: /certificate has expired|CERT_HAS_EXPIRED|certificate (?:is )?expired/i,
    sentence: 'A TLS certificate has expired.',
    remedy: 'Renew the certificate of the server that is being asked; check the clock of this machine.',
  },
  {
    name: 'no-route',
    pattern:
      /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>[^\s:]+)|[Cc]ould not resolve host(?:name)?:? (?<host2>[^\s:;]+)|could not translate host name "(?<host3>[^"]+)"|bad address '(?<host4>[^']+)'|lookup (?<host5>\S+?)(?: on \S+)?: no such host|Temporary failure in name resolution|Name or service not known|No route to host|Network is unreachable|\bEHOSTUNREACH\b|\bENETUNREACH\b/,
    sentence: ({host}) =>
      host === undefined ? 'A host cannot be reached from here.' : `The host ${host} is not known here.`,
    remedy:
      'A service of the project: is it in the same network, and running? Another host: check its name, and DNS and network of the agent.',
  },
  {
    name: 'docker-socket',
    codes: ['DOCKER_PERMISSION'],
    pattern:
      /permission denied while trying to connect to the (?:Docker daemon|docker API)|permission denied.*docker\.sock/i,
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
    codes: ['AGENT_LOST'],
    sentence: (_, {message}) => message,
  },
];
