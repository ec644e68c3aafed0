import {pathIn} from '../history/tree.ts';

/** What names a file in a compose file. */
export type ReferenceKind =
  'env_file' | 'label_file' | 'config' | 'secret' | 'volume' | 'build' | 'include' | 'extends';

/** A file that a compose file names, as it is written there. */
export interface WrittenReference {
  kind: ReferenceKind;
  /** The service, the config or the secret. */
  owner: string;
  /** Variables with a default have that. */
  path: string;
  line: number;
  /** Compose goes on without it. */
  isOptional: boolean;
  /** Where a volume is in the container. */
  target?: string;
  /** What the paths in an included file are relative to. */
  directory?: string;
}

export interface FileReference extends WrittenReference {
  /** Relative to the project, with the compose file's own folder; undefined where it leads out, or cannot be told. */
  at: string | undefined;
  /** `docker/compose.yml:5` */
  where: string;
}

/** With variables, a path means what only Compose can tell. */
const canBeTold = (path: string): boolean => !path.includes('$') && !path.startsWith('~');

/** References of one file, whose paths are relative to `directory`. */
export const resolved = (
  file: string,
  directory: string,
  written: readonly WrittenReference[],
): FileReference[] =>
  written.map(reference => ({
    ...reference,
    at: canBeTold(reference.path) ? pathIn(directory, reference.path) : undefined,
    where: `${file}:${reference.line}`,
  }));

const FILE_ENDING =
  /\.(conf|cfg|cnf|ini|json|ya?ml|toml|xml|properties|env|txt|csv|pem|key|crt|cert|cer|p12|pfx|jks|sql|sh|py|js|ts|rb|php|lua|html?|css|passwd|htpasswd|list|rules|te?mpl(ate)?|j2|vcl|sqlite3?|log)$/i;
const FILE_NAME = /^\.?(env(\..+)?|htpasswd|htaccess|pgpass|netrc|passwd|Caddyfile)$|^\.[a-z]+rc$/;

/**
 * Whether a mount is of a single file, by what the two sides are called: `./nginx.conf:/etc/nginx/nginx.conf`. Nothing
 * else tells before it is there; Docker makes a folder of what is missing.
 */
export const looksLikeFile = ({path, target = ''}: Pick<WrittenReference, 'path' | 'target'>): boolean => {
  if (path.endsWith('/') || target.endsWith('/')) return false;
  return [path, target]
    .map(side => side.slice(side.lastIndexOf('/') + 1))
    .some(name => FILE_ENDING.test(name) || FILE_NAME.test(name));
};
