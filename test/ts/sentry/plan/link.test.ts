import assert from 'node:assert/strict';
import {isLink} from '../../../../ts-helpers/src/sentry/plan/link.ts';

describe('an address that goes to Sentry with a deploy', () => {
  const taken = [
    'https://ci.example.org/job/shop/1/',
    'http://ci.example.org:8080/job/shop%2Fmaster/1/',
    'http://10.0.0.5:8080/',
    'http://[::1]:8080/job/shop/1/',
    'http://localhost:8080/',
    'https://ci.xn--p1ai/',
  ];
  for (const url of taken) it(`is ${url}`, () => assert.ok(isLink(url)));

  const refused = [
    'http://jenkins:8080/job/shop/1/',
    'http://ci_1.example.org/',
    'http://ci.example.123a/',
    'http://-ci.example.org/',
    'ftp://ci.example.org/',
    'ci.example.org',
    'http://ci.example.org/a b',
    '',
  ];
  for (const url of refused) it(`is not ${JSON.stringify(url)}`, () => assert.ok(!isLink(url)));
});
