import assert from 'node:assert/strict';
import {createMasks} from '../../../ts-helpers/src/secrets/mask.ts';

const SECRET = 'Pä$s "w\\rd\'/<&+>=%7 x2';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

describe('masks, whatever the encoding,', () => {
  const masked = (secret: string, text: string) => {
    const masks = createMasks();
    masks.hide(secret);
    return masks.mask(text);
  };

  const json = JSON.stringify;
  const percent = encodeURIComponent(SECRET);
  const html = SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const written: Record<string, string> = {
    'as it is': SECRET,
    'in an address': percent,
    'in an address, in small letters': percent.replaceAll(/%[\dA-F]{2}/g, code => code.toLowerCase()),
    'in an address, everything encoded': [...Buffer.from(SECRET)]
      .map(byte => `%${byte.toString(16).padStart(2, '0')}`)
      .join(''),
    'in an address within an address': encodeURIComponent(percent),
    'in a form': new URLSearchParams({x: SECRET}).toString().slice(2),
    'in HTML': html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    'in HTML, by names': html
      .replaceAll('ä', '&auml;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;')
      .replaceAll('$', '&dollar;')
      .replaceAll('%', '&percnt;'),
    'in HTML, by numbers': [...SECRET].map(sign => `&#${sign.codePointAt(0)};`).join(''),
    'in XML, by hexadecimal numbers': [...SECRET]
      .map(sign => `&#x${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')};`)
      .join(''),
    'in HTML within HTML': html.replaceAll('&', '&amp;'),
    'in JSON': json(SECRET),
    'in JSON, in ASCII alone': json(SECRET).replaceAll('ä', '\\u00e4'),
    'in JSON of PHP and Go': json(SECRET)
      .replaceAll('/', '\\/')
      .replaceAll('<', '\\u003c')
      .replaceAll('&', '\\u0026'),
    'in JSON within JSON': json(json(SECRET)),
    'in JSON within JSON within JSON': json(json(json(SECRET))),
    'in JSON within an address': encodeURIComponent(json(SECRET)),
    'in an address within JSON': json(percent),
    'in HTML within JSON': json(html),
    'in quotes of a shell': `'${SECRET.replaceAll("'", `'\\''`)}'`,
    'in other quotes of a shell': `'${SECRET.replaceAll("'", `'"'"'`)}'`,
    'in double quotes of a shell': `"${SECRET.replaceAll(/["\\$`]/g, '\\$&')}"`,
    'as printf %q writes it': SECRET.replaceAll(/[^\w%+=/.-]/g, sign => (sign === 'ä' ? sign : `\\${sign}`)),
    "as bash writes it, in $'…'": `$'${SECRET.replaceAll(/['\\]/g, '\\$&').replaceAll('ä', '\\303\\244')}'`,
    'as bytes of Python': `b"${SECRET.replaceAll(/["\\]/g, '\\$&').replaceAll('ä', '\\xc3\\xa4')}"`,
    'in SQL': `'${SECRET.replaceAll("'", "''")}'`,
    'in CSV': `"${SECRET.replaceAll('"', '""')}"`,
    'as Compose writes it': SECRET.replaceAll('$', '$$$$'),
    'in Base64': Buffer.from(SECRET).toString('base64'),
    'in Base64 for addresses': Buffer.from(SECRET).toString('base64url'),
    'in Base64 within an address': encodeURIComponent(Buffer.from(SECRET).toString('base64')),
    'in hexadecimal digits': Buffer.from(SECRET).toString('hex'),
    'in large hexadecimal digits': Buffer.from(SECRET).toString('hex').toUpperCase(),
    'in Base64 within Base64': base64(base64(SECRET)),
    'in hexadecimal digits within Base64': base64(hex(SECRET)),
    'in Base64 within hexadecimal digits': hex(base64(SECRET)),
    'in bytes, apart by blanks': hex(SECRET).replaceAll(/..(?!$)/g, '$& '),
    'in bytes, apart by colons': hex(SECRET).replaceAll(/..(?!$)/g, '$&:'),
    'in bytes, apart by hyphens': hex(SECRET)
      .toUpperCase()
      .replaceAll(/..(?!$)/g, '$&-'),
    'in bytes as C has them': hex(SECRET)
      .replaceAll(/..(?!$)/g, '0x$&, ')
      .replace(/..$/, '0x$&'),
    'in twos of bytes': hex(SECRET).replaceAll(/....(?!$)/g, '$& '),
    'split by a colour': `${SECRET.slice(0, 5)}\u001B[31m${SECRET.slice(5)}\u001B[0m`,
    'in colours, each letter': [...SECRET].map(sign => `\u001B[38;5;8m${sign}`).join(''),
    'over two lines': `${SECRET.slice(0, 9)}\n    ${SECRET.slice(9).trimStart()}`,
  };
  for (const [how, text] of Object.entries(written))
    it(`hide a secret ${how}`, () => {
      const shown = masked(SECRET, `begin (${text}) end`);
      assert.match(shown, /^begin \(.{0,12}\*\*\*\*.{0,10}\) end$/s, shown);
    });

  for (const user of ['', 'a', 'ad', 'ada'])
    it(`hide it as a registry's password behind ${JSON.stringify(user)}, in Base64 twice`, () => {
      const login = base64(`${user}:correct-horse-battery`);
      const text = base64(JSON.stringify({auths: {'registry.example.org': {auth: login}}}));
      const left = masked('correct-horse-battery', text)
        .split('****')
        .map(part => Buffer.from(part, 'base64').toString())
        .join();
      assert.ok(!left.includes(login.slice(8)), left);
    });

  for (const user of ['', 'a', 'ad', 'ada', 'ada:', 'ada-l:', 'ada-lo:'])
    for (const encoding of ['base64', 'base64url'] as const)
      it(`hide it in ${encoding} behind ${JSON.stringify(user)}`, () => {
        const encoded = Buffer.from(`${user}correct-horse~?>battery`).toString(encoding);
        const shown = masked('correct-horse~?>battery', `x-basic ${encoded}`).split(' ')[1]!;
        assert.match(shown, /\*\*\*\*/);
        const left = shown
          .split('****')
          .map(part => Buffer.from(part, 'base64').toString())
          .join();
        assert.doesNotMatch(left, /corr|horse|batt/);
      });
});
