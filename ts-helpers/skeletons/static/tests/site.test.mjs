import assert from 'node:assert/strict';
import {describe, it} from 'node:test';

const SITE = 'http://nginx';
const asked = async page => {
  const response = await fetch(new URL(page, SITE));
  return {status: response.status, text: await response.text()};
};

describe('the site', () => {
  it('has a first page', async () => {
    const {status, text} = await asked('/');
    assert.equal(status, 200);
    assert.match(text, /<h1>__project__<\/h1>/);
  });

  it('has all that its first page leads to', async () => {
    const {text} = await asked('/');
    for (const [, page] of text.matchAll(/(?:href|src)="(\/[^"]*)"/g))
      assert.equal((await asked(page)).status, 200, page);
  });

  it('says of any other page that it is not there', async () => {
    const {status, text} = await asked('/nowhere');
    assert.equal(status, 404);
    assert.match(text, /no such page/);
  });
});
