import type {AddressInfo} from 'node:net';
import PostalMime, {type Email} from 'postal-mime';
import {SMTPServer} from 'smtp-server';

/** A real mail server that keeps what it gets. */
export interface MailServer {
  /** As SMTP_URL has it. */
  url: string;
  letters: ReceivedLetter[];
  stop(): Promise<void>;
}

interface ReceivedLetter {
  /** Of the envelope. */
  to: string[];
  content: Email;
}

export const MAIL_PASSWORD = 'mail-p@ssword';

/** `tls`: encrypted from the start. `refuses`: an address that it does not know. */
export const startMail = async ({
  tls,
  refuses,
}: {tls?: {key: string; cert: string}; refuses?: string} = {}): Promise<MailServer> => {
  const letters: ReceivedLetter[] = [];
  const server = new SMTPServer({
    ...(tls && {secure: true, ...tls}),
    onRcptTo({address}, _, done) {
      if (address === refuses) done(new Error('No such user here'));
      else done();
    },
    // Its certificate is its own, which nobody trusts.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({username, password}, _, done) {
      if (username === 'ci@example.org' && password === MAIL_PASSWORD) done(null, {user: username});
      else done(new Error('Invalid user or password'));
    },
    onData(stream, {envelope}, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then(content => {
          letters.push({to: envelope.rcptTo.map(({address}) => address), content});
          done();
        });
      });
    },
  });
  // Of clients that go away: what is wrong, they know.
  server.on('error', () => undefined);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.server.address() as AddressInfo;
  const login = `${encodeURIComponent('ci@example.org')}:${encodeURIComponent(MAIL_PASSWORD)}`;
  return {
    url: `${tls ? 'smtps' : 'smtp'}://${login}@127.0.0.1:${port}`,
    letters,
    stop: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
      }),
  };
};
