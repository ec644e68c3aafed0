import {inOwnPlace} from '../own.ts';
import type {Rule} from '../rule.ts';

export const templateMissing: Rule = {
  name: 'template-missing',

  patterns: [
    /\bTemplateDoesNotExist: (?<template>[^\s,]+)/,
    /\bTemplateNotFound: '?(?<template>[^\s,']+)/,
    /Unable to find template "(?<template>[^"]+)"/,
    /Failed to lookup view "(?<template>[^"]+)" in views director/,
    /View \[(?<template>[\w.:/-]+)\] not found/,
    /Missing (?:partial|template) (?<template>[\w/.-]+)/,
  ],
  lacks: ({groups: {template}}) => (template === undefined ? [] : [{kind: 'template', name: template}]),
  sentence: ({groups: {template}, service}) =>
    `There is no template ${template}${service === undefined ? '' : ` in ${service}`}.`,
  remedy: seen =>
    `Correct the name${inOwnPlace(seen)}, or commit ${seen.groups['template']} in a folder where templates are looked for (of Django's apps: templates/), not left out by .dockerignore, and copied into the image.`,
};
