import type {Evidence} from '../archive/evidence.ts';
import {lines} from '../run/planText.ts';
import {sizeInWords} from '../text/bytes.ts';
import {counted} from '../text/plain.ts';
import {durationText} from '../text/time.ts';
import type {OtherProof, ShownEvidence} from './evidenceFound.ts';

/** A page for clients: what was kept, that it was restored, and how long that takes. */
export const evidencePage = ({
  evidence,
  signature,
  isGenuine,
  unread,
  others = [],
}: ShownEvidence): string => {
  const {project, environment, at, checkedAt, by, host, bucket, key, size, sha256} = evidence;
  return lines(
    `Backup of ${project} (${environment}) of ${at}: ${verdictText(evidence)}`,
    '',
    `  Backup      s3://${bucket}/${key}`,
    `              ${sizeInWords(size)}${sha256 === '' ? '' : `, SHA-256 ${sha256}`}`,
    `  Checked     ${checkedAt}, on ${host}, by ${by}`,
    ...comparedLines(evidence),
    ...serviceLines(evidence),
    ...momentLines(evidence),
    ...timeLines(evidence),
    ...openLines(evidence),
    ...evidence.differences.map((line, index) => `  ${index === 0 ? 'Differs   ' : '          '}  ${line}`),
    ...(signature === undefined
      ? ['  Signature   none: no key was given to the proof (COUNTABLE_EVIDENCE_KEY_FILE)']
      : [
          `  Signature   ${isGenuine ? 'genuine' : 'NOT GENUINE: this page was changed'}, ${signature.algorithm}, of the key`,
          `              ${signature.publicKey.replaceAll(/-----[A-Z ]+-----/g, '').trim()}`,
        ]),
    ...(unread === undefined ? [] : [`  Now         it could NOT be restored as it is: ${unread}`]),
    ...others.map((one, index) => `  ${index === 0 ? 'Also proofs' : '           '} ${otherLine(one)}`),
  );
};

const openLines = ({failsAt = []}: Evidence): string[] =>
  failsAt.length === 0
    ? []
    : [`  Fails at    ${failsAt.join(', ')}, until a proof has tried that and comes through`];

const otherLine = ({checkedAt, verdict, by, host, tried, differs, open, isGenuine}: OtherProof): string =>
  [
    `${checkedAt}: ${verdict === 'proven' ? 'restored' : 'NOT PROVEN'}, on ${host}, by ${by}`,
    ...(tried.length === 0 ? [] : [tried.join(', ')]),
    ...(differs === undefined ? [] : [differs]),
    ...(open === undefined ? [] : [`not tried: ${open.join(', ')}`]),
    ...(isGenuine === false ? ['NOT GENUINE'] : []),
  ].join('; ');

const verdictText = ({verdict, older, pointInTime = []}: Evidence): string => {
  if (verdict === 'failed') return 'NOT PROVEN';
  const lost = pointInTime.filter(({differences}) => differences.length > 0);
  const names = lost.map(({service}) => service).join(', ');
  const but = lost.length === 0 ? '' : `, but ${names} could NOT be brought back to the last moment`;
  return `${older?.said ?? 'restored, and the same'}${but}`;
};

const comparedLines = ({servers, files, older}: Evidence): string[] => [
  ...(older === undefined
    ? []
    : [`  Left by     an older script (${older.layout}), as: ${older.layers.join(', ') || 'unknown'}`]),
  ...servers.flatMap(({service, kind, version, image, databases}) => [
    `  Database    ${service}: ${kind} ${version}, restored into a new server of ${image}`,
    ...databases.map(
      ({name, tables, rows}) =>
        `              ${name}: ${counted(tables, 'table')}, ${counted(rows, 'row')}, ${older === undefined ? 'each compared' : 'counted after it'}`,
    ),
  ]),
  ...files.map(
    ({source, entries, bytes}) =>
      `  Files       ${source}: ${counted(entries, 'file or folder', 'files and folders')}, ${sizeInWords(bytes)}, each compared`,
  ),
];

const serviceLines = ({services: {healthy, why = 'unknown why'}, sql, older}: Evidence): string[] => [
  ...(older === undefined || older.usersMade.length === 0
    ? []
    : [`  Users       that it speaks of and does not make were made: ${older.usersMade.join(', ')}`]),
  healthy.length > 0
    ? `  Project     ${healthy.join(', ')} came up healthy on what was restored`
    : `  Project     was not started on it: ${why}`,
  ...(sql === undefined
    ? []
    : [`  Questions   ${sql.file} was answered: ${counted(sql.said.length, 'line')}`]),
  ...(sql?.said.map(line => `              ${line}`) ?? []),
];

const momentLines = ({pointInTime = []}: Evidence): string[] =>
  pointInTime.flatMap(({service, until, reached, restoreMs, differences, databases}) => [
    differences.length > 0
      ? `  Any moment  ${service} could NOT be brought back: ${differences[0]}`
      : `  Any moment  ${service} was brought back to ${until ?? reached ?? 'its last moment'}, in ${durationText(restoreMs / 1000)}, and read whole`,
    ...databases.map(
      ({name, tables, rows}) => `              ${name}: ${counted(tables, 'table')}, ${counted(rows, 'row')}`,
    ),
  ]);

const timeLines = ({restoreMs, answeredMs, durationMs}: Evidence): string[] => [
  `  A restore   takes ${durationText(restoreMs / 1000)} until the data is there${answeredMs === undefined ? '' : `, ${durationText(answeredMs / 1000)} until the project is up`}`,
  `  The proof   took ${durationText(durationMs / 1000)}`,
];
