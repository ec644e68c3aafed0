/**
 * Shows in docs/images what reports and a message look like: `npm run screenshots <folder>`, the folder being the one
 * with the reports that `script/demo` names in the end. Its first three builds are a green, a failed and a fixed one.
 */
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {openBrowser, openPage} from '../test/e2e/support/browser.ts';
import type {Story} from '../ts-helpers/src/story/story.ts';
import {slackPicture} from './parts/slackPicture.ts';

const SHOTS = [
  {build: 1, name: 'green', scheme: 'light'},
  {build: 2, name: 'failed', scheme: 'light'},
  {build: 2, name: 'failed-dark', scheme: 'dark'},
  {build: 3, name: 'fixed', scheme: 'light'},
] as const;

const [folder = ''] = process.argv.slice(2);
if (!existsSync(path.join(folder, '1', 'report.html'))) {
  console.error(
    'Name the folder with the reports: script/demo, then npm run screenshots /tmp/countable-demo-…/reports',
  );
  process.exit(2);
}
const target = path.join(import.meta.dirname, '../docs/images');
mkdirSync(target, {recursive: true});
const browser = await openBrowser();
for (const {build, name, scheme} of SHOTS) {
  const {page} = await openPage(browser, {height: 1300, scheme});
  await page.goto(`file://${path.resolve(folder, String(build), 'report.html')}`);
  const height = Math.min(1300, Number(await page.evaluate('document.body.scrollHeight')));
  const file = path.join(target, `report-${name}.png`) as `${string}.png`;
  await page.screenshot({path: file, clip: {x: 0, y: 0, width: 1000, height}});
  console.log(path.relative(process.cwd(), file));
}
const story = JSON.parse(readFileSync(path.join(folder, '2', 'report.json'), 'utf8')) as Story;
const {page} = await openPage(browser, {width: 760});
await page.setContent(slackPicture(story));
await page.screenshot({path: path.join(target, 'slack-failed.png') as `${string}.png`, fullPage: true});
await browser.close();
