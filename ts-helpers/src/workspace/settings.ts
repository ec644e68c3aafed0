import {organisationSchema, settingsSchema} from '../settings/schema.ts';
import {type MailSettings, type Settings, settled} from '../settings/settings.ts';
import {checkVariables} from '../settings/variables.ts';
import {fromArguments, fromYaml} from './settingsFile.ts';

export {placeOfSetting} from './settingsFile.ts';
import type {SettingsSources} from './settingsSources.ts';

/** Settings as they count. Throws UNKNOWN_SETTING or BAD_SETTING, naming file and line, and BAD_ARGUMENT, naming the variable. */
export const resolveSettings = ({
  variables = {},
  organisation,
  project,
  options,
  repository,
}: SettingsSources): Settings => {
  checkVariables(variables);
  return settled({
    variables,
    organisation: organisation ? fromYaml(organisation, organisationSchema) : {},
    own: project ? fromYaml(project, settingsSchema) : {},
    given: options ? fromArguments(options, settingsSchema) : {},
    repository,
  });
};

/** What the organisation says of mail alone: for builds whose own settings are not known, or are what is wrong. */
export const organisationMail = ({
  variables = {},
  organisation: file,
}: Pick<SettingsSources, 'variables' | 'organisation'>): MailSettings | undefined => {
  const organisation = file ? fromYaml(file, organisationSchema) : {};
  return settled({variables, organisation, own: {}, given: {}}).mail;
};
