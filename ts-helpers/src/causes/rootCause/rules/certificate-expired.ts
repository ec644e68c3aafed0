import type {Rule} from '../rule.ts';

export const certificateExpired: Rule = {
  name: 'certificate-expired',

  patterns: [/certificate (?:has |is )?expired/i, /CERT_HAS_EXPIRED/i],
  sentence: 'A TLS certificate has expired.',
  remedy:
    'Renew the certificate of the server that is being asked; check the clock of this machine (date -u).',
};
