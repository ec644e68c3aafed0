import assert from 'node:assert/strict';
import {createMasks} from '../../../ts-helpers/src/secrets/mask.ts';

const LETTERS = 'pw-Tr0ub4dor3xyzwQ7LmN8vK2sD9fGh';

/** Rows of sixteen bytes, as programs show them. */
const rows = (text: string): Buffer[] => {
  const bytes = Buffer.from(text);
  return Array.from({length: Math.ceil(bytes.length / 16)}, (_, at) => bytes.subarray(at * 16, at * 16 + 16));
};
const hex = (bytes: Buffer, size = 1): string[] =>
  Array.from({length: Math.ceil(bytes.length / size)}, (_, at) =>
    bytes.subarray(at * size, at * size + size).toString('hex'),
  );
const seen = (bytes: Buffer): string => bytes.toString('latin1').replaceAll(/[^ -~]/g, '.');
const at = (row: number): string => (row * 16).toString(16).padStart(8, '0');
const swapped = (bytes: Buffer): string[] =>
  hex(Buffer.concat([bytes, Buffer.alloc(bytes.length % 2)]).swap16(), 2);
const letter = (byte: number): string => {
  if (byte === 10) return String.raw`\n`;
  return byte < 127 && byte > 31 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0');
};

const DUMPS: Readonly<Record<string, (row: Buffer, index: number) => string>> = {
  'hexdump -C': (row, index) => {
    const bytes = hex(row);
    const halves = `${bytes.slice(0, 8).join(' ').padEnd(23)}  ${bytes.slice(8).join(' ').padEnd(23)}`;
    return `${at(index)}  ${halves}  |${seen(row)}|`;
  },
  xxd: (row, index) => `${at(index)}: ${hex(row, 2).join(' ').padEnd(39)}  ${seen(row)}`,
  'xxd -g4': (row, index) => `${at(index)}: ${hex(row, 4).join(' ').padEnd(35)}  ${seen(row)}`,
  'xxd -p': row => row.toString('hex'),
  'xxd -i': row =>
    `  ${hex(row)
      .map(byte => `0x${byte}`)
      .join(', ')},`,
  'od -An -tx1': row => ` ${hex(row).join(' ')}`,
  'od -tx1z': (row, index) =>
    `${(index * 16).toString(8).padStart(7, '0')} ${hex(row).join(' ').padEnd(47)}  >${seen(row)}<`,
  hexdump: (row, index) => `${at(index).slice(1)} ${swapped(row).join(' ').padEnd(39)}`,
  'od -b': (row, index) =>
    `${(index * 16).toString(8).padStart(7, '0')} ${[...row].map(byte => byte.toString(8).padStart(3, '0')).join(' ')}`,
  'od -An -tu1': row => [...row].map(byte => String(byte).padStart(4)).join(''),
  'od -c': (row, index) =>
    `${(index * 16).toString(8).padStart(7, '0')}${[...row].map(byte => letter(byte).padStart(4)).join('')}`,
};

describe('masks, in dumps of bytes,', () => {
  const left = (shown: string): string => shown.replaceAll('****', '');

  for (const [how, write] of Object.entries(DUMPS))
    for (const prefix of ['', 'web-1  | '])
      it(`hide secrets of any length in ${how} behind ${JSON.stringify(prefix)}, but for three letters`, () => {
        for (const length of [6, 12, 17, 21, 32])
          for (const begin of ['', 'X=', 'PG_PASSWORD=hi', 'a'.repeat(15)]) {
            const secret = LETTERS.slice(0, length);
            const text = `${begin}${secret}\nnothing else\n`;
            const lines = rows(text).map((row, index) => prefix + write(row, index));
            const none = rows(text.replace(secret, '~'.repeat(length))).map(
              (row, index) => prefix + write(row, index),
            );
            const oneByOne = createMasks();
            oneByOne.hide(secret);
            const atOnce = createMasks();
            atOnce.hide(secret);
            for (const shown of [
              lines.map(line => oneByOne.mask(line)),
              atOnce.mask(lines.join('\n')).split('\n'),
            ]) {
              const said = `${secret} behind ${begin}:\n${shown.join('\n')}`;
              assert.ok(shown.join('').includes('****'), said);
              for (const width of [4, 5])
                for (let from = 0; from + width <= length; from += 1) {
                  const piece = secret.slice(from, from + width);
                  if (how !== 'od -c') assert.ok(!shown.join('\n').includes(piece), `${piece} of ${said}`);
                  const written = write(Buffer.from(piece), 0).trim();
                  if (/-An|-p/.test(how))
                    assert.ok(!shown.join('\n').includes(written), `${piece} of ${said}`);
                }
              const differing = lines
                .map((line, index) => [shown[index] ?? '', none[index] ?? '', line] as const)
                .filter(([masked, without, line]) => line !== without && masked === line).length;
              assert.ok(differing <= 1, said);
            }
          }
      });

  it('leave every other byte readable', () => {
    const masks = createMasks();
    masks.hide('pw-Tr0ub4dor3xyzwQ7L');
    const lines = [
      '00000000  58 3d 70 77 2d 54 72 30  75 62 34 64 6f 72 33 78  |X=pw-Tr0ub4dor3x|',
      '00000010  79 7a 77 51 37 4c 0a                              |yzwQ7L.|',
      '00000017',
    ].map(line => masks.mask(line));
    assert.deepEqual(lines.map(left), [
      '00000000  58 3d   |X=|',
      '00000010   0a                              |.|',
      '00000017',
    ]);
  });

  it('hide them in a line of any length', () => {
    const masks = createMasks();
    masks.hide(LETTERS);
    const bytes = Buffer.from(`${'~'.repeat(200_000)}${LETTERS}~`);
    for (const row of [bytes.toString('hex'), hex(bytes).join(' ')])
      assert.ok(!masks.mask(row).includes(row.slice(-40, -4)));
  });

  it('take no bytes for a secret that begins as it does, where no dump goes on', () => {
    const masks = createMasks();
    masks.hide('pw-Tr0ub4dor3xyzwQ7L');
    masks.mask('0000000   X   =   p   w');
    assert.equal(
      masks.mask('at 2026-11-26 21:08:29 the build 12 34 was done'),
      'at 2026-11-26 21:08:29 the build 12 34 was done',
    );
  });
});
