import type {SettingChange} from './changes.ts';
import {nameOf} from './sourceFiles.ts';
import {cut} from '../text/plain.ts';

/** What differs between two versions of a compose file, already parsed; undefined where there was no file. */
export const composeChanges = (file: string, before: unknown, after: unknown): SettingChange[] => {
  const [old, now] = [settingsOf(before), settingsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter(setting => old.get(setting) !== now.get(setting))
    .map(setting => ({
      file,
      setting,
      before: shown(setting, old.get(setting)),
      after: shown(setting, now.get(setting)),
    }));
};

/** The variables of a `.env` that came, went or changed; their values are nobody's business. */
export const variableChanges = (
  file: string,
  before: string | undefined,
  after: string | undefined,
): SettingChange[] => {
  const [old, now] = [assignments(before), assignments(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter(name => old.get(name) !== now.get(name))
    .map(name => ({
      file,
      setting: name,
      before: old.has(name) ? SECRET : null,
      after: now.has(name) ? SECRET : null,
    }));
};

const assignments = (text = ''): Map<string, string> =>
  new Map(
    text.split('\n').flatMap(line => {
      const [name = '', ...value] = line.split('=');
      return value.length === 0 || name.startsWith('#') ? [] : [[name.trim(), value.join('=')] as const];
    }),
  );

/** A name that compose files have where the settings name no other. */
export const isComposeName = (file: string): boolean =>
  /^(?:docker-compose|compose|dc)(?:\.[\w-]+)*\.ya?ml$/.test(nameOf(file));

/** Whether it is one by what it says: the settings, or an `include`, may name it as they like. */
export const isComposeDocument = (document: unknown): boolean => {
  const services = Object.values(mapOf(mapOf(document)['services']));
  return services.length > 0 && services.every(service => Object.keys(mapOf(service)).length > 0);
};

/** The images that the stages of a Dockerfile begin with, where they differ. */
export const baseImageChanges = (
  file: string,
  before: string | undefined,
  after: string | undefined,
): SettingChange[] => {
  const [old, now] = [baseImages(before), baseImages(after)];
  return old === now ? [] : [{file, setting: 'FROM', before: old, after: now}];
};

const baseImages = (text: string | undefined): string | null =>
  text === undefined
    ? null
    : text
        .split('\n')
        .flatMap(line => FROM.exec(line)?.[1] ?? [])
        .join(', ');

const FROM = /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i;

/** Every setting by its path: `web.image`, `web.ports`, `volumes.data`; deeper ones in one piece. */
const settingsOf = (document: unknown): Map<string, string> => {
  const settings = new Map<string, string>();
  for (const [section, content] of Object.entries(mapOf(document))) {
    for (const [name, definition] of Object.entries(mapOf(content))) {
      const path = section === 'services' ? name : `${section}.${name}`;
      if (section !== 'services') settings.set(path, textOf(definition));
      else for (const [key, value] of flattened(mapOf(definition))) settings.set(`${path}.${key}`, value);
    }
  }
  return settings;
};

/**
 * Variables one by one: which of them changed matters, its value is nobody's business. And what a health check asks is
 * another thing than how long it waits.
 */
const flattened = (service: Record<string, unknown>): [string, string][] =>
  Object.entries(service).flatMap(([key, value]): [string, string][] => {
    if (key === ENVIRONMENT) return variablesOf(value).map(([name, text]) => [`${key}.${name}`, text]);
    if (key === HEALTH_CHECK)
      return Object.entries(mapOf(value)).map(([name, part]) => [`${key}.${name}`, textOf(part)]);
    return [[key, textOf(value)]];
  });

const ENVIRONMENT = 'environment';
const HEALTH_CHECK = 'healthcheck';

const variablesOf = (value: unknown): [string, string][] =>
  Array.isArray(value)
    ? value.map(entry => {
        const [name = '', ...rest] = String(entry).split('=');
        return [name, rest.join('=')];
      })
    : Object.entries(mapOf(value)).map(([name, text]) => [name, textOf(text)]);

const SECRET = '(not shown)';
const LONGEST = 200;

const shown = (setting: string, value: string | undefined): string | null => {
  if (value === undefined) return null;
  // Build arguments and commands carry secrets now and then as well.
  if (/\.(environment\.|build$|command$|entrypoint$|labels$)|^(secrets|configs|x-[^.]*)\./.test(setting))
    return SECRET;
  return cut(value, LONGEST + 1);
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));

const mapOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
