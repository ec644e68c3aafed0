import type {Rule} from '../rule.ts';
import {secretFileOf} from '../../words.ts';

export const djangoSetting: Rule = {
  name: 'django-setting',

  patterns: [/ImproperlyConfigured: (?<what>.+)/, /CommandError: You must set settings\.ALLOWED_HOSTS/],
  sentence: ({groups: {what = 'settings.ALLOWED_HOSTS has to be set where DEBUG is off.'}}) =>
    `Django's settings are not complete: ${what}`,
  remedy: ({about, groups: {what = ''}}) => {
    const [name = 'it'] = /[A-Z][A-Z_]{3,}/.exec(what) ?? [];
    return `Set ${name} in the settings module, from the environment: ${secretFileOf(about) === undefined ? `a test value in \`environment:\` of dc.test.yml` : `its value belongs into ${secretFileOf(about)}`}.`;
  },
};
