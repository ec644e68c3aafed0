import {existsSync, readFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {launch, type Browser, type Page} from 'puppeteer-core';

/** Debian's, or what CHROMIUM names. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** How Jenkins serves what builds archived, unless somebody loosened it: DirectoryBrowserSupport's own default. */
export const JENKINS_POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';";

export const openBrowser = (): Promise<Browser> => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`${CHROMIUM} was not found: sudo apt-get install chromium, or name another in CHROMIUM.`);
  }
  return launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
  });
};

/** Serves a folder, with a content-security policy where one is given. */
export const serve = async (folder: string, policy?: string): Promise<{url: string; server: Server}> => {
  const types: Record<string, string> = {'.html': 'text/html; charset=utf-8', '.css': 'text/css'};
  const server = createServer((request, response) => {
    const file = path.join(folder, path.basename(request.url ?? ''));
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': types[path.extname(file)] ?? 'text/plain',
      ...(policy !== undefined && {'Content-Security-Policy': policy}),
    });
    response.end(readFileSync(file));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server};
};

/** A page with what its console said: errors and warnings, and requests that failed. */
export const openPage = async (
  browser: Browser,
  {
    width = 1000,
    height = 800,
    scheme = 'light',
  }: {width?: number; height?: number; scheme?: 'light' | 'dark'} = {},
): Promise<{page: Page; complaints: string[]}> => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', message => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('requestfailed', request => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on('response', response => {
    if (response.status() >= 400) complaints.push(`${response.url()} ${response.status()}`);
  });
  await page.setViewport({width, height});
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
  return {page, complaints};
};
