import type {ComposeModel} from '../../compose/model.ts';
import {readJson} from '../garbled.ts';

/** The model that `docker compose config` prints. A project without a service has no list of them. */
export const modelIn = (text: string): ComposeModel =>
  readJson({command: 'docker compose config', text}, (model: ComposeModel) => {
    const services = model.services ?? {};
    if (![model, services, ...Object.values(services)].every(isMap)) throw new Error('It is no model.');
    return {...model, services};
  });

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Those that a text uses. Of two dollars none begins a variable. */
export const variablesIn = (text: string): string[] => [
  ...new Set(
    [...text.replaceAll('$$', '').matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(match => match[1] as string),
  ),
];

/** Those that Compose warns of. */
export const unsetVariables = (stderr: string): string[] => [
  ...new Set(
    [...stderr.matchAll(/The \\?"([^"\\]+)\\?" variable is not set/g)].map(match => match[1] as string),
  ),
];

/** The last line, without the decoration of Compose's logger. */
export const complaint = (stderr: string): string =>
  (stderr.trim().split('\n').at(-1) ?? '').replace(/^time=\S+ level=\w+ msg=/, '').replace(/^"|"$/g, '');
