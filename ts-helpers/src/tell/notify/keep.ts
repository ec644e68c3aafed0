import type {Memory} from '../../seam/memory.ts';
import {STYLE} from '../../story/reportStyle.ts';
import type {Story} from '../../story/story.ts';
import type {Files} from '../../outside/files.ts';
import type {Voice} from '../../run/voice.ts';
import {messageOf} from '../../errors/userError.ts';

export interface KeepNeeds {
  files: Pick<Files, 'writeText' | 'outputFolder'>;
  /** Folder that gets report.html, its style, and report.json; a new one where none is named. */
  output: string | undefined;
  voice: Voice;
}

export interface Kept {
  story: Story;
  /** The story as HTML. */
  page: string;
  memory: Memory;
  /** ISO 8601, UTC. */
  at: string;
}

/**
 * Leaves the report, and with it what later builds need to know. Answers with the path of report.html; undefined where
 * it could not be written: a full disk does not change a build's result.
 */
export const keepReport = async (
  {story, page, memory, at}: Kept,
  {files, output, voice}: KeepNeeds,
): Promise<string | undefined> => {
  const data = JSON.stringify({version: 1, at, ...story, memory}, null, 1);
  try {
    const folder = output ?? (await files.outputFolder());
    const file = `${folder}/report.html`;
    await Promise.all([
      files.writeText(file, page),
      files.writeText(`${folder}/report.css`, STYLE),
      files.writeText(`${folder}/report.json`, `${data}\n`),
    ]);
    voice.info(
      `Report: ${file}${output === undefined ? ' (the folder is yours to remove; --output names another)' : ''}`,
    );
    return file;
  } catch (error) {
    voice.warn(`The report was not written: ${messageOf(error)}`);
    return undefined;
  }
};
