import {folderOf, nameOf} from '../words.ts';
import type {Rule} from '../rule.ts';

export const nginxFileMissing: Rule = {
  name: 'nginx-file-missing',

  patterns: [
    /\[emerg\] (?:\d+#\d+: )?open\(\) "(?<needed>[^"]+)" failed \(2: No such file or directory\)(?: in (?<at>\S+))?/,
    /\[error\] [^"]{0,40}"(?<page>\/[^"]+)" is not found \(2: No such file or directory\)/,
    /directory index of "(?<folder>\/[^"]+)" is forbidden/,
  ],
  sentence: ({groups: {needed, at, page, folder = ''}}) => {
    if (needed !== undefined)
      return `nginx does not find ${needed}${at === undefined ? '' : `, which ${at} names`}.`;
    return page === undefined
      ? `nginx finds no index page in ${folder}, and may not list it.`
      : `nginx finds no page at ${page}.`;
  },
  remedy: ({groups: {needed, at, page, folder = ''}, service = 'nginx'}) => {
    if (needed !== undefined)
      return `Mount or copy ${nameOf(needed)} to ${needed}, or correct its name${at === undefined ? '' : ` in ${at}`}.`;
    const place = page === undefined ? folder : folderOf(page);
    return `Let \`root\` in its configuration name the folder that has the pages, or bring them to ${place}: docker compose exec ${service} ls ${place} shows what is there.`;
  },
};
