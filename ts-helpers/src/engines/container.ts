import type {EngineKind} from '../archive/manifest.ts';
import type {Pipes} from '../outside/pipe.ts';
import type {Inside} from './inside.ts';

/**
 * The tools of a server in its own container. Who it was set up as, and the password, are taken from the container's own
 * environment in there, and come to no argument and to no other process.
 */
export const insideOf = (container: string, kind: EngineKind, {pipe}: Pipes): Inside => ({
  pipe: words =>
    pipe('docker', ['exec', '--interactive', container, 'sh', '-c', PRELUDES[kind], 'sh', ...words]),
});

/** The value of a variable, or what is in the file that it names, as official images have it. */
const OF =
  'of() { eval "file=\\${$1_FILE:-}"; if [ -n "$file" ]; then cat "$file"; else eval "printf %s \\"\\${$1:-}\\""; fi; }';
const FIRST =
  'first() { for name; do value=$(of "$name"); [ -z "$value" ] || { printf %s "$value"; return; }; done; }';

const PRELUDES: Readonly<Record<EngineKind, string>> = {
  postgres: [
    OF,
    FIRST,
    'PGUSER=$(first POSTGRES_USER POSTGRESQL_USERNAME); export PGUSER="${PGUSER:-postgres}"',
    'if [ "$PGUSER" = postgres ]; then PGPASSWORD=$(first POSTGRESQL_POSTGRES_PASSWORD POSTGRES_PASSWORD POSTGRESQL_PASSWORD); else PGPASSWORD=$(first POSTGRES_PASSWORD POSTGRESQL_PASSWORD); fi',
    'if [ -n "$PGPASSWORD" ]; then export PGPASSWORD; else unset PGPASSWORD; fi',
    'exec "$@"',
  ].join('\n'),
  mysql: 'exec "$@"',
  mongo: 'exec "$@"',
};
