import * as z from 'zod/mini';
import {UserError} from '../errors/userError.ts';
import {suggestion} from '../text/suggestion.ts';
import {channel, domain} from './keys.ts';
import {PRODUCTIONS} from './production.ts';

/** Of the environment, or of the controller. */
export interface SettingsVariables {
  slackChannel?: string | undefined;
  deployRoot?: string | undefined;
  sentryUrl?: string | undefined;
  sentryOrganization?: string | undefined;
  sentryTeam?: string | undefined;
  /** `separate`, or `same` for the same job. */
  production?: string | undefined;
  /** Domains, separated by commas. */
  mailDomains?: string | undefined;
  backupBucket?: string | undefined;
}

/**
 * Refuses a value that cannot be: what is not understood would count as not said, and production as unprotected. Throws
 * BAD_ARGUMENT.
 */
export const checkVariables = ({production, slackChannel, mailDomains}: SettingsVariables): void => {
  if (production !== undefined && !PRODUCTIONS.some(known => known === production))
    throw refusal('COUNTABLE_PRODUCTION', `must be ${PRODUCTIONS.join(' or ')}, not ${production}`, {
      near: suggestion(production.trim().toLowerCase(), PRODUCTIONS),
    });
  refuseUnlike(channel, slackChannel, {variable: 'COUNTABLE_SLACK_CHANNEL'});
  for (const name of domainsIn(mailDomains))
    refuseUnlike(domain, name, {
      variable: 'COUNTABLE_MAIL_DOMAINS',
      near: name.slice(name.lastIndexOf('@') + 1),
    });
};

/** Separated by commas. */
export const domainsIn = (mailDomains = ''): string[] =>
  mailDomains
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);

const refuseUnlike = (
  schema: z.ZodMiniType<string>,
  value: string | undefined,
  {variable, near}: {variable: string; near?: string},
): void => {
  const {error} = value === undefined ? {} : z.safeParse(schema, value);
  if (error === undefined) return;
  const isBetter = near !== undefined && z.safeParse(schema, near).success;
  throw refusal(variable, `${error.issues[0]?.message}, and is ${value}`, {
    near: isBetter ? near : undefined,
  });
};

const refusal = (variable: string, what: string, {near}: {near: string | undefined}): UserError =>
  new UserError('BAD_ARGUMENT', `${variable} ${what}.`, {
    where: variable,
    remedy: near === undefined ? `Correct ${variable}, or unset it.` : `Did you mean ${variable}=${near}?`,
  });
