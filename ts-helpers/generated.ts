import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/**
 * Writes what was generated, by names from the root of the repository. With `--check` as the program's argument it
 * writes nothing, and fails the program when something there is not what the sources give.
 */
export const publish = async (made: Record<string, string>, script: string): Promise<void> => {
  for (const [name, text] of Object.entries(made)) {
    const file = path.join(root, name);
    const there = await readFile(file, 'utf8').catch(() => undefined);
    if (there === text) continue;
    if (process.argv.includes('--check')) {
      console.error(`${name} is not what the sources give. Run: npm run ${script}`);
      process.exitCode = 1;
      continue;
    }
    await mkdir(path.dirname(file), {recursive: true});
    await writeFile(file, text);
    console.log(`${name}: ${Math.ceil(text.length / 1024)} KiB`);
  }
};
