import {createTransport} from 'nodemailer';
import type {Person} from '../domain/people.ts';
import {within} from './patience.ts';

/** A mail server. */
export interface Mail {
  /** Sends one mail to all of them; resolves to its Message-ID. Throws when the server takes it for none. */
  send(letter: Letter): Promise<string>;
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

/** `url`: `smtp://user:password@host:587` or `smtps://…`, as nodemailer reads it (https://nodemailer.com/smtp). */
export const createMail = ({url, from}: {url: string; from?: string | undefined}): Mail => ({
  async send({to, subject, text, inReplyTo, attachment}) {
    const transport = createTransport({
      url,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
    });
    try {
      const sending = transport.sendMail({
        from: {name: 'Jenkins', address: from ?? senderOf(new URL(url))},
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
      return (await within(IN_ALL_MS, sending)).messageId;
    } finally {
      transport.close();
    }
  },
});

const senderOf = ({username, hostname}: URL): string => {
  const user = decodeURIComponent(username);
  return user.includes('@') ? user : `jenkins@${hostname}`;
};
