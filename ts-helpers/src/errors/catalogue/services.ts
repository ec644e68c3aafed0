import {entry, EXIT} from './entry.ts';

/** Services over HTTP, whichever they are. */
export const services = {
  ADDRESS_UNKNOWN: entry(
    EXIT.usage,
    'No host is found under the name in an address.',
    'Correct the address, or see whether this machine has a network and a name server: getent hosts, then the name.',
  ),
  NOT_THE_SERVICE: entry(
    EXIT.usage,
    'Something else than the service answers at its address: a proxy, a login page.',
    'Correct the address, or let this machine past the proxy; a browser shows what answers there.',
  ),
  CERTIFICATE_UNTRUSTED: entry(
    EXIT.machine,
    'The certificate of a service is not trusted by this machine.',
    'Name the file of its authority in NODE_EXTRA_CA_CERTS, or renew the certificate.',
  ),
  SERVICE_UNREACHABLE: entry(
    EXIT.service,
    'An outside service cannot be reached, or is in trouble.',
    "Look at the service's status page and at this machine's network, then run it again.",
  ),
  SERVICE_TIMEOUT: entry(
    EXIT.service,
    'An outside service does not answer in time.',
    "Look at the service's status page and at this machine's network, then run it again.",
  ),
  SERVICE_BUSY: entry(
    EXIT.service,
    'An outside service takes no more requests for now.',
    'Run it again later.',
  ),
  ANSWER_BROKEN: entry(
    EXIT.service,
    'An outside service broke off in the middle of an answer.',
    'Run it again; what was done already is not done twice.',
  ),
  SERVICE_REFUSED: entry(
    EXIT.service,
    'An outside service refuses what it was asked for.',
    'What it says names what is wrong.',
  ),
  TOKEN_REFUSED: entry(
    EXIT.usage,
    'A service does not accept the token: it is wrong, or was revoked.',
    'Make a new token and set it where the old one is: in the variable that is named, in Jenkins in its credential.',
  ),
  SCOPE_MISSING: entry(
    EXIT.usage,
    'A token is not allowed to do what is asked of it.',
    'Give it the permission, or make a token that has it.',
  ),
} as const;
