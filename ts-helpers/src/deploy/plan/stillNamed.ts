import type {ComposeModel} from '../../compose/model.ts';

/** Lines of a file that name the service as a host, counted from 1: `http://www`, `www:80`, `"www"`, and no prose. */
export const linesNaming = (service: string, text: string): number[] =>
  text
    .split('\n')
    .flatMap((line, index) => (!isComment(line) && namesHost(service, line) ? [index + 1] : []));

/** Variables of services that name it: `QUEUE_URL of worker`. */
export const variablesNaming = (service: string, {services}: Pick<ComposeModel, 'services'>): string[] =>
  Object.entries(services).flatMap(([owner, {environment = {}}]) =>
    Object.entries(environment).flatMap(([variable, value]) =>
      value === service || namesHost(service, value ?? '') ? [`${variable} of ${owner}`] : [],
    ),
  );

/** Files that nothing runs by: what documents say, what compose files say of services themselves. */
export const isRead = (file: string): boolean =>
  !/(?:^|\/)(?:docker-compose|compose|dc\.)[^/]*\.ya?ml$|\.(?:md|rst|txt|lock|svg|css|map|po)$/i.test(file);

const namesHost = (service: string, line: string): boolean => {
  for (let at = line.indexOf(service); at !== -1; at = line.indexOf(service, at + 1)) {
    const before = line[at - 1] ?? ' ';
    const after = line[at + service.length] ?? ' ';
    const isQuoted = /["'`]/.test(before) && after === before;
    const isAddress = /[/@]/.test(before) && line[at - 2] !== undefined && /[:/"'`;,\s\\})]/.test(after);
    const hasPort = /[\s="'`/@({,]/.test(before) && /^:\d/.test(line.slice(at + service.length));
    if (isQuoted || hasPort || (isAddress && isUrl(line.slice(0, at)))) return true;
  }
  return false;
};

/** `http://`, `redis://:password@`; not a path. */
const isUrl = (before: string): boolean => /:\/\/(?:[^/\s]*@)?$/.test(before);

const isComment = (line: string): boolean => /^\s*(?:#|\/\/|--|;|\*)/.test(line);
