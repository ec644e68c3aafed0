import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {readEnvFile} from '../../ts-helpers/src/compose/envFile.ts';

/** Written as people write them, each a file of its own. */
const READABLE: readonly string[] = [
  'A=plain',
  'A=ab$$cd',
  'A=ab\\$$cd',
  'A="ab\\$cd"',
  'A="ab$$cd"',
  "A='ab$cd'",
  "A='ab\\'cd\\n'",
  'A="tab\\there\\\\ \\" \\q \\x41 \\u0041 \\0101 \\07 \\c"',
  "A='tab\\there'",
  'A=tab\\there',
  'A: value',
  'A : value # comment',
  'A = spaced  ',
  '  export  A=exported',
  'export\tA=exported',
  'A=crlf\r\nB="quoted"\r\nC=\'single\'\r\n',
  '\uFEFFA=with a mark',
  'A=v # comment\nB=v#none\nC="v # in" # out\nD=v\t# tab',
  'A=#none\nB= # is one',
  'A=\nB=""\nC=\'\'\nD=   \nE=x',
  'A="over\nseveral\nlines"\nB=x',
  "A='over\nseveral\nlines'\nB=x",
  'B=bb\nA=${B}tail',
  'B=bb\nA=$B-tail',
  'B=bb\nA="${B}tail"',
  "B=bb\nA='${B}tail'",
  'A=${NOT_THERE:-default}',
  'A=${NOT_THERE-default}',
  'B=\nA=${B:-default}\nC=${B-default}',
  'B=bb\nA=${B:+other}\nC=${B+other}',
  'A=${NOT_THERE:-${ALSO_NOT:-deep}}tail',
  'A=p4ss$1x',
  'A=p4ss$',
  'A=p4ss$-x',
  'A=p4ss$(whoami)',
  'A="a"b\nB=x',
  "A='it's\nB=x",
  'A=it\'s "good"',
  'A="say \\"hi\\""',
  'A=a=b=c==',
  'A=postgres://u:p%40ss@db/x?y=z#w',
  'A=1\n\n# comment\n  # another\nB=2',
  'A.b-c=dotted',
  'A=Žižka 東京',
  'A=x\nA=y',
  'A=x\nB=${A}\nA=y',
  'A="a" B=b',
  'A=1\nMIIEowIBAAKCAQEA\nB=2',
  'A=1\nNOT_THERE\nB=2',
  'A="trailing \\\\"\nB=x',
  'A=`date`',
  'A=\\"x\\"',
];

describe('an env file, read by us and by Compose,', () => {
  let folder: string;
  /** By the numbers of texts. */
  let byCompose: Record<string, string>[];

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-env-'));
    const services = READABLE.map((text, index) => {
      writeFileSync(path.join(folder, `${index}.env`), text);
      return [`web${index}`, {image: 'busybox:1.35', env_file: [`${index}.env`]}];
    });
    const model = {services: Object.fromEntries(services) as object};
    writeFileSync(path.join(folder, 'compose.yml'), JSON.stringify(model));
    byCompose = readByCompose();
  });
  after(() => {
    rmSync(folder, {recursive: true});
  });

  const readByCompose = (): Record<string, string>[] => {
    const printed = execFileSync('docker', ['compose', '-p', 'env', 'config', '--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const {services} = JSON.parse(printed) as {
      services: Record<string, {environment?: Record<string, string | null>}>;
    };
    return READABLE.map((_, index) => {
      const entries = Object.entries(services[`web${index}`]?.environment ?? {});
      return Object.fromEntries(
        entries.flatMap(([name, value]) => (value === null ? [] : [[name, value.replaceAll('$$', '$')]])),
      );
    });
  };

  for (const [index, text] of READABLE.entries())
    it(`${JSON.stringify(text)} has the same values`, () => {
      const ours = Object.fromEntries(readEnvFile(text).entries.map(({name, value}) => [name, value]));
      assert.deepEqual(ours, byCompose[index]);
    });
});
