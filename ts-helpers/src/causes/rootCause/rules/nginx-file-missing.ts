import {folderOf, nameOf, quoted} from '../../words.ts';
import {inRepository, within} from '../../looking.ts';
import type {Rule, Seen} from '../rule.ts';

export const nginxFileMissing: Rule = {
  name: 'nginx-file-missing',

  patterns: [
    /: open\(\) "(?<needed>[^"]+)" failed \(2: No such file/,
    / "(?<page>\/[^"]+)" is not found \(2: No such file/,
    /directory index of "(?<folder>\/[^"]+)" is forbidden/,
  ],
  // What a visitor asked for and did not get says nothing of why it fails.
  takes: ({needed}, line) => needed === undefined || line.includes('[emerg]'),
  lacks: ({groups: {needed, page, folder}}) => {
    const name = needed ?? page ?? folder;
    return name === undefined ? [] : [{kind: 'file', name}];
  },
  sentence: seen => {
    const {needed, page, folder = ''} = seen.groups;
    const at = placeIn(seen);
    if (needed !== undefined)
      return `nginx does not find ${needed}${at === undefined ? '' : `, which ${at} names`}.`;
    return page === undefined
      ? `nginx finds no index page in ${folder}, and may not list it.`
      : `nginx finds no page at ${page}.`;
  },
  remedy: seen => {
    const {
      groups: {needed, page, folder = ''},
      service = 'nginx',
    } = seen;
    const at = placeIn(seen);
    if (needed !== undefined)
      return `Mount or copy ${nameOf(needed)} to ${needed}, or correct its name${at === undefined ? '' : ` in ${at}`}.`;
    const place = page === undefined ? folder : folderOf(page);
    return `Let \`root\` in its configuration name the folder that has the pages, or bring them to ${place}. What is there: ${within(service, `ls ${quoted(place)}`, seen)}`;
  },
};

/** `… failed (2: No such file or directory) in /etc/nginx/conf.d/default.conf:3` */
const placeIn = (seen: Seen): string | undefined => {
  const [, told] = (seen.line ?? '').split(') in ');
  const [file = '', ...rest] = told?.split(':') ?? [];
  return told === undefined ? undefined : [inRepository(file, seen), ...rest].join(':');
};
