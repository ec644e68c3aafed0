import {folderOf, nameOf, quoted} from '../../words.ts';
import type {Rule} from '../rule.ts';

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
  sentence: ({groups: {needed, page, folder = ''}, line}) => {
    const at = placeIn(line);
    if (needed !== undefined)
      return `nginx does not find ${needed}${at === undefined ? '' : `, which ${at} names`}.`;
    return page === undefined
      ? `nginx finds no index page in ${folder}, and may not list it.`
      : `nginx finds no page at ${page}.`;
  },
  remedy: ({groups: {needed, page, folder = ''}, line, service = 'nginx'}) => {
    const at = placeIn(line);
    if (needed !== undefined)
      return `Mount or copy ${nameOf(needed)} to ${needed}, or correct its name${at === undefined ? '' : ` in ${at}`}.`;
    const place = page === undefined ? folder : folderOf(page);
    return `Let \`root\` in its configuration name the folder that has the pages, or bring them to ${place}: docker compose exec ${service} ls ${quoted(place)} shows what is there.`;
  },
};

/** `… failed (2: No such file or directory) in /etc/nginx/conf.d/default.conf:3` */
const placeIn = (line = ''): string | undefined => line.split(') in ')[1];
