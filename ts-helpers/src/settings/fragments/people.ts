import * as z from 'zod/mini';
import {isOfDomain} from '../../history/people.ts';
import {defined, defineSettings} from '../fragment.ts';
import {described, domain, text} from '../keys.ts';
import {domainsIn} from '../variables.ts';

export interface MailSettings {
  from?: string;
  when: 'fallback' | 'always' | 'never';
  /** The organisation's word: whose addresses are mailed, and single addresses besides. */
  domains: readonly string[];
  addresses: readonly string[];
}

export interface PeopleSettings {
  /** Addresses that reach people, by the address or the name that git has. */
  people: Record<string, string>;
  /** Absent where nobody set it up. */
  mail?: MailSettings;
}

const ofBoth = {
  from: described(
    z.email('must be an e-mail address'),
    'Sender. Default: the user of SMTP_URL where that is an address, else jenkins@ the mail server.',
  ),
  when: described(
    z.enum(['fallback', 'always', 'never'], 'must be fallback, always or never'),
    'Whether people are mailed in any case, or where Slack is not set up or does not answer. Default: fallback.',
  ),
};
const ofOrganisation = {
  ...ofBoth,
  domains: described(
    z.array(domain),
    'Domains whose addresses are mailed: what a commit says of its author is anybody’s to write. Default: none but the addresses under `people`.',
  ),
};

const describedMail = <T extends z.ZodMiniType>(schema: T) =>
  described(schema, 'Mail to the people who are blamed, sent by the server of SMTP_URL.', {
    from: 'ci@example.org',
  } as z.input<T>);

const keys = {
  people: described(
    z.record(text, z.email('must be an e-mail address')),
    'Address that reaches a person, by the address or the name that git has.',
    {'12345+ada@users.noreply.github.com': 'ada@example.org'},
  ),
};

/** Whom messages reach: a mail whom the organisation says, for authors' addresses are anybody's to write. */
export const people = defineSettings({
  project: {...keys, mail: describedMail(z.strictObject(ofBoth))},
  organisation: {...keys, mail: describedMail(z.strictObject(ofOrganisation))},
  settle: ({variables, organisation, own, given}): PeopleSettings => {
    const known = {people: {...organisation.people, ...own.people, ...given.people}};
    const domains = [...domainsIn(variables.mailDomains), ...(organisation.mail?.domains ?? [])];
    if (domains.length === 0 && !organisation.mail && !own.mail && !given.mail) return known;
    const from = given.mail?.from ?? own.mail?.from;
    const sender = from !== undefined && isOfDomain(from, domains) ? from : organisation.mail?.from;
    const when = given.mail?.when ?? own.mail?.when ?? organisation.mail?.when ?? 'fallback';
    const addresses = Object.values(organisation.people ?? {});
    return {...known, mail: {when, ...defined({from: sender}), domains, addresses}};
  },
});
