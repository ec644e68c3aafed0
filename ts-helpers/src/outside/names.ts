import {Resolver} from 'node:dns/promises';
import {readFile} from 'node:fs/promises';
import {isIP} from 'node:net';

/** No name server says what address a name has. */
export class NameUnresolved extends Error {
  override readonly name = 'NameUnresolved';
}

/** The name that the system's own look-up got no answer for; undefined where it failed of something else. */
export const unanswered = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  return /\bEAI_AGAIN (?<host>\S+)/.exec(error.message)?.groups?.['host'] ?? unanswered(error.cause);
};

export interface NameOptions {
  patienceMs?: number;
  /** Default: those of the machine. */
  servers?: readonly string[];
}

const PATIENCE_MS = 4_000;

/**
 * Throws where no name server answers. The system's own look-up takes half a minute and longer to find that out, and a
 * process does not exit before. A name that no server knows is left to the system, which may know it otherwise.
 */
export const requireNameServer = async (
  host: string,
  {patienceMs = PATIENCE_MS, servers}: NameOptions = {},
): Promise<void> => {
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0 || (await isInHosts(host))) return;
  const resolver = new Resolver();
  if (servers) resolver.setServers(servers);
  const timer = setTimeout(() => {
    resolver.cancel();
  }, patienceMs);
  try {
    await resolver.resolve4(host);
  } catch (error) {
    const {code = ''} = error as NodeJS.ErrnoException;
    if (!NO_SERVER.has(code)) return;
    // What the resolver says of it would only hide this.
    throw nameUnresolved(host, code === 'ECANCELLED' ? ` within ${patienceMs / 1000} s` : '');
  } finally {
    clearTimeout(timer);
  }
};

export const nameUnresolved = (host: string, late = ''): NameUnresolved =>
  new NameUnresolved(`the name ${host} cannot be resolved: no name server of this machine answered${late}`);

const NO_SERVER = new Set(['ECANCELLED', 'ETIMEOUT', 'ECONNREFUSED']);

const isInHosts = async (host: string): Promise<boolean> => {
  const text = await readFile('/etc/hosts', 'utf8').catch(() => '');
  return text.split('\n').some(line => (line.split('#', 1)[0] ?? '').split(/\s+/).slice(1).includes(host));
};
