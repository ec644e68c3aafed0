import {isHarmlessDevice, placeOf, type Surroundings} from './places.ts';
import {given, kept, leftOut, listOf, mapOf, own, quietly, shared, type Finding, type Rule} from './note.ts';

/** The service that a rule is about. */
export interface OfService {
  name: string;
  around: Surroundings;
}

export type ServiceRule = Rule<OfService>;

export const dropped =
  (says: (value: unknown) => string): ServiceRule =>
  (value, {name}) =>
    isEmpty(value) ? leftOut() : leftOut(quietly(`${name} ${says(value)}`));

export const isEmpty = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Stays, and is told by `find` of each of its entries. */
export const each =
  (find: (entry: unknown, of: OfService) => Finding | undefined): ServiceRule =>
  (value, of) =>
    kept(
      value,
      ...listOf(value)
        .map(entry => find(entry, of))
        .filter(finding => finding !== undefined),
    );

export const grants =
  (key: string, says: string, counts: (value: unknown) => boolean = value => value !== false): ServiceRule =>
  (value, {name}) =>
    counts(value) ? kept(value, given(`${name} ${says}`, key)) : kept(value);

/** Of a service of this project, or of none. Any other container is somebody else's. */
const isOwnSpace = (value: unknown): boolean => /^($|private$|none$|shareable$|service:)/.test(String(value));

export const hostSpace =
  (key: string, whole: string): ServiceRule =>
  (value, {name}) => {
    if (isOwnSpace(value)) return kept(value);
    if (value === 'host') return kept(value, given(`${name} has ${whole} of this machine`, `${key}: host`));
    return kept(value, shared(`${name} has the ${key} of ${String(value)}`));
  };

export const networkMode: ServiceRule = (value, {name}) => {
  if (isOwnSpace(value)) return kept(value);
  if (value === 'bridge' || value === 'default')
    return leftOut(own(`${name} is in a network of this run, not in Docker's bridge`));
  if (value === 'host')
    return kept(value, shared(`${name} has the network of this machine`, 'network_mode: host'));
  return kept(value, shared(`${name} has the network of ${String(value)}`));
};

/** What Docker gives every container. */
const USUAL_CAPABILITIES = new Set(
  (
    'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP ' +
    'SETUID SYS_CHROOT'
  ).split(' '),
);

export const capability = (entry: unknown, {name}: OfService): Finding | undefined => {
  const word = String(entry).toUpperCase().replace(/^CAP_/, '');
  if (USUAL_CAPABILITIES.has(word)) return undefined;
  return given(`${name} has the capability ${word}`, `cap_add: ${word}`, [String(entry)]);
};

export const device = (entry: unknown, {name, around}: OfService): Finding | undefined => {
  const source = String(mapOf(entry)['source'] ?? entry);
  const place = placeOf(source, around);
  if (isHarmlessDevice(place)) return undefined;
  return given(`${name} has the device ${source}`, source.startsWith('/') ? place.real : source, [source]);
};

export const securityOption = (entry: unknown, {name}: OfService): Finding | undefined => {
  const option = String(entry);
  if (/^no-new-privileges([:=]true)?$/.test(option)) return undefined;
  return given(`${name} has the security option ${option}`, `security_opt: ${option}`, [option]);
};

/** Those that each container has for itself (https://docs.docker.com/reference/cli/docker/container/run/#sysctl). */
const OWN_SYSCTL = /^(net\.|kernel\.(msg|shm|sem)|fs\.mqueue\.)/;

export const sysctls: ServiceRule = (value, {name}) =>
  kept(
    value,
    ...(Array.isArray(value)
      ? value.map(entry => String(entry).split('=')[0] ?? '')
      : Object.keys(mapOf(value))
    )
      .filter(key => !OWN_SYSCTL.test(key))
      .map(key => given(`${name} sets ${key} of this machine`, `sysctls: ${key}`, [key])),
  );

export const ulimits: ServiceRule = (value, {name}) =>
  kept(
    value,
    ...['rtprio', 'rttime', 'nice']
      .filter(key => key in mapOf(value))
      .map(key => given(`${name} may raise its priority by ${key}`, `ulimits: ${key}`, [key])),
  );

/** A graphics card is shared by its driver; other devices are what they are. */
export const deployment: ServiceRule = (value, {name}) => {
  const {labels, ...deploy} = mapOf(value);
  const {devices} = mapOf(mapOf(mapOf(deploy)['resources'])['reservations']);
  const others = listOf(devices).filter(entry => {
    const {driver, capabilities} = mapOf(entry);
    return !listOf(capabilities).includes('gpu') || ![undefined, '', 'nvidia'].includes(driver as string);
  });
  return kept(deploy, ...others.map(() => given(`${name} reserves devices`, 'devices')));
};

export const hooks: ServiceRule = each((entry, {name}) =>
  mapOf(entry)['privileged'] === true ? given(`${name} has a privileged hook`, 'privileged') : undefined,
);
