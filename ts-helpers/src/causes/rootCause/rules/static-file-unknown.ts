import type {Rule} from '../rule.ts';

export const staticFileUnknown: Rule = {
  name: 'static-file-unknown',

  patterns: [/Missing staticfiles manifest entry for '(?<file>[^']+)'/],
  lacks: ({groups: {file}}) => (file === undefined ? [] : [{kind: 'file', name: file}]),
  sentence: ({groups: {file}}) => `Django has no static file ${file}: it was not collected.`,
  remedy: ({groups: {file}}) =>
    `Correct the name ${file} in the template, or commit the file, and run python manage.py collectstatic --noinput in the Dockerfile; no volume may lie over STATIC_ROOT. Tests need no manifest: a plain StaticFilesStorage in their settings.`,
};
