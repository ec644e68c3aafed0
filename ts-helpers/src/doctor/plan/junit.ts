import {type Diagnosis, OUTDATED, type Told} from './diagnose.ts';
import type {Described} from './rule.ts';

/** A test case for each finding, and one that passed for each rule that found nothing. */
export const junit = (
  {findings, project}: Pick<Diagnosis, 'findings'> & {project: string},
  rules: readonly Described[],
): string => {
  const codes = [...rules.map(({code}) => code), OUTDATED.code];
  const cases = codes.flatMap(code => {
    const own = findings.filter(one => one.code === code);
    return own.length === 0 ? [passed(code)] : own.map(failed);
  });
  const counts = `tests="${cases.length}" failures="${findings.length}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(`countable doctor of ${project}`)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};

const passed = (code: string): string => `    <testcase classname="doctor" name="${code}"/>`;

const failed = ({code, severity, file, line, message, why, remedy}: Told): string => {
  const place = line === undefined ? file : `${file}:${line}`;
  return [
    `    <testcase classname="doctor" name="${escaped(`${code} ${place}`)}" file="${escaped(file)}">`,
    `      <failure type="${severity}" message="${escaped(`${place}: ${message}`)}">${escaped(`${why}\n${remedy}`)}</failure>`,
    '    </testcase>',
  ].join('\n');
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
