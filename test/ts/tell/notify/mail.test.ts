import assert from 'node:assert/strict';
import {fakeMail} from '../../../fakes/mail.ts';
import {fakeSlack} from '../../../fakes/slack.ts';
import {build, changes, commit, GRACE, HEAD} from '../../support/builds.ts';
import {broken, green, next, open, red, run} from '../../support/notifying.ts';

describe('mail', () => {
  it('goes to the committer where Slack is not set up', async () => {
    const mail = fakeMail();
    const {outcome, lines} = await run(red, {mail});
    assert.deepEqual(outcome.mailedTo, ['ada@example.org']);
    assert.equal(
      mail.letters[0]?.subject,
      '✗ shop develop: The password "****" is wrong (Ada <b>): Test failed',
    );
    assert.equal(mail.letters[0]?.attachment?.name, 'report.html');
    assert.ok(lines.includes('Sent to ada@example.org'));
    assert.deepEqual(outcome.problems, []);
  });

  it('goes out when Slack does not take the message, and not otherwise', async () => {
    const mail = fakeMail();
    await run(red, {mail, slack: fakeSlack({}, {'#shop': 'fatal_error'})});
    assert.equal(mail.letters.length, 1);
    await run(red, {mail, slack: open()});
    assert.equal(mail.letters.length, 1);
  });

  it('goes out in any case, or in none, where the settings say so', async () => {
    const mail = fakeMail();
    const wish = (when: 'always' | 'never') => ({
      ...red,
      plan: {...red.plan!, mail: {...red.plan!.mail!, when}},
    });
    await run(wish('always'), {mail, slack: open()});
    assert.equal(mail.letters.length, 1);
    await run(wish('never'), {mail});
    assert.equal(mail.letters.length, 1);
  });

  it('tells those of the fix who were told of the failure, in the same thread', async () => {
    const mail = fakeMail();
    const first = await run(red, {mail});
    await run(next(green(changes([commit(HEAD, GRACE)])), first), {mail});
    const [, fix] = mail.letters;
    assert.deepEqual(
      fix?.to.map(({email}) => email),
      ['ada@example.org'],
    );
    assert.equal(fix?.inReplyTo, '<1@fake>');
  });

  it('tells all who were told of a breakage that it is over', async () => {
    const mail = fakeMail();
    const first = await run(red, {mail});
    const by = build([broken], {changes: changes([commit(HEAD, GRACE)])});
    const second = await run(next(by, first), {mail});
    await run(next(green(), second), {mail});
    assert.deepEqual(
      mail.letters.at(-1)?.to.map(({email}) => email),
      ['ada@example.org', 'grace@example.org'],
    );
  });

  it('that the server refuses is a problem, told with its remedy', async () => {
    const {outcome} = await run(red, {mail: fakeMail('535 Authentication failed')});
    assert.deepEqual(outcome.mailedTo, []);
    assert.match(
      outcome.problems.join(),
      /the mail was not sent: 535 Authentication failed\. Check the credential/,
    );
  });

  it('goes to no address that the organisation names neither itself nor by its domain', async () => {
    const strangers = [
      'eve@evil.example',
      'eve@sub.example.org',
      'eve@notexample.org',
      'eve@example.org.evil',
    ];
    for (const email of strangers) {
      const mail = fakeMail();
      const brings = changes([commit(HEAD, {name: 'Eve', email})]);
      const {outcome} = await run(build([broken], {changes: brings}), {mail});
      assert.deepEqual([mail.letters, outcome.mailedTo], [[], []], email);
      assert.match(
        outcome.problems.join(),
        new RegExp(`${email} was not mailed: the organisation names neither`),
      );
    }
  });

  it('goes to an address that the organisation names by itself, and to those of its domains beside strangers', async () => {
    const mail = fakeMail();
    const brings = changes([
      commit(HEAD, {name: 'Grace', email: 'Grace@Partner.example'}),
      commit('b', {name: 'Eve', email: 'eve@evil.example'}),
      commit('c', {name: 'Ada', email: 'ada@EXAMPLE.org'}),
    ]);
    const facts = build([broken], {changes: brings});
    const addresses = ['grace@partner.example'];
    await run({...facts, plan: {...facts.plan!, mail: {...facts.plan!.mail!, addresses}}}, {mail});
    assert.deepEqual(
      mail.letters[0]?.to.map(({email}) => email),
      ['Grace@Partner.example', 'ada@EXAMPLE.org'],
    );
  });

  it('is sent to nobody where the organisation names no domain', async () => {
    const mail = fakeMail();
    const facts = {...red, plan: {...red.plan!, mail: {when: 'always' as const, domains: [], addresses: []}}};
    const {outcome} = await run(facts, {mail, slack: open()});
    assert.deepEqual([mail.letters, outcome.mailedTo], [[], []]);
    assert.equal(outcome.sentTo, '#shop');
  });

  it('is not sent to addresses that reach nobody', async () => {
    const mail = fakeMail();
    const nobody = {name: 'Ada', email: '1+ada@users.noreply.github.com'};
    await run(build([broken], {changes: changes([commit(HEAD, nobody)])}), {mail});
    assert.deepEqual(mail.letters, []);
  });
});
