import {headlineOf} from '../../domain/message/words.ts';
import {plainMessage} from '../../domain/message/plain.ts';
import {isNoreply, isOfDomain, type Person} from '../../domain/people.ts';
import type {MailSettings} from '../../domain/settings.ts';
import {type Telling, tellsOfBreakage} from '../../domain/telling.ts';
import type {Mail} from '../../adapters/mail.ts';
import {messageOf} from '../../errors.ts';

export interface MailOutcome {
  /** Addresses that the server took it for. */
  mailedTo: string[];
  /** By which later mails refer to this one. */
  id?: string;
  problems: string[];
}

const MOST_ADDRESSES = 10;

/** Whom the organisation lets mails reach. */
export type MailReach = Pick<MailSettings, 'domains' | 'addresses'>;

/** Mails a failure to those who are blamed, and the fix to those who were. Never throws. */
export const tellByMail = async (
  telling: Telling,
  mail: Mail,
  {report, reach}: {report: string | undefined; reach: MailReach},
): Promise<MailOutcome> => {
  const {ended, breakage} = telling.story.course;
  const people = addressees(telling);
  const to = people.filter(person => mayReach(person, reach)).slice(0, MOST_ADDRESSES);
  const strangers = people.filter(person => !mayReach(person, reach)).map(stranger);
  if (to.length === 0) return {mailedTo: [], problems: strangers};
  const first = (ended ?? breakage)?.mail;
  try {
    const id = await mail.send({
      to,
      subject: headlineOf(telling),
      text: plainMessage(telling),
      ...(first !== undefined && {inReplyTo: first}),
      ...(report !== undefined && {attachment: {name: 'report.html', content: report}}),
    });
    return {mailedTo: to.map(({email}) => email), id: first ?? id, problems: strangers};
  } catch (error) {
    const unreachable = `the mail was not sent: ${messageOf(error)}.`;
    return {
      mailedTo: [],
      problems: [`${unreachable} Check the credential countable-smtp-url.`, ...strangers],
    };
  }
};

const addressees = ({kind, story}: Telling): readonly Person[] => {
  const people = kind === 'fixed' ? (story.course.ended?.people ?? []) : story.blame.people;
  return kind === 'fixed' || tellsOfBreakage(kind) ? people.filter(person => !isNoreply(person)) : [];
};

const mayReach = ({email}: Person, {domains, addresses}: MailReach): boolean =>
  isOfDomain(email, domains) || addresses.some(known => known.toLowerCase() === email.toLowerCase());

const stranger = ({email}: Person): string =>
  `${email} was not mailed: the organisation names neither the address (\`people\`) nor its domain (\`mail: {domains}\`).`;
