import {stringify} from 'yaml';
import {WRITTEN_BY} from '../plan/items.ts';

/** A Job DSL script for the plugin Configuration as Code, which expands `${…}` unless told not to. */
export const casc = (script: string): string =>
  `# ${WRITTEN_BY}.\n${stringify({jobs: [{script: script.replaceAll('${', '^${')}]})}`;
