import assert from 'node:assert/strict';
import type {Server} from 'node:http';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import type {Browser, Page} from 'puppeteer-core';
import {JENKINS_POLICY, openBrowser, openPage, serve} from './support/browser.ts';
import {storyProject, type StoryProject} from './support/story.ts';

const ADA = {name: 'Ada 🚀 "the" Lovelace', email: 'ada@example.org'};
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  violations: {id: string; nodes: {html: string; failureSummary: string}[]}[];
}

/** What axe has against the page, in short. */
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(AXE);
  const {violations: found} = (await page.evaluate('axe.run()')) as AxeResults;
  return found.map(({id, nodes}) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
};

/** Reports of real builds, in a real browser. */
describe('the report of a build, in Chromium', () => {
  const builds = ['green', 'failed', 'fixed'] as const;
  let project: StoryProject;
  let browser: Browser;
  const servers: Server[] = [];
  /** Folder of each build's report. */
  const folders = {} as Record<(typeof builds)[number], string>;

  before(async () => {
    project = await storyProject();
    browser = await openBrowser();
    for (const name of builds) {
      const cases = name === 'failed' ? `adds expected &lt;b&gt;5&lt;/b&gt; ${'wide'.repeat(200)}\n` : '';
      if (name !== 'green') project.commit(ADA, {cases}, `<script>${name}</script>`);
      const {number} = await project.build({environment: {SLACK_BOT_TOKEN: ''}});
      folders[name] = path.join(project.folder, `build-${number}`);
    }
  });
  after(async () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await browser.close();
    project.remove();
  });

  const at = async (name: (typeof builds)[number], policy?: string): Promise<string> => {
    const {url, server} = await serve(folders[name], policy);
    servers.push(server);
    return `${url}report.html`;
  };

  for (const name of builds) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`of a ${name} one renders without complaint, and axe finds nothing, in ${scheme}`, async () => {
        const {page, complaints} = await openPage(browser, {scheme});
        await page.goto(await at(name));
        assert.deepEqual(complaints, []);
        await page.evaluate('document.querySelectorAll("details").forEach(it => { it.open = true; })');
        assert.deepEqual(await violations(page), []);
        const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        assert.equal(background, scheme === 'dark' ? 'rgb(21, 24, 27)' : 'rgb(255, 255, 255)');
      });
    }
  }

  it('fits a phone: nothing but wide tables scrolls sideways', async () => {
    const {page} = await openPage(browser, {width: 360});
    await page.goto(await at('failed'));
    await page.evaluate('document.querySelectorAll("details").forEach(it => { it.open = true; })');
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360);
    assert.deepEqual(await violations(page), []);
  });

  it('keeps words of tables whole on a phone', async () => {
    const {page} = await openPage(browser, {width: 390});
    await page.goto(await at('failed'));
    const broken = await page.evaluate(`[...document.querySelectorAll('.wide th, .wide td')]
      .filter(cell => !/\\s/.test(cell.innerText) && cell.innerText.length < 30)
      .filter(cell => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return new Set([...range.getClientRects()].map(({top}) => Math.round(top))).size > 1;
      })
      .map(cell => cell.innerText)`);
    assert.deepEqual(broken, []);
  });

  it('says it all in one file, without a request or a script', async () => {
    const {page, complaints} = await openPage(browser);
    const requests: string[] = [];
    page.on('request', request => requests.push(request.url()));
    await page.goto(`file://${folders.failed}/report.html`);
    assert.deepEqual(
      requests.filter(url => !url.startsWith('data:')),
      [`file://${folders.failed}/report.html`],
    );
    assert.deepEqual(complaints, []);
    assert.equal(await page.$('script'), null);
    const text = await page.$eval('body', body => body.innerText);
    for (const part of [
      /^✗ Test failed: The test shop › adds failed: expected <b>5<\/b>/,
      /Ada 🚀 "the" Lovelace <ada@example\.org>/,
      /touched cases in [0-9a-f]{7}/,
      /Services\s/,
      /Host /,
      /GB free of /,
      /<script>failed<\/script>/,
      /git fetch && git checkout [0-9a-f]{40}\ncountable test/,
    ])
      assert.match(text, part);
  });

  it('links to the first error of the log', async () => {
    const {page} = await openPage(browser);
    await page.goto(await at('failed'));
    const target = await page.$eval('a[href="#first-error-1"]', link => link.getAttribute('href'));
    assert.match((await page.$eval(target ?? '', mark => mark.textContent)) ?? '', /\d+ /);
  });

  it('reads and looks the same under Jenkins’ own policy, where no script runs', async () => {
    const {page, complaints} = await openPage(browser);
    await page.goto(await at('failed', JENKINS_POLICY));
    // The style within the page is what the policy refuses; the same style comes from report.css.
    assert.deepEqual(
      complaints.filter(text => !/^(Refused to apply|Applying) inline style/.test(text)),
      [],
    );
    const text = await page.$eval('body', body => body.innerText);
    assert.match(text, /^✗ Test failed: The test shop › adds failed/);
    assert.equal(await page.evaluate('getComputedStyle(document.body).maxWidth'), '960px');
    await page.click('summary');
    assert.equal(await page.$eval('details', details => details.open), true);
  });
});
