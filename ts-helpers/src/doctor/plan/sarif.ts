import {type Diagnosis, OUTDATED} from './diagnose.ts';
import type {Rule, Severity} from './rule.ts';

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif = ({findings}: Pick<Diagnosis, 'findings'>, rules: readonly Rule[]): string => {
  const all = [...rules, {...OUTDATED, mend: OUTDATED.remedy}];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'countable doctor',
            rules: all.map(({code, title, why, mend, severity}) => ({
              id: code,
              shortDescription: {text: `${title}.`},
              fullDescription: {text: why},
              help: {text: mend},
              defaultConfiguration: {level: severity satisfies Severity},
            })),
          },
        },
        // Paths are of the root of the repository, which whoever reads them knows.
        originalUriBaseIds: {SRCROOT: {description: {text: 'The root of the repository.'}}},
        results: findings.map(({code, severity, message, remedy, file, line}) => ({
          ruleId: code,
          ruleIndex: all.findIndex(rule => rule.code === code),
          level: severity,
          message: {text: `${message} ${remedy}`},
          locations: [
            {
              physicalLocation: {
                artifactLocation: {
                  uri: file.split('/').map(encodeURIComponent).join('/'),
                  uriBaseId: 'SRCROOT',
                },
                ...(line !== undefined && {region: {startLine: line}}),
              },
            },
          ],
          // Without its line: that moves.
          partialFingerprints: {'finding/v1': JSON.stringify([code, file, message])},
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};
