import {organisationSchema, settingsSchema} from '../settings/schema.ts';
import {type MailSettings, type Settings, settled} from '../settings/settings.ts';
import {checkVariables} from '../settings/variables.ts';
import {UserError} from '../errors/userError.ts';
import {argumentPlace, fromArguments, fromYaml, placeIn} from './settingsFile.ts';

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
  const own = project ? fromYaml(project, settingsSchema) : {};
  const given = options ? fromArguments(options, settingsSchema) : {};
  const settings = settled({
    variables,
    organisation: organisation ? fromYaml(organisation, organisationSchema) : {},
    own,
    given,
    repository,
  });
  if (given.health?.settle !== undefined) refuseLateSettling(settings, argumentPlace(['health']));
  else if (project && own.health?.settle !== undefined)
    refuseLateSettling(settings, placeIn(project, ['health', 'settle']));
  return settings;
};

/** What an organisation says for all counts as far as a project's minutes go. */
const refuseLateSettling = ({health: {settle = 0, minutes}}: Settings, where: string): void => {
  const most = minutes * 30;
  if (settle <= most) return;
  throw new UserError(
    'BAD_SETTING',
    `health.settle: must be at most ${most} seconds, half of the ${minutes} minutes of \`health.minutes\`, and is ${settle}.`,
    {where, remedy: 'Lower it, or raise `health.minutes`: what settles late cannot be judged any more.'},
  );
};

/** What the organisation says of mail alone: for builds whose own settings are not known, or are what is wrong. */
export const organisationMail = ({
  variables = {},
  organisation: file,
}: Pick<SettingsSources, 'variables' | 'organisation'>): MailSettings | undefined => {
  const organisation = file ? fromYaml(file, organisationSchema) : {};
  return settled({variables, organisation, own: {}, given: {}}).mail;
};
