/** What Compose has against a file that it could read, taken apart. */
export interface Complaint {
  /** Where it stands in the file: `services`, `web`, `environment`, `labels`. */
  path: readonly string[];
  /** A service names what nobody defines. */
  missing?: {service: string; kind: string; name: string};
  /** A key that Compose does not know there. */
  unknown?: string;
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

const invalidIn = (message: string): Complaint | undefined => {
  const at = message.indexOf(' ');
  const path = message.slice(0, at).split('.');
  const said = message.slice(at + 1);
  if (!SECTIONS.has(path[0] ?? '') || at === -1) return undefined;
  const [, unknown] = /^additional properties '([^']+)' not allowed/.exec(said) ?? [];
  return unknown === undefined ? {path, said} : {path: [...path, unknown], unknown, said};
};

const SECTIONS = new Set(['services', 'volumes', 'networks', 'secrets', 'configs', 'additional']);
