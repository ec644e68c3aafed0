import type {Rule} from '../rule.ts';

export const certificateUntrusted: Rule = {
  name: 'certificate-untrusted',

  patterns: [
    /self[- ]signed certificate/,
    /\bDEPTH_ZERO_SELF_SIGNED_CERT\b/,
    /unable to get local issuer certificate/,
    /unable to verify the first certificate/,
    /x509: certificate signed by unknown authority/,
  ],
  sentence: ({service = 'that asks'}) =>
    `The service ${service} does not trust the certificate of the server that it asks.`,
  remedy:
    'Give the container the certificate of its authority (ca-certificates, NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE), or let the server have one of a public authority.',
};
