/**
 * Breaks each project for real, and keeps what its build tells in test/fixtures/broken:
 *
 *     node test/broken/record.ts [name...]     needs Docker
 *
 * With --mend the culprit takes it back, and the next build has to be green.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type {Breakage} from './breakage.ts';
import {BREAKAGES} from './breakages.ts';
import {brokenProject} from './build.ts';
import {marksOf} from './judge.ts';
import {messageOf} from './message.ts';
import {plain} from './plain.ts';

const words = process.argv.slice(2);
const names = words.filter(word => !word.startsWith('--'));

const record = async (breakage: Breakage): Promise<void> => {
  const project = await brokenProject(breakage);
  try {
    const {facts, exitCode} = await project.build();
    if (exitCode === 0) throw new Error(`${breakage.name} is not broken`);
    const kept = plain(facts);
    const folder = path.resolve('test/fixtures/broken', breakage.name);
    mkdirSync(folder, {recursive: true});
    writeFileSync(path.join(folder, 'facts.json'), `${JSON.stringify(kept, null, 1)}\n`);
    writeFileSync(path.join(folder, 'message.txt'), messageOf(kept));
    console.log(breakage.name, JSON.stringify(marksOf(breakage, kept)));
    if (!words.includes('--mend')) return;
    project.mend();
    const mended = await project.build();
    console.log(
      breakage.name,
      mended.exitCode === 0 ? 'is mended' : `is NOT mended: ${mended.stderr.slice(-2_000)}`,
    );
  } finally {
    project.remove();
  }
};

for (const breakage of BREAKAGES.filter(({name}) => names.length === 0 || names.includes(name)))
  await record(breakage).catch((error: unknown) => {
    console.log(breakage.name, 'was not recorded:', error instanceof Error ? error.message : error);
  });
