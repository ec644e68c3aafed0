import type {Probe} from '../../health/probes.ts';
import {composeProjectName} from '../../project/conventions.ts';

/** How people reach what is deployed, where that is not by the ports of this machine alone. */
export interface Site {
  project: string;
  number: string;
  /** Name of this machine, as others know it. */
  host: string;
  /** With `{name}`, `{number}` and `{port}` in it. */
  template?: string;
}

/** The addresses that people are told. */
export const siteUrls = (
  probes: readonly Pick<Probe, 'url'>[],
  {project, number, host, template}: Site,
  dockerHost: string,
): string[] => {
  const urls = probes.map(({url}) => new URL(url));
  if (template !== undefined) {
    const values = {'{name}': composeProjectName(project), '{number}': number, '{port}': urls[0]?.port ?? ''};
    return [Object.entries(values).reduce((text, [mark, value]) => text.replaceAll(mark, value), template)];
  }
  return urls.map(url => {
    if (url.hostname === dockerHost && dockerHost === HERE) url.hostname = host;
    return url.href;
  });
};

/** Nobody else reaches it so. */
const HERE = '127.0.0.1';
