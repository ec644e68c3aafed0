import assert from 'node:assert/strict';
import {createMail} from '../../ts-helpers/src/tell/services/mail.ts';
import {selfSigned} from './support/certificates.ts';
import {freePort} from './support/deploys.ts';
import {MAIL_PASSWORD, type MailServer, startMail} from './support/mailServer.ts';

describe('mail, through its adapter and a real server', () => {
  let server: MailServer;
  const to = [
    {name: 'Ada 🚀 "the" <Lovelace>', email: 'ada@example.org'},
    {name: 'نور', email: 'nour@example.org'},
  ];
  const letter = {to, subject: '✗ shop develop: Bad (Ada): Test failed', text: 'Why: <b>…</b>\n'};

  beforeEach(async () => {
    server = await startMail();
  });
  afterEach(() => server.stop());

  it('goes to everybody, with odd names, an attachment, and the mark of a machine', async () => {
    const {id, refused} = await createMail({url: server.url}).send({
      ...letter,
      attachment: {name: 'report.html', content: '<!doctype html><p>é</p>'},
    });
    const [{to: envelope, content}] = server.letters as [MailServer['letters'][number]];
    assert.deepEqual(envelope, ['ada@example.org', 'nour@example.org']);
    assert.deepEqual(
      content.to?.map(({name}) => name),
      to.map(({name}) => name),
    );
    assert.deepEqual([content.subject, content.text?.trim()], [letter.subject, letter.text.trim()]);
    assert.equal(content.from?.address, 'ci@example.org');
    assert.deepEqual([content.messageId, refused], [id, []]);
    assert.equal(content.headers.find(({key}) => key === 'auto-submitted')?.value, 'auto-generated');
    const [attachment] = content.attachments;
    assert.deepEqual([attachment?.filename, attachment?.mimeType], ['report.html', 'text/html']);
    assert.equal(new TextDecoder().decode(attachment?.content as ArrayBuffer), '<!doctype html><p>é</p>');
  });

  it('continues the thread of an earlier mail, from the sender that the settings name', async () => {
    const mail = createMail({url: server.url, from: 'builds@example.org'});
    const {id: first} = await mail.send(letter);
    await mail.send({...letter, inReplyTo: first});
    assert.equal(server.letters[1]?.content.inReplyTo, first);
    assert.equal(server.letters[1]?.content.from?.address, 'builds@example.org');
  });

  it('says what the server says when it refuses, and shows no password', async () => {
    const wrong = server.url.replace(encodeURIComponent(MAIL_PASSWORD), 'wrong-password');
    await assert.rejects(createMail({url: wrong}).send(letter), (error: Error) => {
      assert.match(error.message, /Invalid user or password/);
      assert.doesNotMatch(error.message, /wrong-password/);
      return true;
    });
  });

  it('says for whom the server did not take it, in its own words', async () => {
    const picky = await startMail({refuses: 'nour@example.org'});
    try {
      const {refused} = await createMail({url: picky.url}).send(letter);
      assert.deepEqual(picky.letters[0]?.to, ['ada@example.org']);
      assert.deepEqual(
        refused.map(({email}) => email),
        ['nour@example.org'],
      );
      assert.match(refused[0]?.reason ?? '', /No such user here/);
    } finally {
      await picky.stop();
    }
  });

  it('says of an address without scheme what it lacks, and not the address, which has a password', async () => {
    const none = [
      'mail.example.org:587',
      'mail.example.org',
      'ci:secret@mail.example.org:587',
      'http://ci:secret@mail.example.org',
      'smtp:mail.example.org',
      '//mail.example.org:25',
      '',
    ];
    for (const url of none)
      await assert.rejects(createMail({url}).send(letter), {
        message: 'its address is none of a mail server: it has to begin with smtp:// or smtps://',
      });
  });

  it('says of an address that cannot be read how a password is written in it', async () => {
    const cannot = [
      'smtp://ci:pa/ss@mail.example.org',
      'smtp://ci:pa?ss@mail.example.org:587',
      'smtps://ci:pa#ss@mail.example.org',
      // Else it were the host ci, and the password its port.
      'smtp://ci:12#ss@mail.example.org',
      'smtp://ci:25/ss@mail.example.org',
      'smtp://ci:25?ss@mail.example.org',
      'smtp://ci:50%@mail.example.org',
      'smtp://c%i:secret@mail.example.org',
    ];
    for (const url of cannot)
      await assert.rejects(
        createMail({url}).send(letter),
        ({message}: Error) =>
          /^its address cannot be read: in a user or a password @ is written as %40/.test(message) &&
          !message.includes('mail.example.org'),
        url,
      );
  });

  it('tells nothing, not even who it is, to a server without the TLS that its address requires', async () => {
    const queries = [
      'requireTLS=true',
      'requiretls=1',
      'starttls=required',
      'tls=true',
      'secure=true',
      'ssl=1',
    ];
    for (const query of queries)
      await assert.rejects(createMail({url: `${server.url}/?${query}`}).send(letter), query);
    await assert.rejects(createMail({url: server.url.replace('smtp:', 'smtps:')}).send(letter));
    assert.deepEqual(server.letters, []);
  });

  it('goes through TLS where the address says so, and only to a server that somebody vouches for', async () => {
    const secret = await startMail({tls: selfSigned()});
    try {
      const trusting = '?tls.rejectUnauthorized=false';
      await assert.rejects(createMail({url: secret.url}).send(letter), /self-signed certificate/);
      await createMail({url: `${secret.url}/${trusting}`}).send(letter);
      const plain = secret.url.replace('smtps:', 'smtp:');
      await createMail({url: `${plain}/${trusting}&secure=true`}).send(letter);
      assert.equal(secret.letters.length, 2);
    } finally {
      await secret.stop();
    }
  });

  it('fails at once where there is no server', async () => {
    const url = `smtp://127.0.0.1:${await freePort()}`;
    await assert.rejects(createMail({url, from: 'a@example.org'}).send(letter), /ECONNREFUSED/);
  });
});
