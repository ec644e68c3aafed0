import assert from 'node:assert/strict';
import {createHttp} from '../../ts-helpers/src/outside/http.ts';
import {createHttpApi, dataOf} from '../../ts-helpers/src/outside/httpApi.ts';
import {createMail} from '../../ts-helpers/src/tell/services/mail.ts';
import {createSentryTransport} from '../../ts-helpers/src/sentry/service/transport.ts';
import {openSentry} from '../../ts-helpers/src/sentry/service.ts';
import {openJenkins} from '../../ts-helpers/src/jenkins/service.ts';
import {createSlack} from '../../ts-helpers/src/slack/messages.ts';
import {optionsFor} from './support/hasty.ts';
import {flood, strayServers, trickling} from './support/strayServers.ts';

describe('a service that would keep us for ever', () => {
  const servers = strayServers();
  const {http, tcp} = servers;
  afterEach(() => {
    servers.close();
  });

  it('is NOT_THE_SERVICE when its answer has no end, and memory stays flat', async () => {
    const before = process.memoryUsage.rss();
    const {request} = createHttpApi(optionsFor(await http(flood)));
    await assert.rejects(request({path: 'a', needs: ''}), {code: 'NOT_THE_SERVICE'});
    assert.ok(process.memoryUsage.rss() - before < 300_000_000);
  });

  it('is given up when its answer comes letter by letter, in its head or in its body', async () => {
    for (const begin of ['HTTP/1.1 200 OK\r\nx-long: ', 'HTTP/1.1 200 OK\r\n\r\n']) {
      const url = `http://${await tcp(trickling(begin))}/`;
      const begun = performance.now();
      const {request} = createHttpApi({...optionsFor(url), timeoutMs: 300, patienceMs: 0});
      await assert.rejects(request({path: 'a', needs: ''}), {code: 'SERVICE_TIMEOUT'});
      assert.ok(performance.now() - begun < 30_000);
    }
  });

  it('does not answer a probe when its head comes letter by letter, or its connection never speaks', async () => {
    for (const begin of ['HTTP/1.1 200 OK\r\nx-long: ', '']) {
      const url = `http://${await tcp(begin === '' ? () => undefined : trickling(begin))}/`;
      assert.deepEqual(await createHttp().ask(url, {timeoutMs: 300}), {problem: 'no answer within 300 ms'});
    }
  });

  it('answers a probe by its head alone, however long its body', async () => {
    assert.deepEqual(await createHttp().ask(await http(flood), {timeoutMs: 5_000}), {status: 200});
  });

  it('is not followed from page to page in a circle', async () => {
    let asked = 0;
    const url = await http((_, response) => {
      asked += 1;
      response.writeHead(200, {
        'Content-Type': 'application/json',
        Link: '<http://x/>; rel="next"; results="true"; cursor="0:0:0"',
      });
      response.end('[1]');
    });
    assert.deepEqual(await createSentryTransport(optionsFor(url)).list({path: 'a', needs: ''}), [1, 1]);
    assert.equal(asked, 2);
  });

  it('may refuse in words that are nested as deep as JSON goes', async () => {
    const body = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const url = await http((_, response) =>
      response.writeHead(400, {'Content-Type': 'application/json'}).end(body),
    );
    await assert.rejects(createSentryTransport(optionsFor(url)).write({path: 'a', data: {}, needs: ''}), {
      code: 'SERVICE_REFUSED',
    });
  });

  const odd = ['null', '5', '"x"', '[]', '{}', '[null]', '{"slug": {"a": 1}}', '{"links": {"regionUrl": 5}}'];
  it('may answer with any JSON, and never makes a mistake of ours', async () => {
    const known = ['ANSWER_BROKEN', 'BAD_SETTING', 'SENTRY_ORGANIZATION_UNKNOWN', 'NOT_THE_SERVICE'];
    for (const body of odd) {
      const url = await http((_, response) =>
        response.writeHead(200, {'Content-Type': 'application/json', 'X-Jenkins': '2.4'}).end(body),
      );
      const asks = {
        sentry: async () => {
          const opened = await openSentry({token: 't', organization: 'acme', ...optionsFor(url)});
          await opened.project('shop');
          await opened.teams();
        },
        jenkins: async () => {
          const opened = await openJenkins({user: 'u', token: 't', ...optionsFor(url)});
          await opened.credentials('');
        },
      };
      for (const [name, ask] of Object.entries(asks)) {
        await ask().catch((error: unknown) => {
          const code = (error as {code?: string}).code ?? String(error);
          assert.ok(known.includes(code), `${name} of ${body}: ${code}`);
        });
      }
    }
  });

  it('is sent no token that is none, and told so without it', async () => {
    const options = {...optionsFor('http://127.0.0.1:1/'), headers: {authorization: 'Bearer secret\nmore'}};
    assert.throws(
      () => createHttpApi(options),
      (error: Error & {code?: string}) => error.code === 'TOKEN_REFUSED' && !error.message.includes('secret'),
    );
  });

  it('is refused as JSON when it breaks off', () => {
    const answer = {status: 200, headers: new Headers({'content-type': 'application/json'}), text: '{"a": ['};
    assert.throws(() => dataOf(answer, optionsFor('http://127.0.0.1/')), {code: 'ANSWER_BROKEN'});
  });

  it('is Slack, and its answer has no end', async () => {
    const before = process.memoryUsage.rss();
    const slack = createSlack({token: 'xoxb-1', url: await http(flood)});
    await assert.rejects(slack.userByEmail('ada@example.org'), {name: 'SlackUnreachable'});
    assert.ok(process.memoryUsage.rss() - before < 400_000_000);
  });

  it('is a mail server that greets without an end', async () => {
    const mail = createMail({url: `smtp://${await tcp(trickling('220-'))}`});
    const begun = performance.now();
    const letter = {to: [{name: 'Ada', email: 'ada@example.org'}], subject: 's', text: 't'};
    await assert.rejects(mail.send(letter), /did not end within 30 s|Greeting never received|Timeout/);
    assert.ok(performance.now() - begun < 60_000);
  });
});
