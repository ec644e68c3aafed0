import type {Rule} from '../rule.ts';

export const packageIndexDown: Rule = {
  name: 'package-index-down',

  whose: 'machine',
  patterns: [
    /npm (?:ERR!|error) code (?:ETIMEDOUT|ECONNRESET|ECONNREFUSED|E50\d|ERR_SOCKET_TIMEOUT)/,
    /npm (?:ERR!|error) (?:network |FetchError: )?request to https?:\/\/(?<host>[\w.:-]+)/,
    /Connection to (?<host>[\w.-]+) timed out\. \(connect timeout=/,
    /connection broken by '(?:NewConnectionError|ReadTimeoutError|ConnectTimeoutError|ProtocolError|SSLError)/,
    /Could not connect to (?<host>[\w.-]+:\d+) \(/,
    /Cannot initiate the connection to (?<host>[\w.-]+:\d+)/,
    /Unable to connect to (?<host>[\w.-]+):(?:https?|\d+):/,
    /Failed to fetch https?:\/\/(?<host>[\w.-]+)/,
    /Could not fetch specs from https?:\/\/(?<host>[\w.-]+)/,
    /curl error (?:7|28|35|52|56) while downloading https?:\/\/(?<host>[\w.-]+)/,
    /Could not transfer artifact \S+ from\/to \S+ \(https?:\/\/(?<host>[\w.-]+)/,
    /Get "https?:\/\/(?<host>proxy\.golang\.org|sum\.golang\.org)/,
  ],
  takes: (_, line) => !OTHER.test(line),
  sentence: ({groups: {host}}) =>
    `${host === undefined ? 'The index of packages' : `The index of packages ${host}`} did not answer.`,
  remedy: ({groups: {host}}) =>
    `See from the agent whether it answers${host === undefined ? '' : ` (curl -I ${host})`}, and its status page; then build again. Where a proxy is needed, Docker has to know it: \`proxies\` in ~/.docker/config.json.`,
};

/** It answered, and did not give it; or its name is not known, which is another trouble. */
const OTHER =
  /no such host|Temporary failure|ENOTFOUND|EAI_AGAIN|not known|\b40\d\b|[Hh]ash Sum mismatch|not signed|[Nn]ot authorized|[Cc]ould not resolve/;
