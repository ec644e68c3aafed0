import {stringify} from 'yaml';

/** A Job DSL script for the plugin Configuration as Code, which expands `${…}` unless told not to. */
export const casc = (script: string): string =>
  `# Written by \`countable jenkins jobs --files\`.\n${stringify({jobs: [{script: script.replaceAll('${', '^${')}]})}`;
