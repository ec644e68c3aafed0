/** What Compose has against a file that it could read, taken apart. */
export interface Complaint {
  /** Where it stands in the file: `services`, `web`, `environment`, `labels`. */
  path: readonly string[];
  /** A service names what nobody defines. */
  missing?: {service: string; kind: string; name: string};
  /** Keys that Compose does not know there. */
  unknown?: readonly string[];
  /** In Compose's words: `must be a boolean, null, number or string`. */
  said: string;
}

/** Undefined where it says something else. */
export const complaintIn = (message: string): Complaint | undefined =>
  missingIn(message) ?? invalidIn(message.replace(/^validating [^:]+: /, ''));

const missingIn = (message: string): Complaint | undefined => {
  const [, service, kind, name] =
    /^service "([^"]+)" (?:refers to|depends on) undefined (\w+) "?([^\s":]+)/.exec(message) ?? [];
  if (service === undefined || kind === undefined || name === undefined) return undefined;
  const list = kind === 'service' ? 'depends_on' : `${kind}s`;
  return {
    path: ['services', service, list],
    missing: {service, kind, name},
    said: 'names what is not defined',
  };
};

const invalidIn = (message: string): Complaint | undefined => unknownIn(message) ?? valueIn(message);

/** `services.web additional properties 'comand', 'prots' not allowed`; at the top of a file without a path. */
const unknownIn = (message: string): Complaint | undefined => {
  const [, at, names] =
    /^(\S*) ?additional properties ('[^']+'(?:, '[^']+')*) not allowed/.exec(message) ?? [];
  if (at === undefined || names === undefined) return undefined;
  return {
    path: at === '' ? [] : at.split('.'),
    // Compose has them in another order each time.
    unknown: names.slice(1, -1).split("', '").sort(),
    said: message.slice(at.length).trimStart(),
  };
};

/** `services.web.ports must be a array`, `'services[web].mem_limit' invalid suffix: 'xb'` */
const valueIn = (message: string): Complaint | undefined => {
  const at = message.indexOf(' ');
  const path = message
    .slice(0, Math.max(at, 0))
    .replace(/^'([^']+)'$/, '$1')
    .split(/[.[\]]+/)
    .filter(part => part !== '');
  return SECTIONS.has(path[0] ?? '') ? {path, said: message.slice(at + 1)} : undefined;
};

const SECTIONS = new Set(['services', 'volumes', 'networks', 'secrets', 'configs']);
