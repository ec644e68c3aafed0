import {entry, EXIT} from './entry.ts';

/** Sentry. */
export const sentry = {
  SENTRY_NOT_SET_UP: entry(
    EXIT.usage,
    'Something that Sentry cannot be asked without is missing: a token, or the organisation.',
    'Make a token in Sentry (Settings, Developer Settings, Internal Integration; scopes project:write, alerts:write, org:read), set SENTRY_AUTH_TOKEN to it and SENTRY_ORG to the slug of the organisation: docs/how-to/configure-sentry.md.',
  ),
  SENTRY_ORGANIZATION_UNKNOWN: entry(
    EXIT.usage,
    'The Sentry organisation does not exist, or the token does not belong to it.',
    'Correct `sentry: {organization}`: it is the slug in the address, https://<organization>.sentry.io.',
  ),
  SENTRY_TEAM_UNKNOWN: entry(
    EXIT.usage,
    'Nothing tells which Sentry team a new project belongs to, or there is no such team.',
    'Set `sentry: {team}` to the slug of one of the teams.',
  ),
  SENTRY_SLUG_TAKEN: entry(
    EXIT.conflict,
    'A Sentry project of that name belongs to another team, or is being deleted.',
    'Choose another name with `sentry: {project}` in countable.yml, or add the team to that project in Sentry.',
  ),
  SENTRY_NAME_TOO_LONG: entry(
    EXIT.usage,
    'The name of a Sentry project has 50 characters at most.',
    'Give it a shorter one with `sentry: {project}` in countable.yml.',
  ),
  SENTRY_SLACK_MISSING: entry(
    EXIT.service,
    "Sentry's Slack integration is not installed, so that alerts cannot go to Slack.",
    'Install it in Sentry: Settings, Integrations, Slack, Add Workspace. Then run it again.',
  ),
  SENTRY_CHANNEL_REFUSED: entry(
    EXIT.service,
    'Sentry cannot write to the Slack channel.',
    'Create the channel, invite the Sentry app into it where it is private (/invite @Sentry), or set `slack: {channel}`.',
  ),
  SENTRY_UPTIME_REFUSED: entry(
    EXIT.service,
    'Sentry does not make the uptime monitor.',
    'Look at the quota of uptime monitors in Sentry, or set `sentry: {uptime: none}`.',
  ),
  SENTRY_DRIFT: entry(
    EXIT.conflict,
    'Somebody changed by hand in Sentry what countable had set up there.',
    'Keep it so, or bring it back: countable sentry --repair',
  ),
  SOURCE_MAPS_FAILED: entry(
    EXIT.service,
    'The source maps could not be uploaded to Sentry.',
    'Its last lines say why; `sentry: {sourceMaps: none}` goes without.',
  ),
} as const;
