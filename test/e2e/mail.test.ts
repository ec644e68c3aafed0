import assert from 'node:assert/strict';
import {createMail} from '../../ts-helpers/src/adapters/mail.ts';
import {freePort} from './support/deploys.ts';
import {MAIL_PASSWORD, type MailServer, startMail} from './support/mailServer.ts';

describe('mail, through its adapter and a real server', () => {
  let server: MailServer;
  const to = [
    {name: 'Ada 🚀 "the" <Lovelace>', email: 'ada@example.org'},
    {name: 'نور', email: 'nour@example.org'},
  ];
  const letter = {to, subject: '✗ shop, branch develop: Test failed', text: 'Why: <b>…</b>\n'};

  beforeEach(async () => {
    server = await startMail();
  });
  afterEach(() => server.stop());

  it('goes to everybody, with odd names, an attachment, and the mark of a machine', async () => {
    const id = await createMail({url: server.url}).send({
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
    assert.equal(content.messageId, id);
    assert.equal(content.headers.find(({key}) => key === 'auto-submitted')?.value, 'auto-generated');
    const [attachment] = content.attachments;
    assert.deepEqual([attachment?.filename, attachment?.mimeType], ['report.html', 'text/html']);
    assert.equal(new TextDecoder().decode(attachment?.content as ArrayBuffer), '<!doctype html><p>é</p>');
  });

  it('continues the thread of an earlier mail, from the sender that the settings name', async () => {
    const mail = createMail({url: server.url, from: 'builds@example.org'});
    const first = await mail.send(letter);
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

  it('fails at once where there is no server', async () => {
    const url = `smtp://127.0.0.1:${await freePort()}`;
    await assert.rejects(createMail({url, from: 'a@example.org'}).send(letter), /ECONNREFUSED/);
  });
});
