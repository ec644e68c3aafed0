import type {BackupOutcome, ProofOutcome} from '../../result/backup.ts';
import type {StageResult} from '../../result/result.ts';
import {counted} from '../../text/plain.ts';
import {durationText} from '../../text/time.ts';
import {sizeInWords} from '../../text/bytes.ts';
import {backupInWords} from '../backupLine.ts';
import {html, type Markup} from './markup.ts';

/** What was stored where, and what its proof came to. */
export const backupsMarkup = (stages: readonly StageResult[]): Markup =>
  html`${stages.map(stage => stage.backup !== undefined && backupMarkup(stage, stage.backup))}`;

const backupMarkup = (stage: StageResult, backup: BackupOutcome): Markup => {
  const {bucket, key, read, databases, tables, rows, files, recipients, proof} = backup;
  return html` <section>
    <h2>Backup</h2>
    <p><code>s3://${bucket}/${key}</code>: ${backupInWords(stage, backup)}</p>
    <ul>
      <li>
        ${counted(databases, 'database')} with ${counted(tables, 'table')} and ${counted(rows, 'row')},
        ${counted(files, 'file')}: ${sizeInWords(read)} before it was compressed
      </li>
      <li>${recipients === 0 ? 'Not encrypted' : `Encrypted to ${counted(recipients, 'key')}`}</li>
      ${proof !== undefined && html`<li>${restoredText(proof)}</li>`}
      ${(proof?.differences ?? []).map(line => html`<li class="failed">✗ ${line}</li>`)}
    </ul>
  </section>`;
};

const restoredText = ({restoreMs, answeredMs}: ProofOutcome): string =>
  [
    `Restored in ${durationText(restoreMs / 1000)}`,
    ...(answeredMs === undefined
      ? []
      : [`and the project answered on it after ${durationText(answeredMs / 1000)}`]),
  ].join(', ');
