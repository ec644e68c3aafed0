import {isCode} from '../plan/code.ts';
import type {Rule} from '../plan/rule.ts';

export const productionAddressInCode: Rule = {
  code: 'production-address-in-code',
  severity: 'warning',
  title: 'Code names the address of production',
  why: 'On stage, on a laptop and in tests the same code speaks to production, and changes what people work with there.',
  mend: 'Give it as a variable of the environment: in `dc.prod.yml`, or in the credential that becomes `.env`.',
  find: ({hosts, contents}) =>
    Object.entries(contents?.texts ?? {}).flatMap(([file, text]) =>
      !isCode(file) || !hosts.some(host => text.includes(host))
        ? []
        : text
            .split('\n')
            .flatMap((line, index) =>
              hosts
                .filter(host => addressesIn(line).includes(host))
                .map(host => ({file, line: index + 1, message: `It has the address of ${host}.`})),
            ),
    ),
};

const addressesIn = (line: string): string[] =>
  [...line.matchAll(/\bhttps?:\/\/([A-Za-z0-9.-]+)/g)].map(([, host = '']) => host.toLowerCase());
