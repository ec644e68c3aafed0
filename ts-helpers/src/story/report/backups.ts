import type {BackupOutcome, ProofOutcome} from '../../result/backup.ts';
import type {StageResult} from '../../result/result.ts';
import {sizeInWords} from '../../text/bytes.ts';
import {counted} from '../../text/plain.ts';
import {durationText} from '../../text/time.ts';
import {backupsOf, type BackupStory} from '../backupLine.ts';
import {html, type Markup} from './markup.ts';

/** What was stored where, and what its proof came to. */
export const backupsMarkup = (stages: readonly StageResult[]): Markup =>
  html`${backupsOf(stages).map(backupMarkup)}`;

const backupMarkup = ({bucket, key, words, backup, proof}: BackupStory): Markup =>
  html` <section>
    <h2>Backup</h2>
    <p><code>s3://${bucket}/${key}</code>: ${words}</p>
    <ul>
      ${[...(backup ? contentLines(backup) : []), ...(proof ? [restoredText(proof), ...momentLines(proof)] : [])].map(line => html`<li>${line}</li>`)}
      ${(proof?.differences ?? []).map(line => html`<li class="failed">✗ ${line}</li>`)}
    </ul>
  </section>`;

const contentLines = ({read, databases, tables, rows, files, recipients}: BackupOutcome): string[] => [
  `${counted(databases, 'database')} with ${counted(tables, 'table')} and ${counted(rows, 'row')}, ${counted(files, 'file')}: ${sizeInWords(read)} before it was compressed`,
  recipients === 0 ? 'Not encrypted' : `Encrypted to ${counted(recipients, 'key')}`,
];

const restoredText = ({restoreMs, answeredMs}: ProofOutcome): string =>
  [
    `Restored in ${durationText(restoreMs / 1000)}`,
    ...(answeredMs === undefined
      ? []
      : [`and the project answered on it after ${durationText(answeredMs / 1000)}`]),
  ].join(', ');

const momentLines = ({moments = []}: ProofOutcome): string[] =>
  moments.map(({service, until = 'its last moment', restoreMs, differences}) =>
    differences.length > 0
      ? `${service} could not be brought back to ${until}: ${differences[0]}`
      : `${service} was brought back to ${until} in ${durationText(restoreMs / 1000)}`,
  );
