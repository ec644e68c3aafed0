import {DATABASE_PORTS} from '../databases.ts';
import {isOfAnIndex} from '../../hosts.ts';
import {isOfLocalhost} from '../servers.ts';
import type {Rule} from '../rule.ts';

export const serviceRefuses: Rule = {
  name: 'service-refuses',

  isConsequence: true,
  isUnreached: true,
  patterns: [
    /ECONNREFUSED (?<address>\S*:\d+)/,
    /Error \d+ connecting to (?<address>[^\s:]+:\d+)\. Connection refused/,
    /Failed to establish a new connection: \[Errno 111\]/,
    /dial tcp (?<address>[^\s:]+:\d+): connect: connection refused/,
  ],
  takes: ({address = ''}, line) =>
    !isOfAnIndex(line) &&
    !isOfLocalhost(line) &&
    !/^(?:127\.|::1)/.test(address) &&
    !DATABASE_PORTS.has(address.split(':').at(-1) ?? ''),
  sentence: ({groups: {address = 'the address that it asks'}}) => `Nothing listens at ${address}.`,
  remedy: ({groups: {address = 'it'}}) =>
    `See that the service behind ${address} runs, listens at that port and at 0.0.0.0 (not at 127.0.0.1), and is waited for: \`depends_on\` with \`condition: service_healthy\`.`,
};
