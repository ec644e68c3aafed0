import {isWithin} from '../text/paths.ts';
/** What a path of this machine leads to, once links are followed. */
export interface Place {
  real: string;
  /** `unknown` where this user may not see it. */
  kind: 'file' | 'folder' | 'socket' | 'pipe' | 'device' | 'missing' | 'unknown';
}

/** What is around a test run. */
export interface Surroundings {
  /** Docker's name of the throw-away project. */
  composeProject: string;
  /** The checked-out project, links followed. */
  workspace: string;
  /** Of every path that the model names. */
  places: ReadonlyMap<string, Place>;
  /** What the organisation lets this project's tests have. */
  permits: readonly string[];
  /** Marks what the run makes. */
  labels: Readonly<Record<string, string>>;
}

export const DOCKER_SOCKET = 'docker.sock';

export const DOCKER_SOCKETS: ReadonlySet<string> = new Set(['/run/docker.sock', '/var/run/docker.sock']);

/** Time zones and certificates: the same on every machine, and nobody's secret. */
const HARMLESS = [
  '/etc/localtime',
  '/etc/timezone',
  '/usr/share/zoneinfo',
  '/etc/ssl/certs',
  '/etc/pki/tls/certs',
  '/etc/pki/ca-trust',
  '/usr/share/ca-certificates',
  '/usr/local/share/ca-certificates',
];

const HARMLESS_DEVICES = new Set(['null', 'zero', 'full', 'random', 'urandom'].map(name => `/dev/${name}`));

export const placeOf = (path: string, {places}: Pick<Surroundings, 'places'>): Place =>
  places.get(path) ?? {real: path, kind: 'unknown'};

/** Nothing unknown is: it may be a link. */
export const isInside = ({real, kind}: Place, folder: string): boolean =>
  kind !== 'unknown' && isWithin(real, folder);

export const isHarmless = ({real}: Place): boolean => HARMLESS.some(folder => isWithin(real, folder));

export const isHarmlessDevice = ({real}: Place): boolean => HARMLESS_DEVICES.has(real);

/** By what name the organisation allows a place outside of the workspace. */
export const permitOf = ({real, kind}: Place): string =>
  kind === 'socket' && DOCKER_SOCKETS.has(real) ? DOCKER_SOCKET : real;

/** A path allows everything below it. */
export const isPermitted = (permit: string | undefined, permits: readonly string[]): boolean =>
  permit !== undefined &&
  permits.some(
    one => one === permit || (one.startsWith('/') && permit.startsWith('/') && isWithin(permit, one)),
  );
