import type {Rule} from '../rule.ts';

export const npmScriptMissing: Rule = {
  name: 'npm-script-missing',

  patterns: [/npm (?:ERR!|error) Missing script: "(?<script>[^"]+)"/],
  sentence: ({groups: {script = ''}}) => `package.json has no script ${script}.`,
  remedy: ({groups: {script = ''}}) =>
    `Add ${script} under "scripts" of package.json, or call one that npm run lists.`,
};
