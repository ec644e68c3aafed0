import type {FirstTelling} from '../../seam/firstTelling.ts';
import {addsFailure} from '../../seam/firstTelling.ts';
import {headlineOf} from '../../story/headline.ts';
import {plainMessage} from '../../story/plainMessage.ts';
import {isNoreply, isOfDomain, type Person} from '../../history/people.ts';
import type {MailSettings} from '../../settings/settings.ts';
import {type Telling, tellsOfBreakage} from '../../story/telling.ts';
import type {Mail} from '../services/mail.ts';
import {nameRemedy} from '../../slack/remedies.ts';
import {messageOf} from '../../errors/userError.ts';

export interface MailOutcome {
  /** Addresses that the server took it for. */
  mailedTo: string[];
  /** By which later mails refer to the first of them. */
  id?: string;
  /** That one's subject. */
  subject?: string;
  problems: string[];
}

const MOST_ADDRESSES = 10;

/** Whom the organisation lets mails reach. */
export type MailReach = Pick<MailSettings, 'domains' | 'addresses'>;

/** Mails a failure to those who are blamed, and the fix to those who were. Never throws. */
export const tellByMail = async (
  telling: Telling,
  mail: Mail,
  {
    report,
    reach,
    first,
    server,
  }: {
    report: string | undefined;
    reach: MailReach;
    first: FirstTelling | undefined;
    /** What holds its address. */
    server: string;
  },
): Promise<MailOutcome> => {
  if (first?.mail && !addsFailure(first, telling.story.failures)) return {...first.mail, problems: []};
  const people = addressees(telling);
  const to = people.filter(person => mayReach(person, reach)).slice(0, MOST_ADDRESSES);
  const strangers = people.filter(person => !mayReach(person, reach)).map(stranger);
  if (to.length === 0) return {mailedTo: [], problems: strangers};
  const begun = beginning(telling, first);
  try {
    const {id, refused} = await mail.send({
      to,
      subject: begun === undefined ? headlineOf(telling) : `Re: ${begun.subject}`,
      text: plainMessage(telling),
      ...(begun !== undefined && {inReplyTo: begun.id}),
      ...(report !== undefined && {attachment: {name: 'report.html', content: report}}),
    });
    const reached = to.filter(({email}) => !refused.some(one => one.email === email));
    return {
      mailedTo: reached.map(({email}) => email),
      ...(begun ?? {id, subject: headlineOf(telling)}),
      problems: [...refused.map(notTaken), ...strangers],
    };
  } catch (error) {
    const unreachable = `the mail was not sent: ${messageOf(error)}.`;
    return {
      mailedTo: [],
      problems: [`${unreachable} ${nameRemedy(error) ?? `Check ${server}.`}`, ...strangers],
    };
  }
};

/** The first mail about this breakage: programs for mail make a thread of what refers to it and is called as it is. */
const beginning = (
  telling: Telling,
  first: FirstTelling | undefined,
): {id: string; subject: string} | undefined => {
  const {ended, breakage} = telling.story.course;
  const {mail: id, mailSubject: subject = headlineOf(telling)} = ended ?? breakage ?? {};
  if (id !== undefined) return {id, subject};
  return first?.mail && {id: first.mail.id, subject: first.mail.subject};
};

const addressees = ({kind, story}: Telling): readonly Person[] => {
  const people = kind === 'fixed' ? (story.course.ended?.people ?? []) : story.blame.people;
  return kind === 'fixed' || tellsOfBreakage(kind) ? people.filter(person => !isNoreply(person)) : [];
};

const mayReach = ({email}: Person, {domains, addresses}: MailReach): boolean =>
  isOfDomain(email, domains) || addresses.some(known => known.toLowerCase() === email.toLowerCase());

const notTaken = ({email, reason}: {email: string; reason: string}): string =>
  `the mail server did not take it for ${email}: ${reason}. Correct the address in git (user.email), or let the server take it.`;

const stranger = ({email}: Person): string =>
  `${email} was not mailed: the organisation names neither the address (\`people\`) nor its domain (\`mail: {domains}\`).`;
