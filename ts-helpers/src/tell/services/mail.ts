import {createTransport} from 'nodemailer';
import type {Person} from '../../history/people.ts';
import {nameUnresolved, requireNameServer, unanswered} from '../../outside/names.ts';
import {within} from '../../outside/patience.ts';

/** A mail server. */
export interface Mail {
  /** Sends one mail to all of them. Throws when the server takes it for none, or its address is none. */
  send(letter: Letter): Promise<Sent>;
}

export interface Sent {
  /** Its Message-ID. */
  id: string;
  /** Addresses that the server did not take it for, with its words. */
  refused: {email: string; reason: string}[];
}

export interface Letter {
  to: readonly Person[];
  subject: string;
  text: string;
  /** Message-ID of the mail that it continues. */
  inReplyTo?: string;
  attachment?: {name: string; content: string};
}

const PATIENCE_MS = 10_000;
/** The other limits begin anew with every letter that a server sends. */
const IN_ALL_MS = 30_000;

/**
 * `url`: `smtp://user:password@host:587`, with `?requireTLS=true` where it must not go in the clear, or `smtps://…`, as
 * nodemailer reads it (https://nodemailer.com/smtp).
 */
export const createMail = ({url, from}: {url: string; from?: string | undefined}): Mail => ({
  async send({to, subject, text, inReplyTo, attachment}) {
    const address = smtpAddress(url);
    await requireNameServer(address.hostname);
    const transport = createTransport({
      ...encrypted(url, address),
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
    });
    try {
      const sending = transport.sendMail({
        from: {name: 'Jenkins', address: from ?? senderOf(address)},
        to: to.map(({name, email}) => ({name, address: email})),
        subject,
        text,
        // Answers of machines to machines go round in circles.
        headers: {'Auto-Submitted': 'auto-generated'},
        ...(inReplyTo !== undefined && {inReplyTo, references: inReplyTo}),
        ...(attachment && {
          attachments: [{filename: attachment.name, content: attachment.content, contentType: 'text/html'}],
        }),
      });
      const {messageId, rejectedErrors = []} = await within(IN_ALL_MS, sending);
      return {id: messageId, refused: rejectedErrors.map(refusal)};
    } catch (error) {
      const host = unanswered(error);
      throw host === undefined ? error : nameUnresolved(host);
    } finally {
      transport.close();
    }
  },
});

/** A host alone is an address of its own scheme to URL: `mail.example.org:587`. */
const smtpAddress = (url: string): URL => {
  if (!/^\s*smtps?:\/\/[^/]/i.test(url))
    throw new Error('its address is none of a mail server: it has to begin with smtp:// or smtps://');
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !isWhole(address))
    throw new Error(
      'its address cannot be read: in a user or a password @ is written as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25',
    );
  return address;
};

/** A letter of a password that means something in an address would leave the rest of it, and the host, behind. */
const isWhole = ({username, password, pathname, search, hash}: URL): boolean =>
  hash === '' && !`${pathname}${search}`.includes('@') && [username, password].every(isEncoded);

const isEncoded = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

/** As the address says: smtps, port 465, or `secure` from the start; `requireTLS` before anything is told. */
const encrypted = (url: string, {port, searchParams}: URL): {url: string; requireTLS?: true} => {
  const asks = (...names: string[]) =>
    [...searchParams].some(
      ([name, value]) => names.includes(name.toLowerCase()) && /^(true|1|yes|required)$/i.test(value),
    );
  // To nodemailer the scheme is stronger than anything else.
  if (port === '465' || asks('secure', 'ssl')) return {url: url.replace(/^smtp:/i, 'smtps:')};
  return {url, ...(asks('requiretls', 'starttls', 'tls') && {requireTLS: true})};
};

const refusal = (error: {
  message: string;
  recipient?: string | undefined;
  response?: string | undefined;
}): Sent['refused'][number] => ({
  email: error.recipient ?? '',
  reason: error.response ?? error.message,
});

const senderOf = ({username, hostname}: URL): string => {
  const user = decodeURIComponent(username);
  return user.includes('@') ? user : `jenkins@${hostname}`;
};
