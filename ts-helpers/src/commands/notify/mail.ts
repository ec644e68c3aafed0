import {headlineOf} from '../../domain/message/words.ts';
import {plainMessage} from '../../domain/message/plain.ts';
import {isNoreply, type Person} from '../../domain/people.ts';
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

/** Mails a failure to those who are blamed, and the fix to those who were. Never throws. */
export const tellByMail = async (
  telling: Telling,
  mail: Mail,
  reportHtml: string | undefined,
): Promise<MailOutcome> => {
  const {story} = telling;
  const {ended, breakage} = story.course;
  const isFixed = telling.kind === 'fixed';
  const people: readonly Person[] = isFixed ? (ended?.people ?? []) : story.blame.people;
  const to = people.filter(person => !isNoreply(person)).slice(0, MOST_ADDRESSES);
  if (!(isFixed || tellsOfBreakage(telling.kind)) || to.length === 0) return {mailedTo: [], problems: []};
  const first = (ended ?? breakage)?.mail;
  try {
    const id = await mail.send({
      to,
      subject: headlineOf(telling),
      text: plainMessage(telling),
      ...(first !== undefined && {inReplyTo: first}),
      ...(reportHtml !== undefined && {attachment: {name: 'report.html', content: reportHtml}}),
    });
    return {mailedTo: to.map(({email}) => email), id: first ?? id, problems: []};
  } catch (error) {
    const unreachable = `the mail was not sent: ${messageOf(error)}.`;
    return {mailedTo: [], problems: [`${unreachable} Check the credential countable-smtp-url.`]};
  }
};
