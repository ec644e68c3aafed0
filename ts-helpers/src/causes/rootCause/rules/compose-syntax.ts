import {type Complaint, complaintIn} from '../complaints.ts';
import type {Rule} from '../rule.ts';

export const composeSyntax: Rule = {
  name: 'compose-syntax',

  codes: ['COMPOSE_INVALID'],
  sentence: ({error: {message, where}}) => {
    const complaint = complaintIn(message);
    if (complaint !== undefined) return sentenceOf(complaint, where);
    if (where === undefined) return message;
    const file = where.split(':')[0] ?? where;
    return message.startsWith(`${file} `)
      ? `${where}${message.slice(file.length)}`
      : `Compose refuses ${where}: ${message}`;
  },
  remedy: ({error: {message, where = 'the compose file'}}) => {
    const complaint = complaintIn(message);
    return complaint && remedyOf(complaint, where);
  },
};

const sentenceOf = ({path, missing, unknown, said}: Complaint, where = 'a compose file'): string => {
  if (missing)
    return `${missing.service} names the ${missing.kind} ${missing.name}, which nothing defines (${where}).`;
  if (unknown !== undefined)
    return `Compose does not know ${listed(unknown)}${path.length === 0 ? '' : ` in ${placeOf(path)}`} (${where}).`;
  return `${placeOf(path)} ${said} (${where}).`;
};

const listed = (names: readonly string[]): string => names.join(' and ');

const placeOf = (path: readonly string[]): string => path.join('.');

const remedyOf = ({path, missing, unknown}: Complaint, where: string): string => {
  if (missing)
    return `Correct the name in ${where}, or define it: \`${missing.name}:\` under \`${missing.kind}s:\`.`;
  if (unknown !== undefined)
    return `Correct in ${where} how ${listed(unknown)} ${unknown.length === 1 ? 'is spelled, or how far it is indented: it belongs' : 'are spelled, or how far they are indented: each belongs'} to the nearest line above that is less so.`;
  return `Correct ${path.at(-1)} in ${where}: its value, or how far it is indented, for it belongs to the nearest line above that is less so.`;
};
